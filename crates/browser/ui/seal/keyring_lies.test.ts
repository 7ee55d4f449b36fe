import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type Hash, toBase64url } from "./bytes.ts";
import type { Case } from "./casework.ts";
import { drawDummy, recipientOf } from "./hybrid.ts";
import { type Notice, writeItem } from "./item.ts";
import { drawGeneration, type Generation, type KeyringHeader, writeKeyring } from "./keyring.ts";
import { DAY, drawOrganisation, fileReport, random, rosterOf, type Staff } from "./organisation.fixture.ts";
import { rotate } from "./replies.ts";
import { openAs, Shelf, stored, writerOf } from "./server.fixture.ts";

const staff = await drawOrganisation();
const roster = rosterOf(staff);
const accused = staff[0] as Staff;
const filed = await fileReport(roster, { leftOut: [accused.id] });
const { members } = filed.filing.readers;
const handler = staff.find(({ id }) => id === members[0]) as Staff;
/** In the roster, but no reader of this case. */
const outsider = staff.find(({ id, entry }) => entry.roles.includes("handler") && id !== accused.id && !members.includes(id)) as Staff;

let shelf: Shelf;
let of: Case;

beforeEach(async () => {
  shelf = new Shelf(filed, [roster]);
  shelf.takeRotation(await rotate(await openAs(shelf, handler), writerOf(handler, roster), random));
  of = await openAs(shelf, handler);
});

interface Bent {
  readonly header?: Partial<KeyringHeader>;
  readonly signer?: Staff;
  readonly notice?: Partial<Notice>;
  readonly generations?: (honest: readonly Generation[]) => readonly Generation[];
}

/** Keyring 3 and its notice, well signed and sealed, right in all but what is bent. */
async function bend({ header = {}, signer = handler, notice = {}, generations = (honest) => honest }: Bent): Promise<void> {
  const { members: named, sleeper } = of.notice;
  const next = drawGeneration(random);
  const head: KeyringHeader = {
    case: of.case, version: 3, previous: of.keyring.hash, author: signer.id, roster: roster.hash, day: DAY, members: named, sleeper, ...header,
  };
  const readers = [...head.members, ...(head.sleeper ? [head.sleeper] : [])].map((id) => staff.find((one) => one.id === id)?.entry.recipient);
  const keys = readers.filter((one) => one !== undefined);
  const keyring = await writeKeyring(head, generations([...of.keyring.generations, next]), signer.signing, keys, roster.stanza_count, random);
  const conversation = await recipientOf(next.conversation);
  const said: Notice = { version: 3, members: named, sleeper, conversation, keyring: keyring.hash, previous: of.notice.hash, ...notice };
  const placing = { case: of.case, author: handler.id, seq: 1, previous: of.notice.hash, heads: [], roster: roster.hash, day: DAY } as const;
  const item = await writeItem(placing, { kind: "notice", notice: said }, handler.signing, [conversation, filed.filing.mailbox], random);
  shelf.takeRotation({ keyring: toBase64url(keyring.sealed), notice: toBase64url(item.sealed) });
}

test("a keyring that is right in everything is taken", async () => {
  await bend({});
  assert.equal((await openAs(shelf, handler)).keyring.header.version, 3);
});

test("a keyring by somebody who was not named before is refused, though a reader's notice names it", async () => {
  await bend({ signer: outsider });
  await assert.rejects(openAs(shelf, handler), { reason: "keyring" });
});

test("a keyring that does not follow from the one before is refused", async () => {
  await bend({ header: { previous: of.report.keyring } });
  await assert.rejects(openAs(shelf, handler), { reason: "keyring" });
});

test("a keyring with the same keys and people, but not the one that the notice names, is refused", async () => {
  await bend({ notice: { keyring: "00".repeat(32) as Hash } });
  await assert.rejects(openAs(shelf, handler), { reason: "keyring" });
});

test("a keyring whose new key is not the one that the reporter was told is refused", async () => {
  await bend({ notice: { conversation: await drawDummy(random) } });
  await assert.rejects(openAs(shelf, handler), { reason: "keyring" });
});

test("a keyring in which an old key was changed is refused", async () => {
  await bend({ generations: ([, ...rest]) => [drawGeneration(random), ...rest] });
  await assert.rejects(openAs(shelf, handler), { name: "Refused" });
});

test("a keyring for other people than the notice names is refused", async () => {
  await bend({ header: { members: [...of.notice.members, outsider.id].sort() } });
  await assert.rejects(openAs(shelf, handler), { reason: "keyring" });
  await bend({ header: { sleeper: null } });
  await assert.rejects(openAs(shelf, handler), { name: "Refused" });
});

test("of two item 0s the one counts that the notices name, and the other is found", async () => {
  const placing = { case: of.case, author: "reporter", seq: 0, previous: null, heads: [], roster: roster.hash, day: DAY } as const;
  const recipients = [of.report.conversation, filed.filing.mailbox] as const;
  const other = await writeItem(placing, { kind: "report", report: { ...of.report, members: [outsider.id] } }, filed.secrets.signing, recipients, random);
  shelf.items.push(stored("conversation", toBase64url(other.sealed)));
  for (const _ of "ab") {
    const opened = await openAs(shelf, handler);
    assert.deepEqual(opened.report, of.report);
    assert.deepEqual(opened.findings.map(({ kind }) => kind), ["forked"]);
    shelf.items.reverse();
  }
});
