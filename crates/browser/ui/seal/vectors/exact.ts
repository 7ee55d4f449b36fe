// Computes what stands under `exact` from its inputs. The writer fills in what it has drawn; the check computes again.

import { fromHex, type Hash, type InstallationId, type PublicKey, type SubmissionId, toHex, utf8, hashOf } from "../bytes.ts";
import { deriveMailbox, filingLeaf } from "../derive.ts";
import { type Recipient, recipientOf, sealedLength } from "../hybrid.ts";
import { treeRoot } from "../merkle.ts";
import { signNote, verifyNote } from "../note.ts";
import { attachmentSize, itemSize } from "../padding.ts";
import { receiptMessage } from "../receipt.ts";
import { organisationFingerprint, personFingerprint } from "../roster.ts";
import { type Purpose, sign } from "../signed.ts";
import { SigningKey, verifyStrict } from "../signing.ts";
import { enrolProof, stretchPassphrase } from "../staff.ts";
import { readWords, toWords } from "../words.ts";
import { type Language, loadWordList, loadWordLists } from "../wordlists.ts";
import { WorkSolver } from "../work.ts";
import type { Exact } from "./file.ts";

const keyOf = (seed: string): SigningKey => SigningKey.fromSeed(fromHex(seed, 32));
const purposeOf = (name: string): Purpose => name.replace(/^sottovoce\/v1\//, "") as Purpose;

export async function wordsOf(one: Exact["words"][0]): Promise<Exact["words"][0]> {
  const list = await loadWordList(one.language as Language);
  return { ...one, words: toWords(fromHex(one.entropy, 10), list).join(" ") };
}

export async function readingOf({ typed }: { typed: string }): Promise<Exact["readings"][0]> {
  const reading = readWords(typed, await loadWordLists());
  if (!("found" in reading)) return { typed, outcome: reading };
  return { typed, outcome: { found: { language: reading.found.language, entropy: toHex(reading.found.entropy) } } };
}

export async function mailboxOf(one: Pick<Exact["mailbox"][0], "installation" | "entropy">): Promise<Exact["mailbox"][0]> {
  const secrets = deriveMailbox(fromHex(one.entropy, 10), one.installation as InstallationId);
  const signing_seed = toHex(secrets.signing.seed());
  return {
    installation: one.installation,
    entropy: one.entropy,
    token: toHex(secrets.token),
    token_hash: secrets.tokenHash,
    identity: secrets.identity,
    recipient: await recipientOf(secrets.identity),
    signing_seed,
    signing: secrets.signing.publicKey,
    filing: toHex(secrets.filing),
  };
}

export async function staffOf(one: Pick<Exact["staff"][0], "installation" | "name" | "passphrase">): Promise<Exact["staff"][0]> {
  const { login, loginHash, wrap } = stretchPassphrase(one.name, one.passphrase, one.installation as InstallationId);
  return {
    installation: one.installation,
    name: one.name,
    passphrase: one.passphrase,
    login: toHex(login),
    login_hash: loginHash,
    identity: wrap,
    recipient: await recipientOf(wrap),
  };
}

export function paddingOf({ item, attachment, sealed }: Exact["padding"]): Exact["padding"] {
  return {
    item: item.map(([length]) => [length, itemSize(length)]),
    attachment: attachment.map(([length]) => [length, attachmentSize(length)]),
    sealed: sealed.map(([recipients, length]) => [recipients, length, sealedLength(length, recipients)]),
  };
}

export function fingerprintsOf({ organisation, person }: Exact["fingerprints"]): Exact["fingerprints"] {
  return {
    organisation: organisation.map(({ key }) => ({ key, words: organisationFingerprint(key as PublicKey).join(" ") })),
    person: person.map(({ recipient, signing }) => ({
      recipient,
      signing,
      words: personFingerprint(recipient as Recipient, signing as PublicKey).join(" "),
    })),
  };
}

export function noteOf({ name, seed, text }: Pick<Exact["notes"][0], "name" | "seed" | "text">): Exact["notes"][0] {
  const key = keyOf(seed);
  const note = signNote(text, name, key);
  if (verifyNote(note, name, [key.publicKey]) !== text) throw new Error("note");
  return { name, seed, key: key.publicKey, text, note };
}

export function signatureOf(one: Exact["signatures"][0]): Exact["signatures"][0] {
  const bytes = (hex: string): Uint8Array => fromHex(hex, hex.length / 2);
  return { ...one, valid: verifyStrict(bytes(one.signature), bytes(one.message), one.key as PublicKey) };
}

export function enrolmentOf({ token, recipient, seed }: Omit<Exact["enrolment"][0], "proof">): Exact["enrolment"][0] {
  return { token, recipient, seed, proof: enrolProof(token, recipient as Recipient, keyOf(seed)) };
}

export function workOf({ challenge, submission, bytes, bits }: Omit<Exact["work"][0], "nonce">): Exact["work"][0] {
  const work = new WorkSolver({ challenge, bits }, submission as SubmissionId, bytes).step(1 << 22);
  return { challenge, submission, bytes, bits, nonce: work?.nonce ?? "none" };
}

export function receiptOf(one: Pick<Exact["receipts"][0], "seed" | "filing" | "case" | "tick">): Exact["receipts"][0] {
  const key = keyOf(one.seed);
  const leaf: Hash = filingLeaf(fromHex(one.filing, 32), one.case);
  const signature = toHex(key.sign(receiptMessage(leaf, one.tick)));
  return { seed: one.seed, key: key.publicKey, filing: one.filing, case: one.case, leaf, tick: one.tick, signature };
}

export function signedOf({ purpose, header, body, seed }: Omit<Exact["signed"][0], "signed" | "hash">): Exact["signed"][0] {
  const signed = sign(purposeOf(purpose), utf8(header), utf8(body), keyOf(seed));
  return { purpose, header, body, seed, signed: toHex(signed), hash: hashOf(signed) };
}

export function treeOf({ leaves }: { leaves: string[] }): Exact["trees"][0] {
  return { leaves, root: toHex(treeRoot(leaves.map((leaf) => fromHex(leaf, leaf.length / 2)))) };
}

/** All of `exact` from its inputs. */
export async function computeExact(given: Exact): Promise<Exact> {
  return {
    words: await Promise.all(given.words.map(wordsOf)),
    readings: await Promise.all(given.readings.map(readingOf)),
    mailbox: await Promise.all(given.mailbox.map(mailboxOf)),
    staff: await Promise.all(given.staff.map(staffOf)),
    padding: paddingOf(given.padding),
    fingerprints: fingerprintsOf(given.fingerprints),
    notes: given.notes.map(noteOf),
    signatures: given.signatures.map(signatureOf),
    enrolment: given.enrolment.map(enrolmentOf),
    work: given.work.map(workOf),
    receipts: given.receipts.map(receiptOf),
    signed: given.signed.map(signedOf),
    trees: given.trees.map(treeOf),
  };
}
