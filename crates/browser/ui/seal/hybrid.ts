// Age files to hybrid recipients (ML-KEM-768 + X25519), and to nothing else (protocol 1).
// A file whose stanzas are of another kind, or not as many as they should be, is refused before its key is tried.

import { type Identity as AgeIdentity, Decrypter, Encrypter, identityToRecipient, type Stanza } from "age-encryption";
import { bech32 } from "@scure/base";
import { HybridKey, KIND } from "./kem.ts";
import type { Random } from "./random.ts";
import { Refused } from "./refusal.ts";

/** `AGE-SECRET-KEY-PQ-1…`: a seed of 32 bytes. */
export type Identity = string & { readonly of: "identity" };
/** `age1pq1…`: an ML-KEM-768 encapsulation key and an X25519 public key. */
export type Recipient = string & { readonly of: "recipient" };

const ENCAPSULATION_KEY = 1184;
const MODULUS = 3329;

export function identityFromSeed(seed: Uint8Array): Identity {
  if (seed.length !== 32) throw new Refused("recipient", "seed");
  return bech32.encodeFromBytes("AGE-SECRET-KEY-PQ-", seed).toUpperCase() as Identity;
}

/** Draws a new key. */
export function drawIdentity(random: Random): Identity {
  const seed = random.bytes(32);
  const identity = identityFromSeed(seed);
  seed.fill(0);
  return identity;
}

export async function recipientOf(identity: Identity): Promise<Recipient> {
  return (await identityToRecipient(identity)) as Recipient;
}

/** A recipient whose secret nobody has: fills a place. */
export async function drawDummy(random: Random): Promise<Recipient> {
  return recipientOf(drawIdentity(random));
}

export function parseIdentity(text: string): Identity {
  const bytes = decode(text, "AGE-SECRET-KEY-PQ-");
  if (bytes.length !== 32 || text !== text.toUpperCase()) throw new Refused("recipient", "identity");
  bytes.fill(0);
  return text as Identity;
}

/** Takes a recipient in lower case whose ML-KEM key passes the modulus check of FIPS 203, 7.2. */
export function parseRecipient(text: string): Recipient {
  const bytes = decode(text, "age1pq");
  if (bytes.length !== ENCAPSULATION_KEY + 32 || text !== text.toLowerCase()) throw new Refused("recipient");
  for (let at = 0; at < ENCAPSULATION_KEY - 32; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    if ((a | ((b & 15) << 8)) >= MODULUS || ((b >> 4) | (c << 4)) >= MODULUS) throw new Refused("recipient", "modulus");
  }
  return text as Recipient;
}

function decode(text: string, prefix: string): Uint8Array {
  try {
    const { prefix: found, words } = bech32.decode(text as `${string}1${string}`, false);
    if (found.toLowerCase() !== prefix.toLowerCase()) throw new Refused("recipient", "prefix");
    return bech32.fromWords(words);
  } catch (error) {
    throw error instanceof Refused ? error : new Refused("recipient");
  }
}

/** Bytes of a sealed file: 70 + 1557 n of header, 16 of nonce, 16 for each begun 64 KiB, at least one. */
export function sealedLength(plaintext: number, recipients: number): number {
  return 70 + 1557 * recipients + 16 + plaintext + 16 * Math.max(1, Math.ceil(plaintext / 65536));
}

function encrypterFor(recipients: readonly Recipient[]): Encrypter {
  if (recipients.length === 0) throw new Refused("no-reader");
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(parseRecipient(recipient));
  return encrypter;
}

export async function encrypt(plaintext: Uint8Array, recipients: readonly Recipient[]): Promise<Uint8Array> {
  return encrypterFor(recipients).encrypt(plaintext);
}

export async function encryptStream(
  plaintext: ReadableStream<Uint8Array>,
  recipients: readonly Recipient[],
): Promise<ReadableStream<Uint8Array>> {
  return encrypterFor(recipients).encrypt(plaintext);
}

/** Sees all stanzas before any key is tried; `expected` null counts only. */
class StanzaGuard implements AgeIdentity {
  counted = 0;
  constructor(readonly expected: number | null) {}
  unwrapFileKey(stanzas: Stanza[]): null {
    if (stanzas.some(({ args }) => args[0] !== KIND)) throw new Refused("stanza-kind");
    if (this.expected !== null && stanzas.length !== this.expected) throw new Refused("stanza-count");
    this.counted = stanzas.length;
    return null;
  }
}

/** The key of an identity, made ready to open many files. */
export function keyFrom(identity: Identity): HybridKey {
  const seed = decode(identity, "AGE-SECRET-KEY-PQ-");
  const key = new HybridKey(seed);
  seed.fill(0);
  return key;
}

function decrypterFor(key: HybridKey | Identity, guard: StanzaGuard): Decrypter {
  const decrypter = new Decrypter();
  decrypter.addIdentity(guard);
  decrypter.addIdentity(typeof key === "string" ? keyFrom(key) : key);
  return decrypter;
}

/** What a file held, and to how many it was sealed. */
export interface Decrypted {
  readonly plaintext: Uint8Array;
  readonly stanzas: number;
}

/**
 * Opens a file of exactly `stanzas` readers, or of any number where null: then the caller compares when it has read who
 * should be there. Refused: "cannot-open", "stanza-kind", "stanza-count".
 */
export async function decrypt(sealed: Uint8Array, key: HybridKey | Identity, stanzas: number | null): Promise<Decrypted> {
  const guard = new StanzaGuard(stanzas);
  const plaintext = await refusing(() => decrypterFor(key, guard).decrypt(sealed));
  return { plaintext, stanzas: guard.counted };
}

export async function decryptStream(
  sealed: ReadableStream<Uint8Array>,
  identity: Identity,
  stanzas: number,
): Promise<ReadableStream<Uint8Array>> {
  return refusing(() => decrypterFor(identity, new StanzaGuard(stanzas)).decrypt(sealed));
}

async function refusing<T>(open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    throw error instanceof Refused ? error : new Refused("cannot-open");
  }
}
