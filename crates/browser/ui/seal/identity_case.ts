// What a case says of its reporter's name: the last one that was left, who asked whom for it, and who was shown it (protocol 13).

import type { Day, Hash, StaffId } from "./bytes.ts";
import { changesIn } from "./card.ts";
import type { Case } from "./casework.ts";
import type { Chains } from "./chains.ts";
import type { IdentityAsked } from "./change.ts";
import { vaultHash } from "./identity.ts";
import type { Expecting } from "./identity_answer.ts";
import type { Vault } from "./item.ts";
import type { Roster } from "./roster.ts";

/** A name that was left: sealed, with the list of people it was sealed under. */
export interface Left {
  readonly vault: Vault;
  readonly hash: Hash;
  readonly roster: Hash;
  readonly day: Day;
}

/** The last one that counts, with the report or later; `null`: none. */
export function leftIn(conversation: Chains): Left | null {
  const left = conversation.all().flatMap(({ header, body }) => {
    const vault = body.kind === "identity" ? body.vault : body.kind === "report" ? body.report.vault : null;
    return vault === null || header.author !== "reporter" ? [] : [{ vault, header }];
  });
  const last = left.sort((a, b) => a.header.seq - b.header.seq).at(-1);
  return last === undefined ? null : { vault: last.vault, hash: vaultHash(last.vault), roster: last.header.roster, day: last.header.day };
}

/** That somebody asked, as the members were told. */
export interface AskedBy extends IdentityAsked {
  readonly by: StaffId;
  readonly day: Day;
}

/** All that were told, oldest first, each request once for who asked. */
export function askedIn(notes: Chains): AskedBy[] {
  const once = new Map<string, AskedBy>();
  for (const { by, day, change } of changesIn(notes)) {
    if (change.change !== "identity-asked") continue;
    const key = `${by} ${change.value.request}`;
    if (!once.has(key)) once.set(key, { ...change.value, by, day });
  }
  return [...once.values()];
}

/** The requests of somebody's own by which they were shown the name. */
export function readBy(notes: Chains, person: StaffId): Set<Hash> {
  return new Set(changesIn(notes).flatMap(({ by, change }) => (by === person && change.change === "identity-read" ? [change.value] : [])));
}

/** Who reads a case, ever did, or could be woken: none of them keeps its reporter's name. */
export function readersOf({ notice, report, letIn }: Pick<Case, "notice" | "report" | "letIn">): StaffId[] {
  const named = [notice, report].flatMap(({ members, sleeper }) => [...members, ...(sleeper === null ? [] : [sleeper])]);
  return [...new Set([...letIn.keys(), ...named])];
}

/** By what somebody's answers are judged, as long as this is the name that counts. */
export function expecting(of: Case, person: StaffId, left: Left, sealedUnder: Roster, roster: Roster): Expecting {
  const asked = askedIn(of.notes).filter(({ by }) => by === person);
  return { asked, readers: readersOf(of), leftOut: of.report.left_out, roster, vault: left.hash, sealedUnder };
}
