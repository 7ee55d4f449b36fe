// Bytes as the protocol writes them: hex, base64url without padding, little-endian integers, labels.

import { base64urlnopad } from "@scure/base";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { Refused } from "./refusal.ts";

export { bytesToHex as toHex, concatBytes as concat, utf8ToBytes as utf8 };

/** A SHA-256 hash in lower-case hex. */
export type Hash = string & { readonly of: "hash" };
/** Random ids of 16 bytes in lower-case hex. */
export type CaseId = string & { readonly of: "case" };
export type SubmissionId = string & { readonly of: "submission" };
export type StaffId = string & { readonly of: "staff" };
export type TaskId = string & { readonly of: "task" };
export type InstallationId = string & { readonly of: "installation" };
/** An Ed25519 public key in lower-case hex. */
export type PublicKey = string & { readonly of: "public key" };
/** Days since 1970-01-01 in the organisation's time zone. */
export type Day = number;

/** Reads lower-case hex of exactly `length` bytes. Refused: "bytes". */
export function fromHex(text: string, length: number): Uint8Array {
  if (text.length !== length * 2 || !/^[0-9a-f]*$/.test(text)) throw new Refused("bytes", "hex");
  return hexToBytes(text);
}

/** Writes base64url without padding. */
export function toBase64url(bytes: Uint8Array): string {
  return base64urlnopad.encode(bytes);
}

/** Reads base64url without padding, canonical only. Refused: "bytes". */
export function fromBase64url(text: string): Uint8Array {
  try {
    return base64urlnopad.decode(text);
  } catch {
    throw new Refused("bytes", "base64url");
  }
}

/** `"sottovoce/v1/" ‖ name`. */
export function label(name: string): Uint8Array {
  return utf8ToBytes(`sottovoce/v1/${name}`);
}

/** SHA-256 over the parts one after the other. */
export function sha(...parts: Uint8Array[]): Uint8Array {
  const hash = sha256.create();
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** The same, in hex. */
export function hashOf(...parts: Uint8Array[]): Hash {
  return bytesToHex(sha(...parts)) as Hash;
}

export function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

export function u64(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return bytes;
}

/** Reads a u32 at `at`. Refused: "framing" past the end. */
export function readU32(bytes: Uint8Array, at: number): number {
  if (at < 0 || at + 4 > bytes.length) throw new Refused("framing");
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(at, true);
}

/** Equal, in time that hangs on the length only. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}

/** Nothing but zeros. */
export function allZero(bytes: Uint8Array): boolean {
  let seen = 0;
  for (const byte of bytes) seen |= byte;
  return seen === 0;
}

/** Overwrites secrets. JavaScript may have copied them elsewhere; strings cannot be overwritten at all. */
export function wipe(...secrets: Uint8Array[]): void {
  for (const secret of secrets) secret.fill(0);
}
