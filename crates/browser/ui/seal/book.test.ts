import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type Book, type BookHeader, GONE_DAYS, isOlder, type Kept, openBook, together, withoutNames, writeBook } from "./book.ts";
import { type CaseId, fromHex, type Hash, type StaffId, toHex, utf8 } from "./bytes.ts";
import { recipientOf } from "./hybrid.ts";
import { writeJson } from "./json.ts";
import { DAY, drawStaff, random } from "./organisation.fixture.ts";
import { bookSize, LARGEST_BOOK, padded } from "./padding.ts";
import { seal } from "./seal.ts";
import { sign } from "./signed.ts";
import { SigningKey } from "./signing.ts";

declare const UI_FOLDER: string;

const anna = await drawStaff("Anna", ["handler"]);
const bert = await drawStaff("Bert", ["handler"]);
const hash = (): Hash => toHex(random.bytes(32)) as Hash;

function kept(over: Partial<Kept> = {}): Kept {
  const last = { conversation: hash(), members: null };
  return { case: toHex(random.bytes(16)) as CaseId, version: 2, keyring: hash(), items: 5, read: 3, last, title: "The goods lift", labels: ["safety"], lead: bert.id, stage: "assessing", gone: null, ...over };
}

const byId = (a: Kept, b: Kept): number => (a.case < b.case ? -1 : 1);
const head = (version: number, person: StaffId = anna.id) => ({ person, version, day: DAY });
const opened = (sealed: Uint8Array, who = anna): Promise<Book> => openBook(sealed, who.id, who.identity, who.signing.publicKey);

/** A book that says of itself what it likes, signed and sealed by whom it likes. */
async function forged(header: unknown, body: unknown, { signer = anna, size = bookSize } = {}): Promise<Uint8Array> {
  const signed = sign("book", writeJson(header), writeJson(body), signer.signing);
  return (await seal(signed, size, [await recipientOf(anna.identity)], random)).sealed;
}

test("a book opens for its person as it was written, and for nobody else", async () => {
  const cases = [kept(), kept({ title: "", labels: [], lead: null, stage: null, gone: DAY }), kept({ last: { conversation: hash(), members: hash() } })];
  const { sealed, hash: of } = await writeBook(head(7), cases, anna, random);
  const book = await opened(sealed);
  assert.deepEqual(book.cases, [...cases].sort(byId));
  assert.deepEqual([book.header, book.hash], [head(7), of]);
  await assert.rejects(opened(sealed, bert), { reason: "cannot-open" });
});

test("a book signed by somebody else, or about somebody else, is refused", async () => {
  await assert.rejects(opened(await forged(head(1), { cases: [] }, { signer: bert })), { reason: "signature" });
  await assert.rejects(opened(await forged(head(1, bert.id), { cases: [] })), { reason: "other-person" });
  const item = sign("item", writeJson(head(1)), writeJson({ cases: [] }), anna.signing);
  await assert.rejects(opened((await seal(item, bookSize, [await recipientOf(anna.identity)], random)).sealed), { reason: "framing" });
});

test("a book has one of eight sizes, whatever is in it, and another size is refused", async () => {
  const lengths = new Map<number, number>();
  for (const count of [0, 1, 50]) lengths.set(count, (await writeBook(head(1), Array.from({ length: count }, () => kept()), anna, random)).sealed.length);
  assert.deepEqual([...lengths.values()], [67_195, 67_195, 67_195]);
  assert.equal((await writeBook(head(1), Array.from({ length: 300 }, () => kept()), anna, random)).sealed.length, 70 + 1557 + 16 + 2 * (65_536 + 16));
  await assert.rejects(opened(await forged(head(1), { cases: [] }, { size: () => 16_384 })), { reason: "padding" });
  await assert.rejects(opened(await forged(head(1), { cases: [] }, { size: () => 131_072 })), { reason: "padding" });
  assert.deepEqual([1, 65_536, 65_537, LARGEST_BOOK].map(bookSize), [65_536, 65_536, 131_072, LARGEST_BOOK]);
  assert.throws(() => bookSize(LARGEST_BOOK + 1), { reason: "too-large" });
});

test("bytes after the signature, two recipients, and cases that make no sense are refused", async () => {
  const one = kept();
  for (const wrong of [{ ...one, read: 6 }, { ...one, title: " " }, { ...one, labels: ["a\nb"] }, { ...one, stage: "opened" }, { ...one, more: 1 }, { ...one, keyring: "00" }]) {
    await assert.rejects(opened(await forged(head(1), { cases: [wrong] })), /shape|bytes/, JSON.stringify(wrong));
  }
  await assert.rejects(opened(await forged(head(1), { cases: [one, one] })), { reason: "shape" });
  const signed = sign("book", writeJson(head(1)), writeJson({ cases: [] }), anna.signing);
  const two = await seal(signed, bookSize, [await recipientOf(anna.identity), await recipientOf(bert.identity)], random);
  await assert.rejects(opened(two.sealed), { reason: "stanza-count" });
  const dirty = padded(signed, 65_536);
  dirty.set(utf8("x"), 60_000);
  await assert.rejects(opened((await seal(dirty, bookSize, [await recipientOf(anna.identity)], random)).sealed), { reason: "padding" });
});

test("what finds no room leaves out cases that are gone, then closed ones", async () => {
  const big = { title: "x".repeat(200), labels: Array.from({ length: 8 }, (_, n) => `${n}`.repeat(40)) };
  const some = (count: number, over: Partial<Kept>): Kept[] => Array.from({ length: count }, () => kept({ ...big, ...over }));
  const [open, closed, gone] = [some(6_000, {}), some(6_000, { stage: "closed" }), some(2_000, { gone: DAY })];
  const { sealed } = await writeBook(head(1), [...gone, ...closed, ...open], anna, random);
  const left = new Set((await opened(sealed)).cases.map((one) => one.case));
  assert.ok(open.every((one) => left.has(one.case)) && !gone.some((one) => left.has(one.case)));
  assert.ok(left.size > open.length && left.size < open.length + closed.length);
});

test("of two sessions each keeps what the other did not know", () => {
  const one = kept({ items: 9, read: 2, version: 3, title: "After" });
  const other = { ...one, items: 7, read: 7, version: 4, keyring: hash(), title: "Before", last: { conversation: hash(), members: null } };
  for (const both of [together(one, other), together(other, one)]) {
    assert.deepEqual(both, { ...one, read: 7, version: 4, keyring: other.keyring });
  }
  const gone = { ...one, title: "", labels: [], lead: null, stage: null, gone: DAY } as const;
  assert.equal(together(gone, one).title, "After");
  assert.equal(together(gone, one).gone, null);
  assert.equal(together({ ...gone, gone: DAY - 3 }, gone).gone, DAY - 3);
});

test("a case that is gone keeps no name, and after a while nothing", () => {
  const gone = withoutNames(kept(), DAY);
  assert.ok(gone !== null && gone.title === "" && gone.labels.length === 0 && gone.lead === null && gone.stage === null && gone.gone === DAY);
  assert.equal(withoutNames(gone, DAY + GONE_DAYS)?.gone, DAY);
  assert.equal(withoutNames(gone, DAY + GONE_DAYS + 1), null);
});

test("an older keyring is older, and so is another of the same number", () => {
  const known = kept({ version: 4 });
  assert.equal(isOlder({ version: 3, hash: hash() }, known), true);
  assert.equal(isOlder({ version: 4, hash: hash() }, known), true);
  assert.equal(isOlder({ version: 4, hash: known.keyring }, known), false);
  assert.equal(isOlder({ version: 5, hash: hash() }, known), false);
});

interface Vectors {
  readonly signed: readonly { readonly name: string; readonly seed: string; readonly header: BookHeader; readonly cases: readonly Kept[]; readonly hash: Hash }[];
  readonly together: readonly { readonly name: string; readonly one: Kept; readonly other: Kept; readonly both: Kept }[];
  readonly refused: readonly { readonly name: string; readonly case: unknown }[];
}
const vectors = JSON.parse(readFileSync(join(UI_FOLDER, "../../sealing/vectors/books.json"), "utf8")) as Vectors;

test("the shared vectors are signed alike and come back from a sealed book", async () => {
  assert.ok(vectors.signed.length >= 3);
  for (const { name, seed, header, cases, hash: of } of vectors.signed) {
    const own = { identity: anna.identity, signing: SigningKey.fromSeed(fromHex(seed, 32)) };
    const written = await writeBook(header, cases, own, random);
    assert.equal(written.hash, of, name);
    const book = await openBook(written.sealed, header.person, own.identity, own.signing.publicKey);
    assert.deepEqual([book.header, book.cases], [header, cases], name);
  }
});

test("what two sessions of the vectors know comes to what both know, and what they refuse is not read", async () => {
  for (const { name, one, other, both } of vectors.together) assert.deepEqual(together(one, other), both, name);
  for (const { name, case: wrong } of vectors.refused) await assert.rejects(opened(await forged(head(1), { cases: [wrong] })), /shape|bytes|json/, name);
});
