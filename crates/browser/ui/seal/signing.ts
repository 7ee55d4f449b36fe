// Ed25519, verified strictly (protocol 1): canonical encodings, no key or R of small order, S below the group's
// order, and the equation without the cofactor, as verify_strict in the Rust crate.

import { ed25519 } from "@noble/curves/ed25519.js";
import { bytesToNumberLE } from "@noble/curves/utils.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { concat, fromHex, type PublicKey, toHex, wipe } from "./bytes.ts";
import { Refused } from "./refusal.ts";

const Point = ed25519.Point;
const ORDER = Point.Fn.ORDER;

/** A secret signing key, from a seed of 32 bytes that it takes over. */
export class SigningKey {
  readonly #seed: Uint8Array;
  readonly publicKey: PublicKey;

  private constructor(seed: Uint8Array) {
    this.#seed = seed;
    this.publicKey = toHex(ed25519.getPublicKey(seed)) as PublicKey;
  }

  static fromSeed(seed: Uint8Array): SigningKey {
    if (seed.length !== 32) throw new Refused("bytes", "signing seed");
    return new SigningKey(seed);
  }

  sign(message: Uint8Array): Uint8Array {
    return ed25519.sign(message, this.#seed);
  }

  /** A copy of the seed, for sealing it to its owner. */
  seed(): Uint8Array {
    return this.#seed.slice();
  }

  wipe(): void {
    wipe(this.#seed);
  }

  /** Shown as nothing, so that no log can hold it. */
  toJSON(): string {
    return "SigningKey";
  }
}

/** Whether the signature is good, by the strictest reading. */
export function verifyStrict(signature: Uint8Array, message: Uint8Array, key: PublicKey): boolean {
  if (signature.length !== 64) return false;
  const s = bytesToNumberLE(signature.subarray(32));
  if (s >= ORDER) return false;
  const keyBytes = fromHex(key, 32);
  const said = signature.subarray(0, 32);
  try {
    const a = pointOf(key, keyBytes);
    const k = bytesToNumberLE(sha512(concat(said, keyBytes, message))) % ORDER;
    // The point that R must be, compared with the octets themselves: whatever is not written canonically differs.
    const r = Point.BASE.multiplyUnsafe(s).subtract(a.multiplyUnsafe(k));
    return !r.isSmallOrder() && r.toBytes().every((byte, at) => byte === said[at]);
  } catch {
    return false;
  }
}

type PointOf = ReturnType<typeof Point.fromBytes>;
/** Keys by which something was verified before: a case has hundreds of items by a handful of people. */
const met = new Map<PublicKey, { point: PointOf; times: number }>();
const MOST_MET = 64;
/** From this many times on it pays to make tables first. */
const OFTEN = 8;

/** Throws for what is no canonical point, or one of small order. */
function pointOf(key: PublicKey, bytes: Uint8Array): PointOf {
  const known = met.get(key);
  if (known === undefined) {
    const point = Point.fromBytes(bytes, false);
    if (point.isSmallOrder()) throw new Refused("signature", "small order");
    if (met.size >= MOST_MET) met.clear();
    met.set(key, { point, times: 1 });
    return point;
  }
  if (++known.times === OFTEN) known.point.precompute(6);
  return known.point;
}
