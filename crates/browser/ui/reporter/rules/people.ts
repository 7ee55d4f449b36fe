/** Who could ever receive a key, as the reporter sees it: one line a person, readers first; and who counts as left out. */

export type Role = "handler" | "fallback" | "governing" | "custodian" | "officer";

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

const ORDER: readonly Role[] = ["handler", "fallback", "governing", "custodian", "officer"];

const rank = (person: Person) => Math.min(...person.roles.map((role) => ORDER.indexOf(role)), ORDER.length);

/** Everybody, those most likely to read first, then by name. */
export function inOrder(people: readonly Person[]): Person[] {
  return [...people].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
}

/** The first role in that order: the one shown beside the name. */
export function mainRole(person: Person): Role | undefined {
  return ORDER.find((role) => person.roles.includes(role));
}

/** Those who can become a first reader (protocol.md 8). */
export function eligible(people: readonly Person[]): string[] {
  return people.filter((person) => person.roles.some((role) => role === "handler" || role === "fallback" || role === "governing")).map((person) => person.id);
}
