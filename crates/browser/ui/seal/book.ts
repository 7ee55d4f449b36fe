// The book (protocol 14): what somebody keeps for themselves about their cases, signed by and sealed to themselves. By it a browser
// without memory knows what was seen before, and lists have names that no server knows.

import type { CaseId, Day, Hash, PublicKey, StaffId } from "./bytes.ts";
import { isLine, LABEL_LENGTH, LINE_LENGTH } from "./card_terms.ts";
import { type Identity, recipientOf } from "./hybrid.ts";
import { caseId, day, hash, staffId } from "./ids.ts";
import { stages } from "./item.ts";
import { writeJson } from "./json.ts";
import { bookSize, LARGEST_BOOK } from "./padding.ts";
import type { Random } from "./random.ts";
import { Refused } from "./refusal.ts";
import { open, seal, type Sealed } from "./seal.ts";
import { list, type Of, oneOf, orNull, read, record, type Shape, sorted, text, whole } from "./shape.ts";
import { sign } from "./signed.ts";
import type { SigningKey } from "./signing.ts";

const U32 = 2 ** 32 - 1;
/** So long a case is remembered that the server's list names no more. */
export const GONE_DAYS = 90;

const header = record({ person: staffId, version: whole(1, U32), day });

const line =
  (most: number): Shape<string> =>
  (value, at) => {
    const said = text(value, at);
    if (!isLine(said, most)) throw new Refused("shape", at);
    return said;
  };
const titleLine = line(LINE_LENGTH);
const title: Shape<string> = (value, at) => (value === "" ? "" : titleLine(value, at));

const plain = record({
  case: caseId,
  /** The highest keyring that was taken, and its hash. */
  version: whole(1, U32),
  keyring: hash,
  /** How many items the server had when the case was opened last, and how many of them the person was shown. */
  items: whole(0, U32),
  read: whole(0, U32),
  /** The last item in the order of each audience. */
  last: record({ conversation: hash, members: orNull(hash) }),
  title,
  labels: list(line(LABEL_LENGTH)),
  lead: orNull(staffId),
  stage: orNull(oneOf(...stages)),
  /** The first day on which the server's list did not name it. */
  gone: orNull(day),
});
/** What is kept about one case. */
export type Kept = Of<typeof plain>;

const kept: Shape<Kept> = (value, at) => {
  const one = plain(value, at);
  if (one.read > one.items) throw new Refused("shape", `${at}.read`);
  return one;
};
const body = record({ cases: sorted(kept, (one) => one.case) });

export type BookHeader = Of<typeof header>;

/** A book whose signature was verified, and which is this person's. */
export interface Book {
  readonly header: BookHeader;
  readonly cases: readonly Kept[];
  readonly hash: Hash;
}

/** Signs and seals a book to its own person. What finds no room is left out: cases that are gone first, then closed ones. */
export async function writeBook(head: BookHeader, cases: Iterable<Kept>, own: { readonly identity: Identity; readonly signing: SigningKey }, random: Random): Promise<Sealed> {
  const ordered = { person: head.person, version: head.version, day: head.day };
  const signed = sign("book", writeJson(ordered), fitting([...cases]), own.signing);
  const sealed = await seal(signed, bookSize, [await recipientOf(own.identity)], random);
  signed.fill(0);
  return sealed;
}

/** Opens a book. Refused: "cannot-open", "stanza-count", "framing", "padding", "signature", "shape", and "other-person" for somebody else's. */
export async function openBook(sealed: Uint8Array, person: StaffId, own: Identity, key: PublicKey): Promise<Book> {
  const { signed } = await open("book", sealed, bookSize, [own], 1);
  signed.verify(key);
  const head = read(signed.header, header, "header");
  if (head.person !== person) throw new Refused("other-person");
  return { header: head, cases: read(signed.body, body, "body").cases, hash: signed.hash };
}

/** Header, framing and signature, generously. */
const BESIDE = 1024;

function fitting(cases: Kept[]): Uint8Array {
  const weight = ({ gone, stage }: Kept): number => (gone !== null ? 2 : stage === "closed" ? 1 : 0);
  let left = LARGEST_BOOK - BESIDE;
  const lines: [CaseId, string][] = [];
  for (const one of cases.sort((a, b) => weight(a) - weight(b))) {
    const written = writeJson(one);
    left -= written.length + 1;
    if (left < 0) break;
    lines.push([one.case, new TextDecoder().decode(written)]);
  }
  lines.sort(([a], [b]) => (a < b ? -1 : 1));
  return new TextEncoder().encode(`{"cases":[${lines.map(([, written]) => written).join()}]}`);
}

/** Of two sessions' memories of one case, all that either knows. */
export function together(one: Kept, other: Kept): Kept {
  const newer = one.items >= other.items ? one : other;
  const higher = one.version >= other.version ? one : other;
  const gone = one.gone === null || other.gone === null ? null : Math.min(one.gone, other.gone);
  const all = { ...newer, version: higher.version, keyring: higher.keyring, read: Math.max(one.read, other.read), gone };
  return gone === null && newer.gone !== null ? { ...all, ...namesOf(one.gone === null ? one : other) } : all;
}

function namesOf({ title, labels, lead, stage }: Kept): Pick<Kept, "title" | "labels" | "lead" | "stage"> {
  return { title, labels, lead, stage };
}

/** What is left of a case that the server's list names no more; `null` once that was long ago. */
export function withoutNames(one: Kept, today: Day): Kept | null {
  const gone = one.gone ?? today;
  return today - gone > GONE_DAYS ? null : { ...one, title: "", labels: [], lead: null, stage: null, gone };
}

/** Whether a keyring is older than what is remembered, or another of the same number. */
export function isOlder(keyring: { readonly version: number; readonly hash: Hash }, { version, keyring: known }: Pick<Kept, "version" | "keyring">): boolean {
  return keyring.version < version || (keyring.version === version && keyring.hash !== known);
}
