// The filing receipt: the log key's word that a leaf goes in at a tick (protocol 9).

import { concat, fromHex, type Hash, label, type PublicKey, u64, utf8 } from "./bytes.ts";
import { hash } from "./ids.ts";
import { Refused } from "./refusal.ts";
import { hex, type Of, record, whole } from "./shape.ts";
import { verifyStrict } from "./signing.ts";

export const receipt = record({ leaf: hash, tick: whole(), signature: hex<string>(64) });
export type Receipt = Of<typeof receipt>;

/** What the log key signs. */
export function receiptMessage(leaf: Hash, tick: number): Uint8Array {
  return concat(label("receipt"), utf8("\n"), fromHex(leaf, 32), u64(BigInt(tick)));
}

/** Refused: "receipt" when it speaks of another leaf or the log key did not sign it. */
export function verifyReceipt({ leaf, tick, signature }: Receipt, expected: Hash, logKey: PublicKey): void {
  if (leaf !== expected || !verifyStrict(fromHex(signature, 64), receiptMessage(leaf, tick), logKey)) throw new Refused("receipt");
}
