// Proof of work: a nonce whose hash begins with enough zero bits (protocol 9). In steps, so that a page can show
// progress and stop. noble's SHA-256 over many nonces is faster than as many small calls to the browser's own.

import { sha256 } from "@noble/hashes/sha2.js";
import { concat, fromHex, label, sha, type SubmissionId, u64 } from "./bytes.ts";
import { Refused } from "./refusal.ts";

/** What the server asks for: hex, its octets enter the work. */
export interface Challenge {
  readonly challenge: string;
  readonly bits: number;
}

/** As it is sent; the nonce is 16 hex digits, most significant first. */
export interface Work {
  readonly challenge: string;
  readonly nonce: string;
}

const BLOCK = 64;
const NONCE = 8;

function prefix(challenge: string, submission: SubmissionId, bytes: number): Uint8Array {
  return concat(label("work"), fromHex(challenge, challenge.length / 2), fromHex(submission, 16), u64(BigInt(bytes)));
}

function zeroBits(digest: Uint8Array): number {
  let zeros = 0;
  for (const byte of digest) {
    if (byte !== 0) return zeros + Math.clz32(byte) - 24;
    zeros += 8;
  }
  return zeros;
}

/** Looks for the smallest nonce, from 0 on. */
export class WorkSolver {
  readonly #start: ReturnType<typeof sha256.create>;
  readonly #current: ReturnType<typeof sha256.create>;
  /** The end of the message, in which only the nonce changes. */
  readonly #tail: Uint8Array;
  readonly #nonce: DataView;
  readonly #digest = new Uint8Array(32);
  #tried = 0;

  constructor(
    readonly asked: Challenge,
    submission: SubmissionId,
    /** Declared padded bytes of the upload; 0 for a report or post without one. */
    bytes: number,
  ) {
    if (asked.bits < 0 || asked.bits > 64) throw new Refused("shape", "bits");
    const message = prefix(asked.challenge, submission, bytes);
    // Whole blocks that never change are hashed once.
    const fixed = message.length - (message.length % BLOCK);
    this.#start = sha256.create().update(message.subarray(0, fixed));
    this.#current = this.#start.clone();
    this.#tail = concat(message.subarray(fixed), new Uint8Array(NONCE));
    this.#nonce = new DataView(this.#tail.buffer, this.#tail.byteOffset + this.#tail.length - NONCE, NONCE);
  }

  /** How many were tried; one needs 2^bits of them on average. */
  get tried(): number {
    return this.#tried;
  }

  /** Tries the next `count`; gives the work when one of them will do. */
  step(count: number): Work | null {
    const end = this.#tried + count;
    while (this.#tried < end) {
      this.#nonce.setUint32(0, this.#tried >>> 0, true);
      this.#nonce.setUint32(4, Math.floor(this.#tried / 2 ** 32), true);
      this.#tried++;
      this.#start._cloneInto(this.#current);
      this.#current.update(this.#tail).digestInto(this.#digest);
      if (zeroBits(this.#digest) >= this.asked.bits) {
        return { challenge: this.asked.challenge, nonce: (this.#tried - 1).toString(16).padStart(16, "0") };
      }
    }
    return null;
  }
}

/** Whether a nonce does what was asked. */
export function verifyWork(work: Work, submission: SubmissionId, bytes: number, bits: number): boolean {
  const nonce = u64(BigInt(`0x${work.nonce}`));
  return zeroBits(sha(prefix(work.challenge, submission, bytes), nonce)) >= bits;
}
