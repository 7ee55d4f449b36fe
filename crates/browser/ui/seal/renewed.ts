// Readers who enrolled anew: under the same id, with other keys. Whoever replaces a case's keys never seals them to keys that a reader
// did not have when they were let in; a member adds them again, by themselves (protocol 5).

import type { StaffId } from "./bytes.ts";
import type { Item } from "./item.ts";
import type { Accepted, Anchor } from "./notices.ts";
import { type Person, personOf, type Roster } from "./roster.ts";
import type { Rosters } from "./authors.ts";

/** Everybody who was ever let in, as the list had them that whoever let them in last went by. */
export type LetIn = ReadonlyMap<StaffId, Person>;

/** Item 0 and the notices that were followed, oldest first, and nothing else, say who was let in. */
export function letIn(zero: Item, start: Anchor, accepted: readonly Accepted[], items: readonly Item[], rosters: Rosters): LetIn {
  const found = new Map<StaffId, Person>();
  const byHash = new Map(items.map((item) => [item.hash, item]));
  for (const [item, { members, sleeper }] of [[zero, start] as const, ...accepted.map((one) => [byHash.get(one.hash), one] as const)]) {
    const roster = item && rosters.get(item.header.roster);
    for (const id of [...members, ...(sleeper === null ? [] : [sleeper])]) {
      const person = roster && personOf(roster, id);
      if (person !== undefined) found.set(id, person);
    }
  }
  return found;
}

/** Whether somebody stands on a list with other keys than they were let in with. */
export function hasOtherKeys(id: StaffId, known: LetIn, roster: Roster): boolean {
  const [then, now] = [known.get(id), personOf(roster, id)];
  return then !== undefined && now !== undefined && (then.recipient !== now.recipient || then.signing !== now.signing);
}
