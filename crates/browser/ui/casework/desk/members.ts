// Who reads a case: adding somebody, taking somebody out. Each is one change of keys, so that of two members at once
// one is refused, looks again, and nobody is lost. Before every key stands mayReceive.

import { Unreachable } from "../../kit/http.ts";
import type { StaffId } from "../../seal/bytes.ts";
import { mayReceive, type Readers } from "../../seal/readers.ts";
import { hasOtherKeys } from "../../seal/renewed.ts";
import { type Cases, type Held, readersNow } from "./cases.ts";
import { Failed } from "./failures.ts";
import type { Lists } from "./lists.ts";
import type { Change, Others } from "./views.ts";
import { writable, type Tools } from "./writing.ts";

const TRIES = 4;

/** Failed: "write-blocked", "problem-take-out-self", "problem-conflict" when others are always faster. Refused: "may-not-receive". */
export async function changeReaders(id: string, change: Change, tools: Pick<Tools, "cases" | "view">): Promise<void> {
  return tools.cases.inTurn(id, async () => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const held = await writable(id, tools);
      const writer = await tools.cases.writer();
      if (change.kind === "take-out" && change.person === writer.person) throw new Failed("problem-take-out-self");
      const readers = changed(readersNow(held.checked, writer, held.told), change);
      const anew = readers.members.some((one) => hasOtherKeys(one, held.checked.letIn, writer.roster));
      if (same(readers, held.checked.notice) && !anew) return;
      try {
        if (await tools.cases.rotate(held.told, held.checked, writer, readers)) return;
      } catch (error) {
        // No answer came. Whether it was stored shows at the next look.
        if (!(error instanceof Unreachable)) throw error;
      }
    }
    throw new Failed("problem-conflict");
  });
}

function changed({ members, sleeper }: Readers, { kind, person }: Change): Readers {
  const rest = members.filter((id) => id !== person);
  const added = kind === "add" ? [...rest, person as StaffId].sort() : rest;
  return { members: added, sleeper: sleeper === person ? null : sleeper };
}

function same(one: Readers, other: Readers): boolean {
  return one.sleeper === other.sleeper && one.members.join() === other.members.join();
}

/** Who was let in once, has other keys on the list in force than then, and may be added again. */
export function anewOf({ checked }: Held, lists: Lists): StaffId[] {
  const roster = lists.newest();
  if (roster === undefined) return [];
  const may = (id: StaffId): boolean => typeof mayReceive(id, roster, checked.report.left_out) !== "string";
  return [...checked.letIn.keys()].filter((id) => may(id) && hasOtherKeys(id, checked.letIn, roster));
}

/** Who of the list in force does not read the case yet and may. */
export async function othersOf(id: string, cases: Cases, lists: Lists): Promise<Others> {
  const { checked } = await cases.last(id);
  const { roster } = await cases.writer();
  const judged = roster.people.map((person) => ({ person, may: mayReceive(person.id, roster, checked.report.left_out) }));
  const people = judged.filter(({ person, may }) => typeof may !== "string" && !checked.notice.members.includes(person.id));
  return {
    people: people.map(({ person }) => ({ id: person.id, name: lists.nameOf(person.id) })),
    someMayNot: judged.some(({ may }) => may === "left-out"),
  };
}
