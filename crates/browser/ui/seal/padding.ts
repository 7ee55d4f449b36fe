// Sizes that say little: steps for items and keyrings, Padmé for attachments (protocol 3 and 4).

import { Refused } from "./refusal.ts";

const KIB = 1024;
const STEPS = [4, 16, 64, 256].map((kib) => kib * KIB);
const LAST_STEP = 256 * KIB;
export const LARGEST_ITEM = 2048 * KIB;
export const STATE_SIZE = 16 * KIB;
const IDENTITY_SIZE = 2 * KIB;
/** What is in a letter, whatever it says. */
export const LETTER_SIZE = 16 * KIB;
const SMALLEST_BOOK = 64 * KIB;
export const LARGEST_BOOK = SMALLEST_BOOK * 2 ** 7;
const SMALLEST_ATTACHMENT = 64 * KIB;

/** The padded size of an item or keyring of `length` signed bytes. Refused: "too-large" above 2 MiB. */
export function itemSize(length: number): number {
  const size = STEPS.find((step) => length <= step) ?? Math.ceil(length / LAST_STEP) * LAST_STEP;
  if (size > LARGEST_ITEM) throw new Refused("too-large");
  return size;
}

/** The one size of a mailbox state. Refused: "too-large". */
export function stateSize(length: number): number {
  if (length > STATE_SIZE) throw new Refused("too-large");
  return STATE_SIZE;
}

/** The one size of an identity. Refused: "too-large". */
export function identitySize(length: number): number {
  if (length > IDENTITY_SIZE) throw new Refused("too-large");
  return IDENTITY_SIZE;
}

/** 64 KiB, or that doubled up to seven times. Refused: "too-large". */
export function bookSize(length: number): number {
  let size = SMALLEST_BOOK;
  while (size < length) size *= 2;
  if (size > LARGEST_BOOK) throw new Refused("too-large");
  return size;
}

/** Padmé of at least 64 KiB. Lengths stay below 2^53, beyond the reach of bit operators. */
export function attachmentSize(length: number): number {
  if (length <= SMALLEST_ATTACHMENT) return SMALLEST_ATTACHMENT;
  const exponent = log2(length);
  const step = 2 ** (exponent - (log2(exponent) + 1));
  return Math.ceil(length / step) * step;
}

/** ⌊log2 n⌋, exactly. */
function log2(n: number): number {
  let exponent = Math.floor(Math.log2(n));
  if (2 ** exponent > n) exponent--;
  if (2 ** (exponent + 1) <= n) exponent++;
  return exponent;
}

/** The bytes with zeros after them. */
export function padded(bytes: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  out.set(bytes);
  return out;
}
