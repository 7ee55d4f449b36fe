// What one member can put into a case who wants to shut it for all others, or to silence its reporter.
import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import { blocksReply, sayFindings } from "../reporter/rules/findings.ts";
import { type Hash, type StaffId, toBase64url } from "./bytes.ts";
import type { Case } from "./casework.ts";
import { deriveMailbox } from "./derive.ts";
import { drawDummy, recipientOf } from "./hybrid.ts";
import { type Notice, writeItem } from "./item.ts";
import { newest } from "./keyring.ts";
import { byId, DAY, drawOrganisation, fileReport, type Filed, installation, random, rosterOf, type Staff } from "./organisation.fixture.ts";
import { rotate, writeReplies } from "./replies.ts";
import type { Roster } from "./roster.ts";
import { comeBack, openAs, Shelf, stored, writerOf } from "./server.fixture.ts";

let staff: readonly Staff[];
let roster: Roster;
let filed: Filed;
let shelf: Shelf;
/** The first member, and the other, who is the accused one's friend. */
let handler: Staff;
let friend: Staff;
let accused: Staff;
let of: Case;


before(async () => {
  staff = await drawOrganisation();
  roster = rosterOf(staff);
  accused = staff[0] as Staff;
  filed = await fileReport(roster, { leftOut: [accused.id] });
});

beforeEach(async () => {
  shelf = new Shelf(filed, [roster]);
  const { members } = filed.filing.readers;
  [handler, friend] = [byId(staff, members[0]), byId(staff, members[1])];
  shelf.takeRotation(await rotate(await openAs(shelf, handler), writerOf(handler, roster), random));
  of = await openAs(shelf, friend);
});

async function add(item: ReturnType<typeof writeItem>): Promise<void> {
  shelf.items.push(stored("conversation", toBase64url((await item).sealed)));
}

async function addNotice(change: Partial<Notice>): Promise<void> {
  const { members, sleeper, hash, version } = of.notice;
  const keyring = "00".repeat(32) as Hash;
  const notice: Notice = { version: version + 1, members, sleeper, conversation: await drawDummy(random), keyring, previous: hash, ...change };
  const last = (await openAs(shelf, handler)).conversation.last(friend.id);
  const placing = { case: of.case, author: friend.id, seq: last ? last.header.seq + 1 : 0, previous: last?.hash ?? null, heads: [], roster: roster.hash, day: DAY } as const;
  await add(writeItem(placing, { kind: "notice", notice }, friend.signing, [await recipientOf(newest(of.keyring).conversation), filed.filing.mailbox], random));
}

/** Everybody reads what was there, finds this, and the honest member goes on writing. */
async function goesOn(expected: readonly string[]): Promise<void> {
  for (const _ of "ab") {
    const opened = await openAs(shelf, handler);
    assert.deepEqual(opened.report, of.report);
    const said = opened.findings.map((one) => (one.kind === "notice-refused" ? `${one.why} by ${byId(staff, one.author as StaffId).entry.name}` : one.kind));
    assert.deepEqual(said.sort(), expected);
    shelf.items.reverse();
  }
  const written = { kind: "message", message: { text: "We read on.", attachments: [] } } as const;
  shelf.takeItems(await writeReplies(await openAs(shelf, handler), writerOf(handler, roster), [written], random));
  assert.ok(JSON.stringify((await comeBack(shelf)).items).includes("We read on."));
}

test("a second item 0 shuts the case for nobody, signed badly or by a mailbox of the member's own", async () => {
  const placing = { case: of.case, author: "reporter", seq: 0, previous: null, heads: [], roster: roster.hash, day: DAY } as const;
  const liar = deriveMailbox(random.bytes(10), installation);
  const recipients = [of.report.conversation, filed.filing.mailbox] as const;
  await add(writeItem(placing, { kind: "report", report: of.report }, liar.signing, recipients, random));
  await goesOn(["forged"]);
  const mailbox = { recipient: await recipientOf(liar.identity), signing: liar.signing.publicKey };
  await add(writeItem(placing, { kind: "report", report: { ...of.report, mailbox } }, liar.signing, recipients, random));
  await goesOn(["forged", "forged"]);
});

test("before the first opening, too, the item 0 counts that signed the keys", async () => {
  shelf = new Shelf(filed, [roster]);
  const placing = { case: of.case, author: "reporter", seq: 0, previous: null, heads: [], roster: roster.hash, day: DAY } as const;
  const liar = deriveMailbox(random.bytes(10), installation);
  const mailbox = { recipient: await recipientOf(liar.identity), signing: liar.signing.publicKey };
  await add(writeItem(placing, { kind: "report", report: { ...of.report, mailbox } }, liar.signing, [of.report.conversation, mailbox.recipient], random));
  shelf.items.reverse();
  const opened = await openAs(shelf, handler);
  assert.deepEqual(opened.report, of.report);
  assert.deepEqual(opened.findings.map(({ kind }) => kind), ["forged"]);
});

test("a notice with any version and link silences nobody", async () => {
  await addNotice({ version: 9 });
  await addNotice({ previous: "ab".repeat(32) as Hash });
  await addNotice({ version: 2, previous: null, members: [accused.id] });
  const seen = await comeBack(shelf);
  assert.equal(seen.notice.version, 2);
  assert.deepEqual(sayFindings(seen.findings), ["readers-refused"]);
  assert.equal(blocksReply(sayFindings(seen.findings)), false);
  const name = friend.entry.name;
  await goesOn([`left-out by ${name}`, `link by ${name}`, `link by ${name}`]);
});

test("new readers announced without new keys shut the case for nobody; the reporter, who cannot tell, is stopped", async () => {
  await addNotice({ version: 2, previous: null, members: [friend.id] });
  await goesOn([`rival by ${friend.entry.name}`]);
  const seen = await comeBack(shelf);
  assert.ok(blocksReply(sayFindings(seen.findings)));
  await addNotice({});
  assert.equal((await openAs(shelf, handler)).notice.version, 2);
});

test("whoever is left out and announced as the newest reader stops the reporter", async () => {
  await addNotice({ members: [accused.id] });
  await goesOn([`left-out by ${friend.entry.name}`]);
  assert.ok(blocksReply(sayFindings((await comeBack(shelf)).findings)));
});
