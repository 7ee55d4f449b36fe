// Sealing what was signed: padded, then an age file to its readers in random order (protocol 3).

import { hashOf, type Hash } from "./bytes.ts";
import { decrypt, type Decrypted, drawDummy, encrypt, type Identity, type Recipient } from "./hybrid.ts";
import type { HybridKey } from "./kem.ts";
import { padded } from "./padding.ts";
import { type Random, shuffled } from "./random.ts";
import { Refused } from "./refusal.ts";
import { type Purpose, UnverifiedSigned } from "./signed.ts";

/** Sealed bytes and the hash by which others name what is in them. */
export interface Sealed {
  readonly sealed: Uint8Array;
  readonly hash: Hash;
}

/** Pads and seals to the recipients in random order. */
export async function seal(
  signed: Uint8Array,
  size: (length: number) => number,
  recipients: readonly Recipient[],
  random: Random,
): Promise<Sealed> {
  const plaintext = padded(signed, size(signed.length));
  const sealed = await encrypt(plaintext, shuffled(random, recipients));
  plaintext.fill(0);
  return { sealed, hash: hashOf(signed) };
}

/** Fills the places up to `count` with recipients nobody has the key of. Refused: "stanza-count" when there are more. */
export async function filledUp(recipients: readonly Recipient[], count: number, random: Random): Promise<Recipient[]> {
  if (recipients.length > count) throw new Refused("stanza-count");
  const places = [...recipients];
  while (places.length < count) places.push(await drawDummy(random));
  return places;
}

/** What came out of a sealed file, and how many could open it. */
export interface Opened {
  readonly signed: UnverifiedSigned;
  readonly stanzas: number;
}

/** Opens with the first key that fits. Refused: "cannot-open" and whatever the framing says. */
export async function open(
  purpose: Purpose,
  sealed: Uint8Array,
  size: (length: number) => number,
  keys: readonly (HybridKey | Identity)[],
  stanzas: number | null,
): Promise<Opened> {
  for (const key of keys) {
    let decrypted: Decrypted;
    try {
      decrypted = await decrypt(sealed, key, stanzas);
    } catch (error) {
      if (error instanceof Refused && error.reason === "cannot-open") continue;
      throw error;
    }
    return { signed: new UnverifiedSigned(purpose, decrypted.plaintext, size), stanzas: decrypted.stanzas };
  }
  throw new Refused("cannot-open");
}
