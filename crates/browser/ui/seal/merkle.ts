// The Merkle tree hash of RFC 6962, 2.1: what a tick's leaf is made from (protocol 9).

import { sha } from "./bytes.ts";

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The hash of a leaf's data. */
export const leafHash = (data: Uint8Array): Uint8Array => sha(LEAF, data);
/** The hash of an inner node. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => sha(NODE, left, right);

/** The root over the leaves' data; of none, the hash of nothing. */
export function treeRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (first === undefined) return sha();
  if (leaves.length === 1) return leafHash(first);
  const split = 2 ** (31 - Math.clz32(leaves.length - 1));
  return nodeHash(treeRoot(leaves.slice(0, split)), treeRoot(leaves.slice(split)));
}
