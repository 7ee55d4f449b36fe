/** A name that is left for the identity keepers: whether there is one, whether it can be kept, and who keeps it. Knows no texts and no DOM. */
import { isContact, isLine, NAME_LENGTH } from "../../seal/card_terms.ts";
import type { LeftName } from "../contract.ts";
import type { Person } from "./people.ts";

/** It takes two who agree. */
const FEWEST = 2;

export function isWritten({ name, contact }: LeftName): boolean {
  return name.trim() !== "" || contact.trim() !== "";
}

/** The identity keepers who were not left out, by name, and how many there are in all. */
export function keepersAmong(people: readonly Person[], leftOut: readonly string[]): { names: string[]; all: number } {
  const all = people.filter(({ roles }) => roles.includes("custodian"));
  const names = all.filter(({ id }) => !leftOut.includes(id)).map(({ name }) => name);
  return { names: names.sort((a, b) => a.localeCompare(b)), all: all.length };
}

/** Whether a name can be left at all; if not, whether the place has too few keepers or the reporter left them out. */
export function offered({ names, all }: { readonly names: readonly string[]; readonly all: number }): "yes" | "few" | "left-out" {
  if (names.length >= FEWEST) return "yes";
  return all < FEWEST ? "few" : "left-out";
}

/** What is wrong with what was written; nothing may be written at all. */
export function nameFault(left: LeftName): "name" | "contact" | null {
  if (!isWritten(left)) return null;
  if (!isLine(left.name, NAME_LENGTH)) return "name";
  return isContact(left.contact) ? null : "contact";
}

/** What goes along with the report: nothing where nothing was written or nobody may keep it. */
export function nameToSend({ name, contact }: LeftName, keepers: Parameters<typeof offered>[0]): LeftName | null {
  if (!isWritten({ name, contact }) || offered(keepers) !== "yes") return null;
  return { name: name.trim(), contact: contact.trim() };
}
