// Staff sign-in: one passphrase, stretched; from it what is sent and what wraps the person's secrets (protocol 10).

import { argon2id } from "@noble/hashes/argon2.js";
import { concat, fromHex, type Hash, hashOf, type InstallationId, label, toHex, utf8, wipe } from "./bytes.ts";
import { hkdf, type Progress, salt } from "./derive.ts";
import { decrypt, encrypt, type Identity, identityFromSeed, type Recipient, recipientOf } from "./hybrid.ts";
import { writeJson } from "./json.ts";
import { hex, identity, read, record } from "./shape.ts";
import { SigningKey } from "./signing.ts";

/** How hard a passphrase is stretched: it carries less than words that were drawn. */
const STAFF_COST = { m: 64 * 1024, t: 3, p: 1, dkLen: 32 } as const;

/** Unicode's white space, as the Rust crate has it; `\s` and `trim` differ from it in places. */
function trimmed(text: string): string {
  return text.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, "");
}

/** The sign-in name as it enters the salt. */
export function normaliseName(name: string): string {
  return trimmed(name.normalize("NFKC")).toLowerCase();
}

export function normalisePassphrase(passphrase: string): string {
  return trimmed(passphrase.normalize("NFKC")).replace(/\p{White_Space}+/gu, " ");
}

/** What a passphrase opens. */
export interface SignIn {
  /** Sent; the server keeps its hash. */
  readonly login: Uint8Array;
  readonly loginHash: Hash;
  /** To it the person's secrets are sealed. */
  readonly wrap: Identity;
}

/** Takes some seconds, at Tor Browser's "Safer" half a minute: give `progress`. */
export function stretchPassphrase(name: string, passphrase: string, installation: InstallationId, progress?: Progress): SignIn {
  const words = salt("staff-salt", fromHex(installation, 16), utf8(normaliseName(name)));
  const secret = utf8(normalisePassphrase(passphrase));
  const stretched = argon2id(secret, words, { ...STAFF_COST, ...(progress && { onProgress: progress }) });
  const seed = hkdf(stretched, "staff-wrap");
  const login = hkdf(stretched, "staff-login");
  const signIn = { login, loginHash: hashOf(login), wrap: identityFromSeed(seed) };
  wipe(secret, stretched, seed);
  return signIn;
}

const secrets = record({ identity, signing: hex<string>(32) });

/** A person's keys, unlocked. */
export interface StaffSecrets {
  readonly identity: Identity;
  readonly signing: SigningKey;
}

/** Seals a person's secrets to the key from the passphrase. */
export async function wrapSecrets({ identity: own, signing }: StaffSecrets, wrap: Identity): Promise<Uint8Array> {
  const seed = signing.seed();
  const plain = writeJson({ identity: own, signing: toHex(seed) });
  const sealed = await encrypt(plain, [await recipientOf(wrap)]);
  wipe(seed, plain);
  return sealed;
}

/** Refused: "cannot-open" when the passphrase is another one. */
export async function unwrapSecrets(sealed: Uint8Array, wrap: Identity): Promise<StaffSecrets> {
  const { plaintext } = await decrypt(sealed, wrap, 1);
  const { identity: own, signing } = read(plaintext, secrets, "secrets");
  wipe(plaintext);
  return { identity: own, signing: SigningKey.fromSeed(fromHex(signing, 32)) };
}

/** Shows at enrolment that the signing key belongs to who sends the recipient. `token` is 16 bytes or more, in hex. */
export function enrolProof(token: string, recipient: Recipient, signing: SigningKey): string {
  return toHex(signing.sign(concat(label("enrol"), utf8("\n"), fromHex(token, token.length / 2), utf8(recipient))));
}
