// An identity: name and contact of a reporter, sealed so that two keepers and one reader together open it (protocol 13).
// The reporter's side seals, a reader's opens. No keeper learns the name, and no reader alone can have it.

import { isContact, isLine, NAME_LENGTH } from "./card_terms.ts";
import { type CaseId, concat, type Day, equal, fromBase64url, fromHex, type Hash, hashOf, type PublicKey, sha, type StaffId, toBase64url } from "./bytes.ts";
import { decrypt, drawDummy, encrypt, identityFromSeed, keyFrom, type Identity as Key, recipientOf } from "./hybrid.ts";
import { caseId, day, hash } from "./ids.ts";
import { writeJson } from "./json.ts";
import { identitySize, padded } from "./padding.ts";
import type { Random } from "./random.ts";
import { Refused } from "./refusal.ts";
import type { Barred } from "./readers.ts";
import { type Person, personOf, type Roster } from "./roster.ts";
import { combine, type Share, split } from "./shamir.ts";
import { read, record, text, type Shape } from "./shape.ts";
import { sign, UnverifiedSigned } from "./signed.ts";
import type { SigningKey } from "./signing.ts";
import type { Vault } from "./item.ts";

/** What somebody leaves. */
export interface Identity {
  readonly name: string;
  readonly contact: string;
}

const header = record({ case: caseId, roster: hash, day });
const fits = (rule: (value: string) => boolean): Shape<string> => (value, at) => {
  const found = text(value, at);
  if (!rule(found)) throw new Refused("shape", at);
  return found;
};
const body = record({ name: fits((value) => isLine(value, NAME_LENGTH)), contact: fits(isContact) });

/** case ‖ H(vault's sealed) ‖ index ‖ value. */
const SHARE = 16 + 32 + 1 + 32;

/** Everybody who keeps identities by this list, in the order of the shares: by id. */
export function keepersOf(roster: Roster): Person[] {
  return roster.people.filter(({ roles }) => roles.includes("custodian"));
}

/** Whether a person may be given a share or asked for it: the person, or why not. Stands before both, as `mayReceive` before keys. */
export function mayKeep(id: StaffId, roster: Roster, leftOut: readonly StaffId[]): Person | Barred {
  if (leftOut.includes(id)) return "left-out";
  const person = personOf(roster, id);
  if (person === undefined) return "not-listed";
  return person.roles.includes("custodian") ? person : "other-roles";
}

/** Keepers who were not left out and do not read the case. With fewer than two it is not offered. */
export function keepersFor(roster: Roster, leftOut: readonly StaffId[], readers: readonly StaffId[]): Person[] {
  return keepersOf(roster).filter(({ id }) => typeof mayKeep(id, roster, leftOut) !== "string" && !readers.includes(id));
}

/** By which a request and the shares name a vault. */
export function vaultHash({ sealed }: Pick<Vault, "sealed">): Hash {
  return hashOf(fromBase64url(sealed));
}

/** Where an identity belongs, and under which list of people it is sealed. */
export interface Place {
  readonly case: CaseId;
  readonly roster: Roster;
  readonly leftOut: readonly StaffId[];
  /** Who reads the case, or could be woken: they have the vault already, and with a share would need one other keeper only. */
  readonly readers: readonly StaffId[];
  readonly day: Day;
}

/**
 * Seals an identity, and a share for each keeper of the list; whoever was left out or reads the case has bytes in their place that nobody opens. Refused:
 * "no-keepers" with fewer than two, "shape" for a name or contact that no client takes.
 */
export async function sealIdentity({ name, contact }: Identity, place: Place, key: SigningKey, random: Random): Promise<Vault> {
  const { case: of, roster, leftOut, readers, day: on } = place;
  const able = keepersFor(roster, leftOut, readers);
  const keepers = keepersOf(roster).map(({ id }) => able.find((keeper) => keeper.id === id));
  if (able.length < 2) throw new Refused("no-keepers");
  const said = writeJson({ name, contact });
  read(said, body, "identity");
  const signed = sign("identity", writeJson({ case: of, roster: roster.hash, day: on }), said, key);
  const seed = random.bytes(32);
  const plaintext = padded(signed, identitySize(signed.length));
  const sealed = await encrypt(plaintext, [await recipientOf(identityFromSeed(seed))]);
  const shares: string[] = [];
  for (const [n, share] of split(seed, keepers.length, random).entries()) {
    const keeper = keepers[n];
    const bytes = keeper === undefined ? random.bytes(SHARE) : concat(fromHex(of, 16), sha(sealed), Uint8Array.of(share.index), share.value);
    shares.push(toBase64url(await encrypt(bytes, [keeper?.recipient ?? (await drawDummy(random))])));
    bytes.fill(0);
    share.value.fill(0);
  }
  for (const secret of [seed, plaintext, signed]) secret.fill(0);
  return { sealed: toBase64url(sealed), shares };
}

/** A keeper opens their own share. Refused: "share" where it does not open or is none, "other-case" and "other-vault" where it names another. */
export async function openShare(sealed: Uint8Array, own: Key, of: CaseId, vault: Hash): Promise<Share> {
  let plaintext: Uint8Array;
  try {
    ({ plaintext } = await decrypt(sealed, own, 1));
  } catch (error) {
    throw error instanceof Refused ? new Refused("share", error.reason) : error;
  }
  const index = plaintext[48] ?? 0;
  if (plaintext.length !== SHARE || index === 0) throw new Refused("share", "shape");
  if (!equal(plaintext.subarray(0, 16), fromHex(of, 16))) throw new Refused("other-case");
  if (!equal(plaintext.subarray(16, 48), fromHex(vault, 32))) throw new Refused("other-vault");
  return { index, value: plaintext.slice(49) };
}

/**
 * Whether two shares open a vault to what the case's reporter signed for this case. Reads no name: before it is shown, others are told.
 * Refused: as `openIdentity`.
 */
export async function checkIdentity(vault: Vault, shares: readonly [Share, Share], of: CaseId, reporter: PublicKey): Promise<void> {
  await signedIn(vault, shares, of, reporter, () => undefined);
}

/**
 * Opens a vault with two shares, and takes what is in it only if the case's reporter signed it for this case. Refused: "wrong" where the two
 * do not open it, "forged-identity", "other-case".
 */
export function openIdentity(vault: Vault, shares: readonly [Share, Share], of: CaseId, reporter: PublicKey): Promise<Identity> {
  return signedIn(vault, shares, of, reporter, (bytes) => read(bytes, body, "identity"));
}

async function signedIn<T>(vault: Vault, shares: readonly [Share, Share], of: CaseId, reporter: PublicKey, take: (body: Uint8Array) => T): Promise<T> {
  const plaintext = await opened(vault, shares);
  try {
    const signed = new UnverifiedSigned("identity", plaintext, identitySize);
    signed.verify(reporter);
    const said = read(signed.header, header, "identity");
    if (said.case !== of) throw new Refused("other-case");
    return take(signed.body);
  } catch (error) {
    throw error instanceof Refused && error.reason !== "other-case" ? new Refused("forged-identity", error.reason) : error;
  } finally {
    plaintext.fill(0);
  }
}

async function opened({ sealed }: Vault, shares: readonly [Share, Share]): Promise<Uint8Array> {
  try {
    const seed = combine(...shares);
    const key = keyFrom(identityFromSeed(seed));
    seed.fill(0);
    return (await decrypt(fromBase64url(sealed), key, 1)).plaintext;
  } catch (error) {
    throw error instanceof Refused ? new Refused("wrong", error.reason) : error;
  }
}
