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

/** Whether a key may go to this person in a case that leaves out some. */
export function mayReceive(person: StaffId, leftOut: readonly StaffId[]): boolean {
  return !leftOut.includes(person);
}

/** The recipient of a person who may receive. Refused: "may-not-receive" when left out or not in the roster. */
export function recipientFor(id: StaffId, roster: Roster, leftOut: readonly StaffId[]): Recipient {
  const person = personOf(roster, id);
  if (person === undefined || !mayReceive(id, leftOut)) throw new Refused("may-not-receive");
  return person.recipient;
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
        .filter((id) => mayReceive(id, leftOut) && !members.includes(id)),
    );
  for (const role of ["handler", "fallback", "governing"] as const) {
    if (members.length < count) members.push(...draw(role).slice(0, count - members.length));
  }
  if (members.length === 0) throw new Refused("no-reader");
  return { members: members.sort(), sleeper: draw("fallback")[0] ?? null };
}
