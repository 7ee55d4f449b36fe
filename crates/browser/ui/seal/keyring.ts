// Keyrings: all generations of a case's keys, sealed to who may read it (protocol 5).
// Whether keyring n follows from n − 1 is judged in notices.ts and casework.ts.

import type { Hash, PublicKey } from "./bytes.ts";
import { drawIdentity, type Identity, type Recipient } from "./hybrid.ts";
import { caseId, day, hash, staffId, staffIds } from "./ids.ts";
import { author } from "./item.ts";
import { writeJson } from "./json.ts";
import { itemSize } from "./padding.ts";
import type { Random } from "./random.ts";
import { Refused } from "./refusal.ts";
import { filledUp, open, seal, type Sealed } from "./seal.ts";
import { identity, list, type Of, orNull, read, record, whole } from "./shape.ts";
import { sign, type UnverifiedSigned } from "./signed.ts";
import type { SigningKey } from "./signing.ts";

const header = record({
  case: caseId,
  version: whole(1, 2 ** 32 - 1),
  previous: orNull(hash),
  author,
  roster: hash,
  day,
  members: staffIds,
  sleeper: orNull(staffId),
});
export type KeyringHeader = Of<typeof header>;

const generation = record({ conversation: identity, members: identity });
const body = record({ generations: list(generation) });
/** The two keys of one generation: what the reporter may read, and what members only may read. */
export type Generation = Of<typeof generation>;

/** A keyring whose signature was verified. */
export interface Keyring {
  readonly header: KeyringHeader;
  readonly hash: Hash;
  /** Oldest first. */
  readonly generations: readonly Generation[];
}

/** Draws both keys of a new generation. */
export function drawGeneration(random: Random): Generation {
  return { conversation: drawIdentity(random), members: drawIdentity(random) };
}

/** The newest generation. */
export function newest(keyring: Pick<Keyring, "generations">): Generation {
  const last = keyring.generations.at(-1);
  if (last === undefined) throw new Refused("keyring");
  return last;
}

/** Signs and seals a keyring, filled up to the roster's count so that its size does not tell how many read. */
export async function writeKeyring(
  head: KeyringHeader,
  generations: readonly Generation[],
  key: SigningKey,
  readers: readonly Recipient[],
  stanzas: number,
  random: Random,
): Promise<Sealed> {
  checkHeader(head, generations);
  const ordered: KeyringHeader = {
    case: head.case,
    version: head.version,
    previous: head.previous,
    author: head.author,
    roster: head.roster,
    day: head.day,
    members: head.members,
    sleeper: head.sleeper,
  };
  const signed = sign("keyring", writeJson(ordered), writeJson({ generations }), key);
  const sealed = await seal(signed, itemSize, await filledUp(readers, stanzas, random), random);
  signed.fill(0);
  return sealed;
}

/** Refused: "keyring". */
function checkHeader(head: KeyringHeader, generations: readonly Generation[]): void {
  const first = head.version === 1;
  const fits =
    first === (head.author === "reporter") &&
    first === (head.previous === null) &&
    head.members.length > 0 &&
    (head.sleeper === null || !head.members.includes(head.sleeper)) &&
    generations.length === head.version;
  if (!fits) throw new Refused("keyring", "contradicts itself");
}

/** A keyring that was opened; who signed it is only claimed. */
export class UnverifiedKeyring {
  readonly header: KeyringHeader;
  readonly hash: Hash;
  readonly #signed: UnverifiedSigned;

  constructor(
    signed: UnverifiedSigned,
    /** How many could open it; to be compared with the roster that the header names. */
    readonly stanzas: number,
  ) {
    this.header = read(signed.header, header, "header");
    this.hash = signed.hash;
    this.#signed = signed;
  }

  /** The keys in it, before anything is known of who put them there: items must be opened to find that out. */
  unverifiedGenerations(): readonly Generation[] {
    return read(this.#signed.body, body, "body").generations;
  }

  /** Refused: "signature", "json", "shape", "keyring". */
  verify(key: PublicKey): Keyring {
    this.#signed.verify(key);
    const generations = this.unverifiedGenerations();
    checkHeader(this.header, generations);
    return { header: this.header, hash: this.hash, generations };
  }
}

/** Opens a keyring with the reader's own identity. */
export async function openKeyring(sealed: Uint8Array, own: Identity): Promise<UnverifiedKeyring> {
  const { signed, stanzas } = await open("keyring", sealed, itemSize, [own], null);
  return new UnverifiedKeyring(signed, stanzas);
}
