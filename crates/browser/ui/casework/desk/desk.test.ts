import assert from "node:assert/strict";
import { test } from "node:test";
import { openCase, type OpenedBefore } from "../../seal/casework.ts";
import { byId, drawOrganisation } from "../../seal/organisation.fixture.ts";
import { comeBack } from "../../seal/server.fixture.ts";
import { Unreachable } from "../../kit/http.ts";
import { deskOf, quiet, said, TestServer } from "./server.fixture.ts";
import type { Progress } from "./views.ts";

const staff = await drawOrganisation();

test("the first opening replaces the reporter's keys, tells the reporter, and finds nothing wrong", async () => {
  const server = new TestServer(staff);
  const { shelf, filed, id } = await server.file();
  const { desk } = deskOf(server, byId(staff, filed.filing.readers.members[0]));
  const view = await desk.open(id);
  assert.deepEqual(view.findings, []);
  assert.ok(view.renewed === "first" && view.writable);
  assert.equal(view.row.keyringVersion, 2);
  assert.equal(view.report?.answers[0]?.value, "The backup tapes stand in the corridor.");
  const seen = await comeBack(shelf);
  assert.deepEqual(seen.findings, []);
  assert.equal(seen.state.body.notice.version, 1);
  assert.deepEqual(seen.items.map(({ body }) => body.kind), ["report", "notice"]);
  assert.equal((await desk.open(id)).renewed, null);
});

test("a reply, a note and a stage reach whom they should, and the note nobody else", async () => {
  const server = new TestServer(staff);
  const { shelf, filed, id } = await server.file();
  const { desk } = deskOf(server, byId(staff, filed.filing.readers.members[0]));
  await desk.open(id);
  await desk.write(id, { kind: "stage", stage: "confirmed" }, quiet);
  await desk.write(id, { kind: "note", text: "Ask facilities.", files: [] }, quiet);
  const view = await desk.write(id, { kind: "reply", text: "Which corridor?", files: [] }, quiet);
  assert.deepEqual(server.marks, { acknowledged: true });
  assert.equal(view.stage, "confirmed");
  assert.equal(view.row.acknowledged, true);
  const seen = await comeBack(shelf);
  assert.deepEqual(seen.findings, []);
  assert.ok(!JSON.stringify(seen.items).includes("facilities"));
  assert.ok(JSON.stringify(seen.items).includes("Which corridor?"));
  const { desk: other } = deskOf(server, byId(staff, filed.filing.readers.sleeper ?? ""));
  const theirs = await other.open(id);
  assert.deepEqual(theirs.findings, []);
  assert.equal(theirs.notes[0]?.what.kind === "text" && theirs.notes[0].what.text, "Ask facilities.");
  assert.equal(theirs.notes[0]?.mine, false);
});

test("what a colleague adds is read beside what was opened before", async () => {
  const server = new TestServer(staff);
  const { filed, id } = await server.file();
  const { desk } = deskOf(server, byId(staff, filed.filing.readers.members[0]));
  await desk.write(id, { kind: "reply", text: "One.", files: [] }, quiet);
  const before = await desk.open(id);
  const { desk: other } = deskOf(server, byId(staff, filed.filing.readers.members[1]));
  await other.write(id, { kind: "note", text: "Two.", files: [] }, quiet);
  server.me = byId(staff, filed.filing.readers.members[0]);
  const after = await desk.open(id);
  assert.deepEqual(after.findings, []);
  assert.deepEqual(after.talk, before.talk);
  assert.equal(after.notes.length, 1);
});

test("what was opened once is not opened again", async () => {
  const server = new TestServer(staff);
  const { shelf, filed } = await server.file();
  const reader = byId(staff, filed.filing.readers.members[0]);
  const before: OpenedBefore = new Map();
  const first = await openCase(shelf.sealedCase(), reader.identity, before);
  const again = await openCase(shelf.sealedCase(), reader.identity, before);
  assert.ok(first.items.length === 1 && again.items[0] === first.items[0]);
});

test("a file goes out sealed, comes back as it was, and names its progress", async () => {
  const server = new TestServer(staff);
  const { filed, id } = await server.file();
  const { desk } = deskOf(server, byId(staff, filed.filing.readers.members[0]));
  const content = Uint8Array.from({ length: 2_500_000 }, (_, n) => (n * 7) & 255);
  const steps: Progress[] = [];
  const view = await desk.write(id, { kind: "reply", text: "", files: [new File([content], "plan.bin")] }, (step) => steps.push(step));
  assert.equal(steps.at(-1)?.part, 1);
  const entry = view.talk.find(({ what }) => what.kind === "text");
  const file = entry?.what.kind === "text" ? entry.what.files[0] : undefined;
  assert.ok(file?.there);
  assert.equal(file.length, content.length);
  const stored = Buffer.concat(server.chunks.get(file.sha256) ?? []);
  assert.equal(stored.indexOf(Buffer.from(content.subarray(0, 64))), -1);
  const opened = await desk.file(id, file.sha256, quiet);
  assert.deepEqual(new Uint8Array(await opened.blob.arrayBuffer()), content);
  assert.deepEqual(opened.head, content.subarray(0, opened.head.length));
});

test("a file that was changed on the server is not given out", async () => {
  const server = new TestServer(staff);
  const { filed, id } = await server.file();
  const { desk } = deskOf(server, byId(staff, filed.filing.readers.members[0]));
  const view = await desk.write(id, { kind: "note", text: "", files: [new File(["x".repeat(70_000)], "a.txt")] }, quiet);
  const sha256 = view.notes[0]?.what.kind === "text" ? (view.notes[0].what.files[0]?.sha256 ?? "") : "";
  const chunk = server.chunks.get(sha256)?.[0];
  assert.ok(chunk);
  const last = chunk.length - 1;
  chunk[last] = (chunk[last] ?? 0) ^ 1;
  await assert.rejects(desk.file(id, sha256, quiet), said("problem-attachment"));
  chunk[last] = (chunk[last] ?? 0) ^ 1;
  assert.equal(await (await desk.file(id, sha256, quiet)).blob.text(), "x".repeat(70_000));
});

test("whoever was slower at the first opening reads with the other's keys", async () => {
  const server = new TestServer(staff);
  const { filed, id } = await server.file();
  const { desk: slow } = deskOf(server, byId(staff, filed.filing.readers.members[0]));
  const { desk: fast } = deskOf(server, byId(staff, filed.filing.readers.members[1]));
  let once = true;
  server.before = async (path) => {
    if (!once || !path.endsWith("/keyring")) return;
    once = false;
    assert.equal((await fast.open(id)).renewed, "first");
  };
  const view = await slow.open(id);
  assert.deepEqual(view.findings, []);
  assert.equal(view.renewed, null);
  assert.equal(view.row.keyringVersion, 2);
});

test("a reply that meets new keys is sealed once more to them", async () => {
  const server = new TestServer(staff);
  const { shelf, filed, id } = await server.file();
  const { desk } = deskOf(server, byId(staff, filed.filing.readers.members[0]));
  await desk.open(id);
  let posts = 0;
  server.before = (path, asked) => {
    if (path.endsWith("/items") && asked.method === "POST") posts += 1;
    server.version.set(id, posts === 1 && asked.method === "POST" ? 3 : 2);
  };
  await desk.write(id, { kind: "reply", text: "Thank you.", files: [] }, quiet);
  assert.equal(posts, 2);
  const seen = await comeBack(shelf);
  assert.deepEqual(seen.findings, []);
  assert.equal(seen.items.filter(({ body }) => body.kind === "message").length, 1);
});

test("a reply whose confirmation was lost on the way is not sent twice, and one that never arrived is said to be", async () => {
  const server = new TestServer(staff);
  const { shelf, filed, id } = await server.file();
  const { desk } = deskOf(server, byId(staff, filed.filing.readers.members[0]));
  await desk.open(id);
  server.lose = (path, asked) => path.endsWith("/items") && asked.method === "POST";
  const view = await desk.write(id, { kind: "reply", text: "Thank you.", files: [] }, quiet);
  server.lose = () => false;
  assert.equal(view.talk.filter(({ what }) => what.kind === "text").length, 1);
  server.before = (path, asked) => {
    if (path.endsWith("/items") && asked.method === "POST") throw new Unreachable("cut");
  };
  await assert.rejects(desk.write(id, { kind: "reply", text: "Thank you.", files: [] }, quiet), said("problem-offline"));
  assert.equal((await comeBack(shelf)).items.filter(({ body }) => body.kind === "message").length, 1);
});

test("keys changed by a colleague in the middle of opening are no alarm", async () => {
  const server = new TestServer(staff);
  const { filed, id } = await server.file();
  const { desk } = deskOf(server, byId(staff, filed.filing.readers.members[0]));
  const { desk: fast } = deskOf(server, byId(staff, filed.filing.readers.members[1]));
  let once = true;
  server.before = async (path) => {
    if (!once || !path.endsWith(`/cases/${id}`)) return;
    once = false;
    await fast.open(id);
  };
  const view = await desk.open(id);
  assert.deepEqual(view.findings, []);
  assert.equal(view.row.keyringVersion, 2);
});

test("keys that always move end in a sentence and not in an endless loop", async () => {
  const server = new TestServer(staff);
  const { filed, id } = await server.file();
  const { desk } = deskOf(server, byId(staff, filed.filing.readers.members[0]));
  await desk.open(id);
  const posts = (): number => server.requests.filter(({ path, json }) => path.endsWith("/items") && json !== undefined).length;
  server.before = (path, asked) => {
    if (path.endsWith("/items") && asked.method === "POST") server.version.set(id, 99);
    else server.version.set(id, 2);
  };
  await assert.rejects(desk.write(id, { kind: "reply", text: "x", files: [] }, quiet), said("problem-conflict"));
  assert.equal(posts(), 3);
});

test("an idle desk puts its keys away, and a touch does not bring them back", async () => {
  const server = new TestServer(staff);
  const { filed, id } = await server.file();
  const { desk, clock } = deskOf(server, byId(staff, filed.filing.readers.members[0]));
  await desk.open(id);
  clock.time += 15 * 60_000;
  await desk.tick();
  await desk.touch();
  await assert.rejects(desk.open(id), said("problem-ended"));
  assert.equal(server.signedIn, false);
});

test("somebody who works but sends nothing keeps the server's session alive", async () => {
  const server = new TestServer(staff);
  const { filed, id } = await server.file();
  const { desk, clock } = deskOf(server, byId(staff, filed.filing.readers.members[0]));
  await desk.open(id);
  const asked = (): number => server.requests.filter(({ path }) => path.endsWith("/session")).length;
  const before = asked();
  for (let minute = 0; minute < 20; minute += 1) {
    clock.time += 60_000;
    await desk.touch();
  }
  assert.equal(asked() - before, 5);
  await desk.open(id);
});

test("a session that the server ended puts the keys away too", async () => {
  const server = new TestServer(staff);
  const { filed, id } = await server.file();
  const { desk } = deskOf(server, byId(staff, filed.filing.readers.members[0]));
  server.signedIn = false;
  await assert.rejects(desk.open(id), said("problem-ended"));
  server.signedIn = true;
  await assert.rejects(desk.open(id), said("problem-ended"));
});

test("who is not a reader is told that there is no such case", async () => {
  const server = new TestServer(staff);
  const { filed } = await server.file();
  const { desk } = deskOf(server, byId(staff, filed.filing.readers.members[0]));
  await assert.rejects(desk.open("ab".repeat(16)), said("problem-not-found"));
});

test("a stand-in who was woken opens the case, stays in it as a member, and nobody is alarmed", async () => {
  const server = new TestServer(staff);
  const { shelf, filed, id } = await server.file();
  const { members, sleeper } = filed.filing.readers;
  server.wake(id);
  const { desk } = deskOf(server, byId(staff, sleeper ?? ""));
  const view = await desk.open(id);
  assert.ok(view.renewed === "first");
  assert.deepEqual(view.findings, []);
  assert.deepEqual(view.readers.map((one) => one.id), [...members, sleeper].sort());
  assert.equal(view.sleeper, null);
  assert.deepEqual((await comeBack(shelf)).findings, []);
});

test("a stand-in who was woken and did nothing yet is no difference, a member who is said to sleep is", async () => {
  const server = new TestServer(staff);
  const { filed, id } = await server.file();
  server.wake(id);
  const { desk } = deskOf(server, byId(staff, filed.filing.readers.members[0]));
  assert.deepEqual((await desk.open(id)).findings, []);
  assert.deepEqual((await desk.open(id)).findings, []);
  const [first, second] = filed.filing.readers.members;
  server.readers.set(id, { members: [first ?? "", filed.filing.readers.sleeper ?? ""], sleeper: second ?? "" });
  assert.deepEqual((await desk.open(id)).findings, [{ code: "readers-differ" }]);
});
