// The Merkle tree hash of RFC 6962, 2.1: what a tick's leaf is made from (protocol 9).

import { sha } from "./bytes.ts";

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The root over the leaves' data; of none, the hash of nothing. */
export function treeRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (first === undefined) return sha();
  if (leaves.length === 1) return sha(LEAF, first);
  const split = 2 ** (31 - Math.clz32(leaves.length - 1));
  return sha(NODE, treeRoot(leaves.slice(0, split)), treeRoot(leaves.slice(split)));
}
