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
  try {
    const a = Point.fromBytes(keyBytes, false);
    const r = Point.fromBytes(signature.subarray(0, 32), false);
    if (a.isSmallOrder() || r.isSmallOrder()) return false;
    const k = bytesToNumberLE(sha512(concat(signature.subarray(0, 32), keyBytes, message))) % ORDER;
    return Point.BASE.multiplyUnsafe(s).equals(r.add(a.multiplyUnsafe(k)));
  } catch {
    return false;
  }
}
