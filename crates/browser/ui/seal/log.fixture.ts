// A server's log for tests: honest, or signed anew after a lie.

import { base64 } from "@scure/base";
import { fromHex, hashOf, type Hash, type InstallationId, sha, type StaffId, toHex, u64, utf8 } from "./bytes.ts";
import { LEAVES, rosterLeaf, type Saved, staffLeaf, type UnverifiedEntry } from "./log.ts";
import { leafHash, nodeHash, treeRoot } from "./merkle.ts";
import { signNote } from "./note.ts";
import { SigningKey } from "./signing.ts";

export const installation = "01".repeat(16) as InstallationId;
export const logKey = SigningKey.fromSeed(new Uint8Array(32).fill(7));
export const anna = "0a".repeat(16) as StaffId;

/** A record as the server writes it. */
export function recordOf(seq: number, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ seq, day: 20_778, kind: "signed-in", by: anna, about: null, name: "", roles: [], roster: null, ...more });
}

/** What one tick holds. */
export interface TickOf {
  readonly records: readonly string[];
  readonly rosters?: readonly Hash[];
}

const BLINDING = "99".repeat(32) as Hash;

/** The 256 leaves of a tick: records and lists first, filled up; the same ones for the same tick and content. */
export function innerLeaves({ records, rosters = [] }: TickOf, tick: number): Hash[] {
  const real = [...records.map((text) => toHex(staffLeaf(BLINDING, text)) as Hash), ...rosters.map(rosterLeaf)];
  const filling = Array.from({ length: LEAVES - real.length }, (_, n) => hashOf(utf8("filling"), u64(BigInt(tick)), u64(BigInt(n))));
  return [...real, ...filling];
}

function proofOf(leaves: readonly Hash[], place: number): Hash[] {
  let level = leaves.map((leaf) => leafHash(fromHex(leaf, 32)));
  const proof: Hash[] = [];
  for (let at = place; level.length > 1; at >>= 1) {
    proof.push(toHex(level[at ^ 1] ?? sha()) as Hash);
    level = level.flatMap((left, n) => (n % 2 === 0 ? [nodeHash(left, level[n + 1] ?? sha())] : []));
  }
  return proof;
}

const rootOf = (leaves: readonly Hash[]): Uint8Array => treeRoot(leaves.map((leaf) => fromHex(leaf, 32)));

/** The checkpoint that a log key signs over these public leaves. */
export function signedOver(leaves: readonly Hash[], key = logKey): string {
  const origin = `sottovoce-log-${installation}`;
  return signNote(`${origin}\n${String(leaves.length)}\n${base64.encode(rootOf(leaves))}\n`, origin, key);
}

/** The log of these ticks, with all entries, as an honest server would give it if this were its past. */
export function logOf(ticks: readonly TickOf[]): Saved {
  const inner = ticks.map(innerLeaves);
  const leaves = inner.map((all) => toHex(rootOf(all)) as Hash);
  const entries = ticks.flatMap(({ records }, tick) =>
    records.map((record, place): UnverifiedEntry => ({ tick, place, blinding: BLINDING, record, proof: proofOf(inner[tick] ?? [], place) })),
  );
  return { checkpoint: signedOver(leaves), leaves, entries };
}

/** Two days' acts. */
export const HONEST: readonly TickOf[] = [{ records: [recordOf(0), recordOf(1)] }, { records: [] }, { records: [recordOf(2), recordOf(3)] }];

/** Every way in which a log that was kept can be rewritten and signed anew, each whole in itself. */
export const REWRITTEN: Readonly<Record<string, readonly TickOf[]>> = {
  changed: [{ records: [recordOf(0), recordOf(1, { kind: "invited" })] }, { records: [] }, { records: [recordOf(2), recordOf(3)] }, { records: [] }],
  removed: [{ records: [recordOf(0)] }, { records: [] }, { records: [recordOf(1), recordOf(2)] }, { records: [] }],
  inserted: [{ records: [recordOf(0), recordOf(1)] }, { records: [recordOf(2)] }, { records: [recordOf(3), recordOf(4)] }, { records: [] }],
  reordered: [{ records: [recordOf(0), recordOf(1)] }, { records: [recordOf(2), recordOf(3)] }, { records: [] }, { records: [] }],
  truncated: [{ records: [recordOf(0), recordOf(1)] }, { records: [] }],
  forked: [{ records: [recordOf(0), recordOf(1)] }, { records: [] }, { records: [] }, { records: [recordOf(2)] }],
};
