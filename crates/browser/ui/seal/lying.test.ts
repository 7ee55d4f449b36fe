import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import { concat, type Hash, toBase64url, utf8 } from "./bytes.ts";
import { deriveMailbox } from "./derive.ts";
import type { Finding } from "./findings.ts";
import { drawDummy, encrypt, recipientOf } from "./hybrid.ts";
import { beginPost, composePost } from "./filing.ts";
import { type Notice, writeItem } from "./item.ts";
import { drawGeneration, newest, writeKeyring } from "./keyring.ts";
import { byId, DAY, drawOrganisation, fileReport, type Filed, installation, random, rosterOf, type Staff } from "./organisation.fixture.ts";
import { itemSize, padded } from "./padding.ts";
import { rotate, writeReplies } from "./replies.ts";
import type { Roster } from "./roster.ts";
import { comeBack, openAs, Shelf, stored, writerOf } from "./server.fixture.ts";
import { sign } from "./signed.ts";
import type { SigningKey } from "./signing.ts";

let staff: readonly Staff[];
let roster: Roster;
let filed: Filed;
let shelf: Shelf;
let handler: Staff;
/** In the roster, but no reader of this case. */
let outsider: Staff;
let accused: Staff;

const kinds = (findings: readonly Finding[]): string[] => [...new Set(findings.map(({ kind }) => kind))].sort();

before(async () => {
  staff = await drawOrganisation();
  roster = rosterOf(staff);
  accused = staff[0] as Staff;
  filed = await fileReport(roster, { leftOut: [accused.id] });
});

/** A case in full swing: rotated, answered by two items, with one post of the reporter. */
beforeEach(async () => {
  shelf = new Shelf(filed, [roster]);
  const { members } = filed.filing.readers;
  handler = byId(staff, members[0]);
  outsider = staff.find(({ id, entry }) => entry.roles.includes("handler") && id !== accused.id && !members.includes(id)) as Staff;
  shelf.takeRotation(await rotate(await openAs(shelf, handler), writerOf(handler, roster), random));
  const bodies = ["one", "two"].map((text) => ({ kind: "message", message: { text, attachments: [] } }) as const);
  shelf.takeItems(await writeReplies(await openAs(shelf, handler), writerOf(handler, roster), bodies, random));
  await post("three");
});

async function post(text: string): Promise<void> {
  const seen = await comeBack(shelf);
  const draft = await beginPost(seen, filed.secrets, true, random);
  shelf.takePost(await composePost(draft, seen, filed.secrets, { text, attachments: [] }, roster, DAY, random));
}

/** A conversation item that says what the liar wants, well sealed. */
async function forge(author: Staff, signing: SigningKey, text: string, seq = 0, previous: Hash | null | undefined = null): Promise<string> {
  const { conversation } = newest((await openAs(shelf, handler)).keyring);
  const item = await writeItem(
    { case: filed.report.case, author: author.id, seq, previous: previous ?? null, heads: [], roster: roster.hash, day: DAY },
    { kind: "message", message: { text, attachments: [] } },
    signing,
    [await recipientOf(conversation), filed.filing.mailbox],
    random,
  );
  return toBase64url(item.sealed);
}

async function forgeNotice(author: Staff, change: Partial<Notice>, seq: number, previous: Hash | null): Promise<string> {
  const seen = await comeBack(shelf);
  const { members, sleeper, hash, version } = seen.notice;
  const notice: Notice = { version: version + 1, members, sleeper, conversation: await drawDummy(random), keyring: hash as Hash, previous: hash, ...change };
  const item = await writeItem(
    { case: filed.report.case, author: author.id, seq, previous, heads: [], roster: roster.hash, day: DAY },
    { kind: "notice", notice },
    author.signing,
    [await drawDummy(random), filed.filing.mailbox],
    random,
  );
  return toBase64url(item.sealed);
}

test("an honest server leads to no finding on either side", async () => {
  assert.deepEqual((await comeBack(shelf)).findings, []);
  assert.deepEqual((await openAs(shelf, handler)).findings, []);
});

test("the order in which a server shows items changes nothing", async () => {
  const texts = async (): Promise<unknown[]> => (await comeBack(shelf)).items.map(({ hash }) => hash);
  const honest = await texts();
  shelf.items.reverse();
  assert.deepEqual(await texts(), honest);
  assert.deepEqual((await comeBack(shelf)).findings, []);
  assert.deepEqual((await openAs(shelf, handler)).findings, []);
});

test("a dropped reply is missed by the reporter", async () => {
  shelf.items.splice(2, 1);
  assert.deepEqual(kinds((await comeBack(shelf)).findings), ["gap"]);
});

test("the last reply dropped is missed once it was seen", async () => {
  shelf.items.splice(3, 1);
  assert.deepEqual(kinds((await comeBack(shelf)).findings), ["dropped"]);
});

test("what was dropped stays missed after the next post", async () => {
  shelf.items.splice(3, 1);
  await post("four");
  assert.deepEqual(kinds((await comeBack(shelf)).findings), ["dropped"]);
});

test("a dropped post of the reporter is missed by both", async () => {
  await post("four");
  shelf.items.splice(4, 1);
  assert.deepEqual(kinds((await comeBack(shelf)).findings), ["gap", "own-missing"]);
  assert.deepEqual(kinds((await openAs(shelf, handler)).findings), ["gap"]);
});

test("a reply shown twice is shown once, and said", async () => {
  shelf.items.push(stored("conversation", shelf.items[2]?.sealed as string));
  const seen = await comeBack(shelf);
  assert.deepEqual(kinds(seen.findings), ["repeated"]);
  assert.equal(seen.items.length, 5);
});

test("a rolled-back state is seen by the newer items beside it", async () => {
  const [state, version] = [shelf.state, shelf.stateVersion];
  await post("four");
  Object.assign(shelf, { state, stateVersion: version });
  assert.ok(kinds((await comeBack(shelf)).findings).includes("state-rolled-back"));
});

test("a state whose number is not its own is seen", async () => {
  shelf.stateVersion += 1;
  assert.deepEqual(kinds((await comeBack(shelf)).findings), ["state-rolled-back"]);
});

test("a state from elsewhere is refused", async () => {
  const other = await fileReport(roster);
  shelf.state = other.report.state;
  await assert.rejects(comeBack(shelf), { reason: "cannot-open" });
  const again = await fileReport(roster, { random: { bytes: (length) => random.bytes(length) } });
  shelf.state = again.report.state;
  await assert.rejects(comeBack(shelf), { reason: "cannot-open" });
});

test("a reply signed by another than it says is caught by both sides and not shown", async () => {
  shelf.items.push(stored("conversation", await forge(handler, outsider.signing, "Go to the press.", 3, (await comeBack(shelf)).heads[0]?.hash)));
  for (const findings of [(await comeBack(shelf)).findings, (await openAs(shelf, handler)).findings]) {
    assert.deepEqual(kinds(findings), ["forged"]);
  }
  assert.ok((await comeBack(shelf)).items.every(({ body }) => body.kind !== "message" || body.message.text !== "Go to the press."));
});

test("somebody of the staff who is no reader of the case cannot speak in it", async () => {
  shelf.items.push(stored("conversation", await forge(outsider, outsider.signing, "It is me.")));
  assert.deepEqual(kinds((await comeBack(shelf)).findings), ["stranger"]);
  assert.deepEqual(kinds((await openAs(shelf, handler)).findings), ["stranger"]);
});

test("somebody left out cannot speak in it either", async () => {
  shelf.items.push(stored("conversation", await forge(accused, accused.signing, "It is me.")));
  assert.deepEqual(kinds((await comeBack(shelf)).findings), ["left-out"]);
  assert.deepEqual(kinds((await openAs(shelf, handler)).findings), ["left-out"]);
});

test("a second item under one number is seen", async () => {
  shelf.items.push(stored("conversation", await forge(handler, handler.signing, "other", 1, (await comeBack(shelf)).notice.hash)));
  assert.ok(kinds((await comeBack(shelf)).findings).includes("forked"));
});

test("a notice that names somebody left out is not followed", async () => {
  const [first] = (await comeBack(shelf)).heads;
  shelf.items.push(stored("conversation", await forgeNotice(handler, { members: [accused.id] }, 3, first?.hash as Hash)));
  const seen = await comeBack(shelf);
  assert.deepEqual(seen.findings.map((one) => one.kind === "notice-refused" && one.why), ["left-out"]);
  assert.equal(seen.notice.version, 2);
});

test("a notice that names somebody who reads no cases is not followed, whoever signs it", async () => {
  const [first] = (await comeBack(shelf)).heads;
  const keeper = staff.find(({ entry }) => entry.roles.includes("custodian")) as Staff;
  shelf.items.push(stored("conversation", await forgeNotice(handler, { members: [handler.id, keeper.id].sort() }, 3, first?.hash as Hash)));
  const seen = await comeBack(shelf);
  assert.deepEqual(seen.findings.map((one) => one.kind === "notice-refused" && [one.why, one.doubt]), [["roles", true]]);
  assert.equal(seen.notice.version, 2);
});

test("a notice by somebody not named before is not followed", async () => {
  shelf.items.push(stored("conversation", await forgeNotice(outsider, { members: [outsider.id] }, 0, null)));
  const seen = await comeBack(shelf);
  assert.deepEqual(seen.findings.map((one) => (one.kind === "notice-refused" ? one.why : one.kind)), ["author", "stranger"]);
  assert.ok(!(await beginPost(seen, filed.secrets, true, random)).recipients.some((one) => one === outsider.entry.recipient));
});

test("a notice that does not follow from the last is not followed", async () => {
  const [first] = (await comeBack(shelf)).heads;
  shelf.items.push(stored("conversation", await forgeNotice(handler, { previous: null }, 3, first?.hash as Hash)));
  assert.deepEqual((await comeBack(shelf)).findings.map((one) => one.kind === "notice-refused" && one.why), ["link"]);
});

test("a notice accepted before cannot be taken away", async () => {
  shelf.items.splice(1, 1);
  assert.ok(kinds((await comeBack(shelf)).findings).includes("notice-dropped"));
});

test("a keyring that no notice names is refused by handlers", async () => {
  const other = await rotate(await openAs(shelf, handler), writerOf(handler, roster), random);
  shelf.keyring = other.keyring;
  await assert.rejects(openAs(shelf, handler), { reason: "keyring" });
});

test("an old keyring is refused by a handler who remembers the newer, and shows to one who does not", async () => {
  shelf.keyring = filed.report.keyring;
  await assert.rejects(openAs(shelf, handler, 2), { reason: "rolled-back" });
  assert.ok(kinds((await openAs(shelf, handler)).findings).includes("unreadable"));
});

test("a keyring without its notice is refused", async () => {
  shelf.items.splice(1, 1);
  await assert.rejects(openAs(shelf, handler), { reason: "keyring" });
});

test("a keyring with a stanza too many is refused: somebody else may hold a key", async () => {
  shelf = new Shelf(filed, [roster]);
  const { readers, generation, case: of } = filed.filing;
  const keys = [...readers.members.map((id) => byId(staff, id).entry.recipient), outsider.entry.recipient];
  const header = { case: of, version: 1, previous: null, author: "reporter", roster: roster.hash, day: DAY, ...readers } as const;
  for (const count of [roster.stanza_count - 1, roster.stanza_count + 1]) {
    const spoiled = await writeKeyring(header, [generation], filed.secrets.signing, keys, count, random);
    shelf.keyring = toBase64url(spoiled.sealed);
    await assert.rejects(openAs(shelf, handler), { reason: "stanza-count" });
  }
});

test("a keyring of the right size that item 0 does not name is refused", async () => {
  shelf = new Shelf(filed, [roster]);
  const { readers, case: of } = filed.filing;
  const keys = readers.members.map((id) => byId(staff, id).entry.recipient);
  const header = { case: of, version: 1, previous: null, author: "reporter", roster: roster.hash, day: DAY, ...readers } as const;
  const honestKeys = await writeKeyring(header, [filed.filing.generation], outsider.signing, keys, roster.stanza_count, random);
  shelf.keyring = toBase64url(honestKeys.sealed);
  await assert.rejects(openAs(shelf, handler), { reason: "signature" });
  const otherKeys = await writeKeyring(header, [drawGeneration(random)], filed.secrets.signing, keys, roster.stanza_count, random);
  shelf.keyring = toBase64url(otherKeys.sealed);
  await assert.rejects(openAs(shelf, handler), { name: "Refused" });
});

test("item 0 with another mailbox in it does not count: not alone, and not beside the true one", async () => {
  shelf = new Shelf(filed, [roster]);
  const of = await openAs(shelf, handler);
  const liar = deriveMailbox(random.bytes(10), installation);
  const mailbox = { recipient: await recipientOf(liar.identity), signing: of.report.mailbox.signing };
  const placing = { case: of.case, author: "reporter", seq: 0, previous: null, heads: [], roster: roster.hash, day: DAY } as const;
  const swapped = async (report: typeof of.report, key: SigningKey): Promise<string> =>
    toBase64url((await writeItem(placing, { kind: "report", report }, key, [of.report.conversation, mailbox.recipient], random)).sealed);
  shelf.items = [stored("conversation", await swapped({ ...of.report, mailbox }, liar.signing))];
  await assert.rejects(openAs(shelf, handler), { reason: "item-0" });
  const whole = { ...of.report, mailbox: { ...mailbox, signing: liar.signing.publicKey } };
  shelf.items = [stored("conversation", await swapped(whole, liar.signing))];
  await assert.rejects(openAs(shelf, handler), { reason: "signature" });
  shelf.items.push(stored("conversation", filed.report.item));
  const opened = await openAs(shelf, handler);
  assert.deepEqual(opened.report, of.report);
  assert.deepEqual(kinds(opened.findings), ["forged"]);
});

test("a server that gives no item 0 shows nothing", async () => {
  shelf.items.shift();
  await assert.rejects(openAs(shelf, handler), { reason: "item-0" });
});

test("an item with a stanza too many is not read", async () => {
  const { conversation } = newest((await openAs(shelf, handler)).keyring);
  const first = shelf.items[2] as { sealed: string };
  const [recipient, spy] = [await recipientOf(conversation), await drawDummy(random)];
  first.sealed = toBase64url(await encrypt(new Uint8Array(4096), [recipient, filed.filing.mailbox, spy]));
  assert.ok(kinds((await comeBack(shelf)).findings).includes("unreadable"));
  assert.ok(kinds((await openAs(shelf, handler)).findings).includes("unreadable"));
});

test("a key that stands twice in a header makes the item unreadable, though its signature holds", async () => {
  const { conversation } = newest((await openAs(shelf, handler)).keyring);
  const header = `{"case":"${filed.report.case}","audience":"conversation","kind":"message","author":"${handler.id}","author":"${handler.id}","seq":3,"previous":null,"heads":[],"roster":"${roster.hash}","day":${String(DAY)}}`;
  const signed = sign("item", utf8(header), utf8('{"text":"x","attachments":[]}'), handler.signing);
  const recipients = [await recipientOf(conversation), filed.filing.mailbox];
  shelf.items.push(stored("conversation", toBase64url(await encrypt(padded(signed, itemSize(signed.length)), recipients))));
  assert.deepEqual(kinds((await comeBack(shelf)).findings), ["unreadable"]);
});

test("something hidden behind the signature makes the item unreadable", async () => {
  const { conversation } = newest((await openAs(shelf, handler)).keyring);
  const header = `{"case":"${filed.report.case}","audience":"conversation","kind":"message","author":"${handler.id}","seq":0,"previous":null,"heads":[],"roster":"${roster.hash}","day":${String(DAY)}}`;
  const signed = sign("item", utf8(header), utf8('{"text":"x","attachments":[]}'), handler.signing);
  const plain = padded(concat(signed, new Uint8Array(100), utf8("!")), 4096);
  const recipients = [await recipientOf(conversation), filed.filing.mailbox];
  shelf.items.push(stored("conversation", toBase64url(await encrypt(plain, recipients))));
  assert.deepEqual(kinds((await comeBack(shelf)).findings), ["unreadable"]);
});

test("an item of another case, of the same people, does not slip in", async () => {
  const other = await fileReport(roster, { leftOut: [accused.id] });
  shelf.items.push(stored("conversation", other.report.item));
  assert.deepEqual(kinds((await comeBack(shelf)).findings), ["unreadable"]);
});

test("an attachment that an item names and the server does not have is missed", async () => {
  const of = await openAs(shelf, handler);
  const attachment = { sha256: "ab".repeat(32) as Hash, name: "a.pdf", type: "application/pdf", length: 3, sealed: 5 };
  const body = { kind: "message", message: { text: "see", attachments: [attachment] } } as const;
  shelf.takeItems(await writeReplies(of, writerOf(handler, roster), [body], random));
  assert.deepEqual((await comeBack(shelf)).findings, [{ kind: "attachment-missing", sha256: attachment.sha256 }]);
});

test("an own message that was dropped is missed, though junk stands in its place", async () => {
  const bytes = random.bytes(5000);
  shelf.items = [...shelf.items.slice(0, -1), stored("conversation", toBase64url(bytes))];
  const seen = await comeBack(shelf);
  assert.deepEqual(kinds(seen.findings), ["own-missing", "unreadable"]);
  assert.equal(seen.ownUnreadable, 0, "nothing the server shows turns reading back off");
});

test("own messages that nobody was to read back are no finding, and one more that is missing is", async () => {
  const seen = await comeBack(shelf);
  const draft = await beginPost(seen, filed.secrets, false, random);
  shelf.takePost(await composePost(draft, seen, filed.secrets, { text: "four", attachments: [] }, roster, DAY, random));
  const after = await comeBack(shelf);
  assert.deepEqual([after.findings, after.ownUnreadable], [[], 1]);
  await post("five");
  assert.deepEqual((await comeBack(shelf)).findings, []);
  const last = shelf.items.length - 1;
  shelf.items[last] = stored("conversation", toBase64url(random.bytes(5000)));
  assert.deepEqual(kinds((await comeBack(shelf)).findings), ["own-missing", "unreadable"]);
});
