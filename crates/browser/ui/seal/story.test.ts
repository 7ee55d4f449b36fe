import assert from "node:assert/strict";
import { test } from "node:test";
import { composePost, beginPost } from "./filing.ts";
import { byId, DAY, drawOrganisation, fileReport, random, rosterOf } from "./organisation.fixture.ts";
import { comeBack, openAs, Shelf, writerOf } from "./server.fixture.ts";
import { rotate, writeReplies } from "./replies.ts";

const staff = await drawOrganisation();
const roster = rosterOf(staff);

test("a report is read, answered, and answered back, and nobody finds anything wrong", async () => {
  const filed = await fileReport(roster);
  const shelf = new Shelf(filed, [roster]);
  const handler = byId(staff, filed.filing.readers.members[0] as string);
  const first = await openAs(shelf, handler);
  assert.equal(first.firstOpening, true);
  assert.equal(first.report.answers[0]?.value, "The backup tapes stand in the corridor.");
  shelf.takeRotation(await rotate(first, writerOf(handler, roster), random));
  const second = await openAs(shelf, handler);
  shelf.takeItems(
    await writeReplies(
      second,
      writerOf(handler, roster),
      [
        { kind: "message", message: { text: "Which corridor?", attachments: [] } },
        { kind: "stage", stage: "question" },
        { kind: "note", note: { text: "Ask facilities.", attachments: [] } },
      ],
      random,
    ),
  );
  const seen = await comeBack(shelf);
  assert.deepEqual(seen.findings, []);
  assert.deepEqual(seen.items.map(({ body }) => body.kind), ["report", "notice", "message", "stage"]);
  const post = await beginPost(seen, filed.secrets, true, random);
  shelf.takePost(await composePost(post, seen, filed.secrets, { text: "The one by the canteen.", attachments: [] }, roster, DAY, random));
  const sleeper = await openAs(shelf, byId(staff, filed.filing.readers.sleeper as string));
  assert.deepEqual(sleeper.findings, []);
  const last = sleeper.conversation.inOrder().at(-1);
  assert.equal(last?.body.kind === "message" && last.body.message.text, "The one by the canteen.");
  assert.deepEqual(sleeper.notes.all().map(({ body }) => body.kind), ["note"]);
  const again = await comeBack(shelf);
  assert.deepEqual(again.findings, []);
  assert.equal(again.state.body.notice.version, 2);
});

test("whoever is not named opens nothing", async () => {
  const filed = await fileReport(roster);
  const { members, sleeper } = filed.filing.readers;
  const shelf = new Shelf(filed, [roster]);
  for (const one of staff.filter(({ id }) => !members.includes(id) && id !== sleeper)) {
    await assert.rejects(openAs(shelf, one), { reason: "cannot-open" });
  }
});

test("words that cannot read back still find the replies, and nothing is called missing", async () => {
  const filed = await fileReport(roster, { readBack: false });
  const shelf = new Shelf(filed, [roster]);
  const handler = byId(staff, filed.filing.readers.members[0] as string);
  shelf.takeRotation(await rotate(await openAs(shelf, handler), writerOf(handler, roster), random));
  const reply = { kind: "message", message: { text: "Thank you.", attachments: [] } } as const;
  shelf.takeItems(await writeReplies(await openAs(shelf, handler), writerOf(handler, roster), [reply], random));
  const seen = await comeBack(shelf);
  assert.deepEqual(seen.findings, []);
  assert.equal(seen.ownUnreadable, 1);
  assert.deepEqual(seen.items.map(({ body }) => body.kind), ["notice", "message"]);
  const post = await beginPost(seen, filed.secrets, false, random);
  shelf.takePost(await composePost(post, seen, filed.secrets, { text: "More.", attachments: [] }, roster, DAY, random));
  const later = await comeBack(shelf);
  assert.deepEqual(later.findings, []);
  assert.equal(later.ownUnreadable, 2);
  assert.deepEqual((await openAs(shelf, handler)).findings, []);
});
