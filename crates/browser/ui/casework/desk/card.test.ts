import assert from "node:assert/strict";
import { test } from "node:test";
import { byId, drawOrganisation, random, rosterOf } from "../../seal/organisation.fixture.ts";
import { comeBack, openAs, stored, writerOf } from "../../seal/server.fixture.ts";
import { writeReplies } from "../../seal/replies.ts";
import type { Change } from "../../seal/change.ts";
import { deskOf, quiet, TestServer } from "./server.fixture.ts";
import type { CaseView } from "./views.ts";

const staff = await drawOrganisation();

/** A case that was opened, and the desks of both its readers. */
async function begun() {
  const server = new TestServer(staff);
  const { shelf, filed, id } = await server.file();
  const [one, two] = filed.filing.readers.members.map((member) => byId(staff, member));
  assert.ok(one !== undefined && two !== undefined);
  const desks = [deskOf(server, one).desk, deskOf(server, two).desk] as const;
  await desks[0].open(id);
  const change = (desk: 0 | 1, ...changes: Change[]): Promise<CaseView> => desks[desk].write(id, { kind: "changes", changes }, quiet);
  return { server, shelf, id, one, two, desks, change };
}

test("what one reader keeps about a case the other reads, in one go, and the reporter never sees it", async () => {
  const { shelf, id, one, two, desks, change } = await begun();
  await change(0, { change: "title", value: "Tapes in the corridor" }, { change: "lead", value: two.id }, { change: "label", value: { name: "media", on: true } });
  const { card, notes, findings } = await desks[1].open(id);
  assert.deepEqual(findings, []);
  assert.deepEqual([card.title, card.lead?.id, card.labels], ["Tapes in the corridor", two.id, ["media"]]);
  assert.deepEqual(notes.map(({ what }) => what.kind === "change" && what.change.change), ["title", "lead", "label"]);
  assert.ok(notes.every(({ author }) => author !== "reporter" && author.id === one.id));
  const seen = await comeBack(shelf);
  assert.deepEqual([seen.findings, seen.items.map(({ body }) => body.kind)], [[], ["report", "notice"]]);
});

test("two who change different things at once lose nothing", async () => {
  const { id, desks, change } = await begun();
  await desks[1].open(id);
  await Promise.all([change(0, { change: "title", value: "Tapes" }), change(1, { change: "label", value: { name: "media", on: true } })]);
  const { card, findings } = await desks[0].open(id);
  assert.deepEqual([card.title, card.labels, findings], ["Tapes", ["media"], []]);
});

test("a task is set, done, and keeps its number", async () => {
  const { id, two, desks } = await begun();
  const set = await desks[0].setTask(id, { task: null, text: "Ask facilities", who: two.id, due: 20_000, done: false });
  const [task] = set.card.tasks;
  assert.ok(task !== undefined);
  assert.deepEqual([task.text, task.who?.id, task.due, task.done], ["Ask facilities", two.id, 20_000, false]);
  const { card } = await desks[1].setTask(id, { ...task, who: two.id, done: true });
  assert.deepEqual(card.tasks.map(({ task: number, done }) => [number, done]), [[task.task, true]]);
});

test("that a reporter knew it was false counts when a second reader agrees, and only the second can", async () => {
  const { id, two, desks, change } = await begun();
  const alone = (await change(0, { change: "closure", value: { choice: "knowingly-false", reason: "Wrote to a colleague that it was made up." } })).card.ended;
  assert.ok(alone !== null && !alone.holds && !alone.mayAgree);
  // The page offers it to the second only; whoever sends it all the same is not counted by any reader.
  assert.equal((await change(0, { change: "agreed", value: alone.hash })).card.ended?.holds, false);
  assert.equal((await desks[1].open(id)).card.ended?.mayAgree, true);
  const agreed = (await change(1, { change: "agreed", value: alone.hash })).card.ended;
  assert.deepEqual([agreed?.holds, agreed?.agreed?.id], [true, two.id]);
});

test("a change that says what no change can say is shown as forged, and changes nothing", async () => {
  const { shelf, id, one, desks, change } = await begun();
  await change(0, { change: "title", value: "Tapes" });
  // A reader's own machine that was taken over signs and seals whatever it likes.
  const bad = { change: "title", value: "two\nlines" } as Change;
  const items = await writeReplies(await openAs(shelf, one), writerOf(one, rosterOf(staff)), [{ kind: "change", change: bad }], random);
  shelf.items.push(...items.map(({ audience, sealed }) => stored(audience, sealed)));
  const view = await desks[1].open(id);
  assert.equal(view.card.title, "Tapes");
  assert.ok(view.findings.some(({ code }) => code === "forged"), JSON.stringify(view.findings));
});
