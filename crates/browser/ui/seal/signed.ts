// The one shape of everything signed by one person and read by others (protocol 3): purpose, header, body, signature.
// The received bytes are verified as they came, never written anew.

import { allZero, concat, type Hash, hashOf, label, type PublicKey, readU32, u32, utf8 } from "./bytes.ts";
import { Refused } from "./refusal.ts";
import { type SigningKey, verifyStrict } from "./signing.ts";

export type Purpose = "item" | "keyring" | "mailbox-state" | "book" | "identity" | "identity-request" | "identity-answer";

const SIGNATURE = 64;

function opening(purpose: Purpose): Uint8Array {
  return concat(label(purpose), utf8("\n"));
}

/** purpose ‖ "\n" ‖ u32 length ‖ header ‖ u32 length ‖ body ‖ signature. */
export function sign(purpose: Purpose, header: Uint8Array, body: Uint8Array, key: SigningKey): Uint8Array {
  const message = concat(opening(purpose), u32(header.length), header, u32(body.length), body);
  return concat(message, key.sign(message));
}

/** What came out of a sealed file. Its header names who is said to have signed; nothing holds before `verify`. */
export class UnverifiedSigned {
  readonly header: Uint8Array;
  readonly body: Uint8Array;
  /** H over the signed bytes, signature included. */
  readonly hash: Hash;
  readonly #message: Uint8Array;
  readonly #signature: Uint8Array;

  /**
   * Takes the plaintext of a sealed file apart. `size` gives the padded size for a signed length; the plaintext must
   * have it, and all after the signature must be zeros. Refused: "framing", "padding".
   */
  constructor(purpose: Purpose, plaintext: Uint8Array, size: (length: number) => number) {
    const start = opening(purpose);
    if (!start.every((byte, at) => plaintext[at] === byte)) throw new Refused("framing", "purpose");
    const [header, afterHeader] = piece(plaintext, start.length);
    const [body, end] = piece(plaintext, afterHeader);
    if (end + SIGNATURE > plaintext.length) throw new Refused("framing");
    const signed = plaintext.subarray(0, end + SIGNATURE);
    if (plaintext.length !== size(signed.length) || !allZero(plaintext.subarray(signed.length))) throw new Refused("padding");
    this.header = header;
    this.body = body;
    this.hash = hashOf(signed);
    this.#message = plaintext.subarray(0, end);
    this.#signature = signed.subarray(end);
  }

  /** Refused: "signature". */
  verify(key: PublicKey): void {
    if (!verifyStrict(this.#signature, this.#message, key)) throw new Refused("signature");
  }
}

function piece(bytes: Uint8Array, at: number): [Uint8Array, number] {
  const start = at + 4;
  const end = start + readU32(bytes, at);
  if (end > bytes.length) throw new Refused("framing");
  return [bytes.subarray(start, end), end];
}
