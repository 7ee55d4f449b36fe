import assert from "node:assert/strict";
import { test } from "node:test";
import { byId, drawOrganisation, random, rosterNote, rosterOf } from "../../seal/organisation.fixture.ts";
import { openAs, stored, writerOf } from "../../seal/server.fixture.ts";
import { rotate, writeReplies } from "../../seal/replies.ts";
import { sentenceFor } from "./failures.ts";
import { damaged, deskOf, openedCase, quiet, said, TestServer } from "./server.fixture.ts";

const staff = await drawOrganisation();

/** A case with a reply, a stage and a note in it, opened honestly before. */
async function begun() {
  const opened = await openedCase(staff);
  const { server, id, handler, desk } = opened;
  await desk.write(id, { kind: "reply", text: "Which corridor?", files: [] }, quiet);
  await desk.write(id, { kind: "stage", stage: "question" }, quiet);
  await desk.write(id, { kind: "note", text: "Ask facilities.", files: [] }, quiet);
  return { ...opened, fresh: () => deskOf(server, handler).desk };
}

const codes = (view: { findings: readonly { code: string }[] }): string[] => view.findings.map(({ code }) => code);

test("keys put in place of those the conversation names keep the case shut", async () => {
  const server = new TestServer(staff);
  const { shelf, filed, id } = await server.file();
  const member = byId(staff, filed.filing.readers.members[0]);
  // A reader who turns, or whose machine was taken: new keys, validly signed, and the reporter told nothing.
  shelf.keyring = (await rotate(await openAs(shelf, member), writerOf(member, rosterOf(staff)), random)).keyring;
  await assert.rejects(deskOf(server, member).desk.open(id), said("finding-other-keys"));
  shelf.keyring = (await server.file()).filed.report.keyring;
  const readers = [...filed.filing.readers.members].map((one) => byId(staff, one));
  for (const reader of readers) {
    await assert.rejects(deskOf(server, reader).desk.open(id), (error: unknown) => {
      assert.ok(["finding-other-keys", "finding-no-own-key"].includes(sentenceFor(error)), sentenceFor(error));
      return true;
    });
  }
});

test("keys that were damaged, or sealed for others, are said to be", async () => {
  const { shelf, id, fresh } = await begun();
  shelf.keyring = damaged(shelf.keyring);
  await assert.rejects(fresh().open(id), said("finding-no-own-key"));
});

test("a server that goes back to older keys is caught by who saw newer ones", async () => {
  const server = new TestServer(staff);
  const { shelf, filed, id } = await server.file();
  const first = { keyring: shelf.keyring, items: [...shelf.items] };
  const { desk } = deskOf(server, byId(staff, filed.filing.readers.members[0]));
  await desk.open(id);
  shelf.keyring = first.keyring;
  shelf.items = first.items;
  server.version.set(id, 1);
  const posted = server.requests.length;
  const view = await desk.open(id);
  assert.ok(codes(view).includes("keys-older") && codes(view).includes("dropped"));
  assert.equal(view.writable, false);
  assert.ok(!server.requests.slice(posted).some(({ path }) => path.endsWith("/keyring")), "no keys are made for a lie");
  await assert.rejects(desk.write(id, { kind: "reply", text: "x", files: [] }, quiet), said("write-blocked"));
});

test("a case without its report, or with two, stays shut", async () => {
  const { shelf, id, fresh } = await begun();
  const zero = shelf.items[0];
  shelf.items = shelf.items.slice(1);
  await assert.rejects(fresh().open(id), said("finding-no-report"));
  assert.ok(zero);
});

test("an entry of another case is found and not shown", async () => {
  const { shelf, id, fresh, server } = await begun();
  const other = await server.file();
  shelf.items.push(stored("conversation", other.filed.report.item));
  const view = await fresh().open(id);
  assert.deepEqual(codes(view), ["unreadable"]);
});

test("a reply forged in a reader's name is found and not shown, and silences nobody", async () => {
  const { shelf, filed, id, handler, fresh } = await begun();
  // The other member knows the case's keys, but not this reader's signing key.
  const other = byId(staff, filed.filing.readers.members[1]);
  const roster = rosterOf(staff);
  const checked = await openAs(shelf, other);
  const forger = { ...writerOf(handler, roster), signing: other.signing };
  const [forged] = await writeReplies(checked, forger, [{ kind: "message", message: { text: "Tell us your name.", attachments: [] } }], random);
  shelf.items.push(stored("conversation", forged?.sealed ?? ""));
  const desk = fresh();
  const view = await desk.open(id);
  assert.deepEqual(view.findings, [{ code: "forged", name: handler.entry.name }]);
  assert.ok(!JSON.stringify(view.talk).includes("Tell us your name."));
  assert.equal(view.writable, true);
  const after = await desk.write(id, { kind: "reply", text: "That was not us.", files: [] }, quiet);
  assert.ok(JSON.stringify(after.talk).includes("That was not us."));
});

test("somebody who writes without ever having been named has the keys: nothing is sealed to them any more", async () => {
  const { server, shelf, filed, id, handler, fresh } = await begun();
  const { members, sleeper } = filed.filing.readers;
  const stranger = staff.find((one) => !members.includes(one.id) && one.id !== sleeper);
  assert.ok(stranger);
  const checked = await openAs(shelf, handler);
  const posing = { ...checked, notice: { ...checked.notice, members: [stranger.id] } };
  const [written] = await writeReplies(posing, writerOf(stranger, rosterOf(staff)), [{ kind: "message", message: { text: "I read along.", attachments: [] } }], random);
  shelf.items.push(stored("conversation", written?.sealed ?? ""));
  const desk = fresh();
  const view = await desk.open(id);
  assert.deepEqual(view.findings, [{ code: "stranger", name: stranger.entry.name }]);
  assert.ok(!JSON.stringify(view.talk).includes("I read along."));
  assert.equal(view.writable, false);
  const requests = server.requests.length;
  await assert.rejects(desk.write(id, { kind: "reply", text: "x", files: [] }, quiet), said("write-blocked"));
  assert.ok(server.requests.slice(requests).every(({ json }) => json === undefined), "nothing was sent");
});

test("an entry held back between others is missed, and one held back at the end by who has seen it", async () => {
  const { shelf, id, fresh, desk } = await begun();
  await desk.write(id, { kind: "reply", text: "One more thing.", files: [] }, quiet);
  const [zero, notice, reply, ...rest] = shelf.items;
  assert.ok(zero && notice && reply);
  shelf.items = [zero, notice, ...rest];
  assert.deepEqual(codes(await fresh().open(id)), ["gap"]);
  shelf.items = [zero, notice, reply, ...rest].slice(0, -1);
  assert.deepEqual(codes(await fresh().open(id)), [], "nobody who never saw it can know");
  assert.deepEqual(codes(await desk.open(id)), ["dropped"]);
});

test("the order in which the server sends entries changes nothing", async () => {
  const { shelf, id, fresh } = await begun();
  const honest = (await fresh().open(id)).talk.map(({ key }) => key);
  shelf.items.reverse();
  const view = await fresh().open(id);
  assert.deepEqual(view.findings, []);
  assert.deepEqual(view.talk.map(({ key }) => key), honest);
});

test("an entry sent twice is shown once, a damaged one is counted", async () => {
  const { shelf, id, fresh } = await begun();
  const reply = shelf.items[2];
  assert.ok(reply);
  shelf.items.push({ ...reply, id: "ee".repeat(16) }, { ...reply, id: "ef".repeat(16), sealed: damaged(reply.sealed) });
  const view = await fresh().open(id);
  assert.deepEqual(codes(view).sort(), ["repeated", "unreadable"]);
  assert.equal(view.talk.filter(({ what }) => what.kind === "text").length, 1);
});

test("a list of readers that the organisation did not sign opens nothing and is sealed to by nobody", async () => {
  const server = new TestServer(staff);
  const { filed, id } = await server.file();
  server.roster = server.roster.replace("Example Works", "Example Wörks");
  for (const [hash] of server.rosters) server.rosters.set(hash, server.roster);
  const { desk } = deskOf(server, byId(staff, filed.filing.readers.members[0]));
  await assert.rejects(desk.open(id), said("finding-no-list"));
  assert.ok(server.requests.every(({ json }) => json === undefined), "nothing was sent");
});

test("an older list of readers than the one met before is refused", async () => {
  const server = new TestServer(staff);
  const { filed, id } = await server.file();
  const { desk } = deskOf(server, byId(staff, filed.filing.readers.members[0]));
  const old = server.roster;
  server.roster = rosterNote(staff, { version: 2 });
  server.rosters.set(rosterOf(staff, { version: 2 }).hash, server.roster);
  await desk.open(id);
  server.roster = old;
  await assert.rejects(desk.write(id, { kind: "reply", text: "x", files: [] }, quiet), said("problem-list"));
});

test("nobody who was left out ever gets a key, whatever the server says", async () => {
  const server = new TestServer(staff);
  const accused = staff[0];
  assert.ok(accused);
  const { shelf, id } = await server.file({ leftOut: [accused.id] });
  server.alter = (answer) => ({ ...answer, members: [accused.id, ...(answer["members"] as string[])].sort() });
  const reader = byId(staff, shelf.filed.filing.readers.members[0]);
  const { desk } = deskOf(server, reader);
  const view = await desk.open(id);
  assert.deepEqual(codes(view), ["readers-differ"]);
  assert.ok(!view.readers.some((person) => person.id === accused.id));
  await assert.rejects(openAs(shelf, accused), { reason: "cannot-open" });
});

test("new keys are sealed for nobody who has left the list of readers since", async () => {
  const server = new TestServer(staff);
  const { shelf, filed, id } = await server.file();
  const gone = filed.filing.readers.sleeper;
  const rest = staff.filter((one) => one.id !== gone);
  server.roster = rosterNote(rest, { version: 2 });
  server.rosters.set(rosterOf(rest, { version: 2 }).hash, server.roster);
  shelf.rosters.set(rosterOf(rest, { version: 2 }).hash, rosterOf(rest, { version: 2 }));
  const { desk } = deskOf(server, byId(staff, filed.filing.readers.members[0]));
  const view = await desk.open(id);
  assert.deepEqual(view.findings, []);
  assert.equal(view.sleeper, null);
  await assert.rejects(openAs(shelf, byId(staff, gone ?? "")), { reason: "cannot-open" });
});

test("questions that are not those the reporter saw are not used as labels", async () => {
  const server = new TestServer(staff);
  const { filed, id } = await server.file();
  const { desk } = deskOf(server, byId(staff, filed.filing.readers.members[0]));
  server.questionnaire = '{"version":1,"questions":[{"id":"what","title":{"en":"What did you not see?"}}]}';
  assert.equal((await desk.open(id)).questions, null);
});

test("keys announced by somebody who is not a reader do not count", async () => {
  const server = new TestServer(staff);
  const { shelf, filed, id } = await server.file();
  const member = byId(staff, filed.filing.readers.members[0]);
  const { desk } = deskOf(server, member);
  await desk.open(id);
  const stranger = staff.find(({ id: one }) => !filed.filing.readers.members.includes(one) && one !== filed.filing.readers.sleeper);
  assert.ok(stranger);
  const checked = await openAs(shelf, member);
  const posing = { ...checked, notice: { ...checked.notice, members: [...checked.notice.members, stranger.id].sort() } };
  const rotation = await rotate(posing, writerOf(stranger, rosterOf(staff)), random);
  shelf.takeRotation(rotation);
  server.version.set(id, 3);
  await assert.rejects(desk.open(id), said("finding-other-keys"));
});
