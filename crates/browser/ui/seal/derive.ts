// From the eight words to the mailbox's keys (protocol 2). Argon2id once, then HKDF.
// Keeps nothing; the caller wipes what it gets when it is done.

import { argon2id } from "@noble/hashes/argon2.js";
import { hkdf as hkdfWith } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { fromHex, type Hash, hashOf, type InstallationId, label, sha, wipe } from "./bytes.ts";
import { type Identity, identityFromSeed } from "./hybrid.ts";
import { SigningKey } from "./signing.ts";

/** How hard the words are stretched; frozen after measuring at "Safer" (docs/decisions/0003). */
const WORDS_COST = { m: 8 * 1024, t: 1, p: 1, dkLen: 32 } as const;

/** HKDF-SHA256 with empty salt and the label as info, 32 bytes. */
export function hkdf(key: Uint8Array, name: string): Uint8Array {
  return hkdfWith(sha256, key, undefined, label(name), 32);
}

/** The first 16 bytes of SHA-256 over a label and what follows. */
export function salt(name: string, ...parts: Uint8Array[]): Uint8Array {
  return sha(label(name), ...parts).slice(0, 16);
}

/** Progress from 0 to 1. */
export type Progress = (done: number) => void;

/** All that the words open. */
export interface MailboxSecrets {
  /** Finds the mailbox; sent when reading. */
  readonly token: Uint8Array;
  /** What the server keeps of the token. */
  readonly tokenHash: Hash;
  readonly identity: Identity;
  readonly signing: SigningKey;
  /** From it come the leaves in the log that only the words find again. */
  readonly filing: Uint8Array;
}

/** Stretches the entropy and derives the mailbox. The entropy is not wiped here. */
export function deriveMailbox(entropy: Uint8Array, installation: InstallationId, progress?: Progress): MailboxSecrets {
  const words = salt("words-salt", fromHex(installation, 16));
  const master = argon2id(entropy, words, { ...WORDS_COST, ...(progress && { onProgress: progress }) });
  const seed = hkdf(master, "mailbox-identity");
  const token = hkdf(master, "mailbox-token");
  const secrets = {
    token,
    tokenHash: hashOf(token),
    identity: identityFromSeed(seed),
    signing: SigningKey.fromSeed(hkdf(master, "mailbox-signing")),
    filing: hkdf(master, "filing-leaf"),
  };
  wipe(master, seed);
  return secrets;
}

/** The leaf by which a filing stands in the log: H(label("filing") ‖ filing ‖ case id). */
export function filingLeaf(filing: Uint8Array, caseId: string): Hash {
  return hashOf(label("filing"), filing, fromHex(caseId, 16));
}

/** Overwrites what can be overwritten. The identity is a string and stays until it is collected. */
export function wipeMailbox(secrets: MailboxSecrets): void {
  wipe(secrets.token, secrets.filing);
  secrets.signing.wipe();
}

