// Who reads a report first, and the one question that stands before every seal to a person (protocol 8).

import type { StaffId } from "./bytes.ts";
import type { Recipient } from "./hybrid.ts";
import { type Random, shuffled } from "./random.ts";
import { Refused } from "./refusal.ts";
import { type Person, personOf, type Role, type Roster } from "./roster.ts";

/** First members and the sleeper, who sees nothing until woken. Ids sorted. */
export interface Readers {
  readonly members: readonly StaffId[];
  readonly sleeper: StaffId | null;
}

/** Why somebody may not receive a key of a case: the reporter left them out, the list does not name them, or for something else. */
export type Barred = "left-out" | "not-listed" | "other-roles";

/** The roles that read cases. Custodians and officers are on the list for other keys. */
const READ: readonly Role[] = ["handler", "fallback", "governing"];

/** Whether a person's roles read cases. */
export function isReader({ roles }: Pick<Person, "roles">): boolean {
  return roles.some((role) => READ.includes(role));
}

/** Whether a person may receive a key of a case: the person, or why not. */
export function mayReceive(id: StaffId, roster: Roster, leftOut: readonly StaffId[]): Person | Barred {
  if (leftOut.includes(id)) return "left-out";
  const person = personOf(roster, id);
  if (person === undefined) return "not-listed";
  return isReader(person) ? person : "other-roles";
}

/** The recipient of a person who may receive. Refused: "may-not-receive", with the reason. */
export function recipientFor(id: StaffId, roster: Roster, leftOut: readonly StaffId[]): Recipient {
  const found = mayReceive(id, roster, leftOut);
  if (typeof found === "string") throw new Refused("may-not-receive", found);
  return found.recipient;
}

/** Those of the readers who may still receive a key. */
export function whoMayReceive({ members, sleeper }: Readers, roster: Roster, leftOut: readonly StaffId[]): Readers {
  const may = (id: StaffId): boolean => typeof mayReceive(id, roster, leftOut) !== "string";
  return { members: members.filter(may), sleeper: sleeper !== null && may(sleeper) ? sleeper : null };
}

/** Members (two where the roster has four handlers or more, else one) and a sleeper. Refused: "no-reader". */
export function drawReaders(roster: Roster, leftOut: readonly StaffId[], random: Random): Readers {
  const withRole = (role: Role): Person[] => roster.people.filter((one) => one.roles.includes(role));
  const count = withRole("handler").length >= 4 ? 2 : 1;
  const members: StaffId[] = [];
  const draw = (role: Role): StaffId[] =>
    shuffled(
      random,
      withRole(role)
        .map((one) => one.id)
        .filter((id) => typeof mayReceive(id, roster, leftOut) !== "string" && !members.includes(id)),
    );
  for (const role of ["handler", "fallback", "governing"] as const) {
    if (members.length < count) members.push(...draw(role).slice(0, count - members.length));
  }
  if (members.length === 0) throw new Refused("no-reader");
  return { members: members.sort(), sleeper: draw("fallback")[0] ?? null };
}
