// Shamir's secret sharing, 2 of n, over GF(256) with the AES polynomial (protocol 13): any two shares give the secret,
// one alone gives nothing. Works without tables, so that no place in memory hangs on a secret.

import type { Random } from "./random.ts";
import { Refused } from "./refusal.ts";

/** Bytes of the secret, and of each value. */
export const SECRET = 32;
/** Places there are beside 0, where the secret stands. */
export const MOST_SHARES = 255;

/** A point of the line: at `index`, which is never 0, it has this value. */
export interface Share {
  readonly index: number;
  readonly value: Uint8Array;
}

/** Multiplies in GF(256): 0x11b, eight steps whatever the values. */
export function multiply(a: number, b: number): number {
  let product = 0;
  let left = a;
  for (let bit = 0; bit < 8; bit += 1) {
    product ^= left & -((b >> bit) & 1);
    left = (left << 1) ^ (0x11b & -(left >> 7));
  }
  return product;
}

/** b^254, which is 1/b; of 0 it is 0. */
export function inverse(b: number): number {
  let power = b;
  let result = 1;
  for (let bit = 0; bit < 7; bit += 1) {
    power = multiply(power, power);
    result = multiply(result, power);
  }
  return result;
}

/** The value at `index`: secret ⊕ index · slope for every byte. Refused: "share" for a place or length there is not. */
export function shareAt(index: number, secret: Uint8Array, slope: Uint8Array): Share {
  checkIndex(index);
  if (secret.length !== SECRET || slope.length !== SECRET) throw new Refused("share", "length");
  return { index, value: secret.map((byte, at) => byte ^ multiply(index, slope[at] ?? 0)) };
}

/** The shares at 1 … `count`; the slope is drawn. Refused: "share" for fewer than two or more than 255. */
export function split(secret: Uint8Array, count: number, random: Random): Share[] {
  if (count < 2 || count > MOST_SHARES) throw new Refused("share", "count");
  const slope = random.bytes(SECRET);
  const shares = Array.from({ length: count }, (_, n) => shareAt(n + 1, secret, slope));
  slope.fill(0);
  return shares;
}

/** The secret that lies on the line through two shares. Refused: "share" where both stand at one place. */
export function combine(one: Share, other: Share): Uint8Array {
  for (const { index, value } of [one, other]) {
    checkIndex(index);
    if (value.length !== SECRET) throw new Refused("share", "length");
  }
  if (one.index === other.index) throw new Refused("share", "twice the same");
  // At 0: (y1·x2 ⊕ y2·x1) / (x1 ⊕ x2).
  const down = inverse(one.index ^ other.index);
  return one.value.map((byte, at) => multiply(multiply(byte, other.index) ^ multiply(other.value[at] ?? 0, one.index), down));
}

function checkIndex(index: number): void {
  if (!Number.isInteger(index) || index < 1 || index > MOST_SHARES) throw new Refused("share", "index");
}
