import assert from "node:assert/strict";
import { test } from "node:test";
import type { StaffId } from "../../seal/bytes.ts";
import { byId, drawOrganisation, drawStaff, random, rosterNote, rosterOf, type Staff } from "../../seal/organisation.fixture.ts";
import { rotate } from "../../seal/replies.ts";
import { comeBack, openAs, writerOf } from "../../seal/server.fixture.ts";
import { deskOf, quiet, said, TestServer } from "./server.fixture.ts";

const staff = await drawOrganisation();
const ids = (people: readonly { id: string }[]): string[] => people.map(({ id }) => id);
const withRole = (role: string): Staff[] => staff.filter(({ entry }) => entry.roles.some((one) => one === role));

/** A case that leaves out the first handler, opened by its first member; the other member and the one handler who is neither. */
async function begun() {
  const server = new TestServer(staff);
  const accused = staff[0] as Staff;
  const { shelf, filed, id } = await server.file({ leftOut: [accused.id] });
  const [one, two] = filed.filing.readers.members.map((member) => byId(staff, member)) as [Staff, Staff];
  const { desk } = deskOf(server, one);
  await desk.open(id);
  const free = withRole("handler").find((person) => ![accused, one, two].includes(person)) as Staff;
  return { server, shelf, filed, id, accused, one, two, free, desk };
}

test("a colleague who is added reads everything from the beginning, and the reporter is told", async () => {
  const { server, shelf, id, one, two, free, desk } = await begun();
  await desk.write(id, { kind: "note", text: "Before.", files: [] }, quiet);
  const view = await desk.changeReaders(id, { kind: "add", person: free.id });
  assert.deepEqual(ids(view.readers), [one.id, two.id, free.id].sort());
  assert.deepEqual(view.findings, []);
  const theirs = await deskOf(server, free).desk.open(id);
  assert.deepEqual(theirs.findings, []);
  assert.ok(JSON.stringify(theirs.notes).includes("Before."));
  const seen = await comeBack(shelf);
  assert.deepEqual(seen.findings, []);
  assert.deepEqual([...seen.notice.members], [one.id, two.id, free.id].sort());
});

test("whoever is taken out opens nothing that is written from then on, and the rest read on", async () => {
  const { server, shelf, id, one, two, desk } = await begun();
  await desk.write(id, { kind: "note", text: "For both.", files: [] }, quiet);
  const before = await openAs(shelf, two);
  const view = await desk.changeReaders(id, { kind: "take-out", person: two.id });
  assert.deepEqual(ids(view.readers), [one.id]);
  await desk.write(id, { kind: "note", text: "For one.", files: [] }, quiet);
  await desk.write(id, { kind: "reply", text: "For the reporter.", files: [] }, quiet);
  await assert.rejects(openAs(shelf, two), { reason: "cannot-open" });
  // What they kept opens nothing new, even where the server hands it all out.
  const kept = { ...shelf.sealedCase(), keyring: "" };
  assert.equal(before.keyring.generations.length, 2);
  const now = await openAs(shelf, one);
  for (const audience of ["conversation", "members"] as const) {
    const old = before.keyring.generations.map((generation) => generation[audience]);
    assert.ok(!old.some((key) => JSON.stringify(key) === JSON.stringify(now.keyring.generations.at(-1)?.[audience])), "both keys are new");
  }
  assert.equal(kept.items.length, 6);
  assert.deepEqual((await comeBack(shelf)).findings, []);
  await assert.rejects(desk.changeReaders(id, { kind: "take-out", person: one.id }), said("problem-take-out-self"));
  assert.deepEqual(server.readers.get(id)?.members, [one.id]);
});

test("who was left out, is not on the list, or is there for something else is offered nowhere and sealed to by nobody", async () => {
  const { server, id, accused, one, two, free, desk } = await begun();
  const others = await desk.others(id);
  const custodian = withRole("custodian")[0] as Staff;
  assert.ok(others.someMayNot);
  const may = [...withRole("handler"), ...withRole("fallback"), ...withRole("governing")].filter((person) => ![accused, one, two].includes(person));
  assert.deepEqual(ids(others.people).sort(), ids(may).sort());
  assert.ok(ids(others.people).includes(free.id));
  const posted = server.requests.length;
  await assert.rejects(desk.changeReaders(id, { kind: "add", person: accused.id }), said("problem-left-out"));
  await assert.rejects(desk.changeReaders(id, { kind: "add", person: custodian.id }), said("problem-reader-other-roles"));
  await assert.rejects(desk.changeReaders(id, { kind: "add", person: "77".repeat(16) }), said("problem-reader-not-listed"));
  assert.ok(server.requests.slice(posted).every(({ json }) => json === undefined), "nothing was sent");
});

test("of two who add at once the second looks again, and nobody is lost", async () => {
  const { server, shelf, id, one, two, free, desk } = await begun();
  const other = withRole("governing")[0] as Staff;
  const { desk: second } = deskOf(server, two);
  let once = true;
  server.before = async (path, asked) => {
    if (!once || !path.endsWith("/keyring") || asked.method !== "POST") return;
    once = false;
    await second.changeReaders(id, { kind: "add", person: other.id });
  };
  const view = await desk.changeReaders(id, { kind: "add", person: free.id });
  assert.deepEqual(ids(view.readers), [one.id, two.id, free.id, other.id].sort());
  for (const person of [one, two, free, other]) assert.deepEqual((await openAs(shelf, person)).findings, []);
  assert.deepEqual((await comeBack(shelf)).findings, []);
});

test("a change whose answer was lost is not made twice", async () => {
  const { server, shelf, id, free, desk } = await begun();
  let once = true;
  server.lose = (path, asked) => once && path.endsWith("/keyring") && asked.method === "POST" && !(once = false);
  const view = await desk.changeReaders(id, { kind: "add", person: free.id });
  assert.ok(ids(view.readers).includes(free.id));
  assert.equal((await openAs(shelf, free)).keyring.header.version, 3);
});

test("a member who lets in somebody left out shuts the case for every honest reader, and the reporter is told", async () => {
  const { server, shelf, id, accused, two, desk } = await begun();
  const checked = await openAs(shelf, two);
  // A client of their own that asks nothing: to it nobody was left out.
  const blind = { ...checked, report: { ...checked.report, left_out: [] } };
  const members = [...checked.notice.members, accused.id].sort() as StaffId[];
  const rotation = await rotate(blind, writerOf(two, rosterOf(staff)), random, { members, sleeper: null });
  server.takeKeyring(id, shelf, { json: { ...rotation, left_since: 0 } });
  await assert.rejects(desk.open(id), said("finding-other-keys"));
  await assert.rejects(desk.changeReaders(id, { kind: "add", person: accused.id }), said("finding-other-keys"));
  const seen = await comeBack(shelf);
  assert.ok(seen.findings.some((one) => one.kind === "notice-refused" && one.why === "left-out" && one.doubt));
  assert.ok(!seen.notice.members.includes(accused.id));
});

test("a stand-in who was called in is said to read", async () => {
  const { server, id, desk } = await begun();
  assert.equal((await desk.open(id)).awake, false);
  const { members, sleeper } = server.readers.get(id) ?? {};
  server.readers.set(id, { members: [...(members ?? []), sleeper ?? ""], sleeper: null });
  const view = await desk.open(id);
  assert.ok(view.awake && view.sleeper?.id === sleeper);
  assert.deepEqual(view.findings, []);
});

test("who leaves is missing from the next keys, which the next who opens makes before anything is written", async () => {
  const { server, shelf, id, one, two, desk } = await begun();
  const before = await openAs(shelf, two);
  server.me = two;
  await deskOf(server, two).desk.recuse(id);
  const view = await desk.open(id);
  assert.equal(view.renewed, "left");
  assert.deepEqual(ids(view.readers), [one.id]);
  assert.deepEqual(view.findings, []);
  assert.equal((await desk.open(id)).renewed, null);
  await desk.write(id, { kind: "reply", text: "We go on.", files: [] }, quiet);
  assert.equal((await openAs(shelf, one)).keyring.generations.length, before.keyring.generations.length + 1);
  await assert.rejects(openAs(shelf, two), { reason: "cannot-open" });
  const seen = await comeBack(shelf);
  assert.deepEqual(seen.findings, []);
  assert.deepEqual([...seen.notice.members], [one.id]);
});

/** The list in force from now on: one person has enrolled anew, under the same id. */
async function renewed({ server, shelf }: Pick<Awaited<ReturnType<typeof begun>>, "server" | "shelf">, of: Staff): Promise<Staff> {
  const fresh = await drawStaff("enrolled anew", of.entry.roles);
  const person = { ...fresh, id: of.id, entry: { ...fresh.entry, id: of.id, name: of.entry.name } };
  const list = rosterOf(staff.map((one) => (one === of ? person : one)), { version: 2 });
  server.roster = rosterNote(staff.map((one) => (one === of ? person : one)), { version: 2 });
  server.rosters.set(list.hash, server.roster);
  shelf.rosters.set(list.hash, list);
  return person;
}

test("whoever lost their keys and enrolled anew is offered to be added again, and then reads everything", async () => {
  const { server, shelf, id, one, two, desk } = await begun();
  await desk.write(id, { kind: "note", text: "Before.", files: [] }, quiet);
  server.leave(id, two.id);
  const person = await renewed({ server, shelf }, two);
  await desk.me();
  const view = await desk.open(id);
  assert.deepEqual([ids(view.readers), ids(view.anew), view.findings], [[one.id], [two.id], []]);
  const added = await desk.changeReaders(id, { kind: "add", person: two.id });
  assert.deepEqual([ids(added.readers), ids(added.anew)], [[one.id, two.id].sort(), []]);
  const theirs = await deskOf(server, person).desk.open(id);
  assert.deepEqual(theirs.findings, []);
  assert.ok(JSON.stringify(theirs.notes).includes("Before."));
  await assert.rejects(openAs(shelf, two), { reason: "cannot-open" });
  assert.deepEqual((await comeBack(shelf)).findings, []);
});

test("a server that keeps somebody with new keys among the readers has no keys sealed to them until a member says so", async () => {
  const { server, shelf, id, one, two, free, desk } = await begun();
  const person = await renewed({ server, shelf }, two);
  const view = await desk.changeReaders(id, { kind: "add", person: free.id });
  assert.deepEqual(ids(view.readers), [one.id, free.id].sort());
  await assert.rejects(openAs(shelf, person), { reason: "cannot-open" });
  assert.deepEqual(ids(view.anew), [two.id]);
  const said = await desk.changeReaders(id, { kind: "add", person: two.id });
  assert.deepEqual([ids(said.readers), ids(said.anew)], [[one.id, two.id, free.id].sort(), []]);
  assert.deepEqual((await openAs(shelf, person)).findings, []);
});

test("whoever left and has the keys they had is not offered as somebody who lost them", async () => {
  const { server, id, two, desk } = await begun();
  server.leave(id, two.id);
  assert.deepEqual((await desk.open(id)).anew, []);
});

test("an entry that meets a case somebody has just left is sealed to the new keys", async () => {
  const { server, shelf, id, two, desk } = await begun();
  let once = true;
  server.before = (path, asked) => {
    if (!once || !path.endsWith("/items") || asked.method !== "POST") return;
    once = false;
    server.leave(id, two.id);
  };
  const view = await desk.write(id, { kind: "note", text: "Between us.", files: [] }, quiet);
  assert.equal(view.notes.length, 1);
  assert.deepEqual(view.findings, []);
  await assert.rejects(openAs(shelf, two), { reason: "cannot-open" });
});

test("somebody who is added while another leaves is there, and who left is not", async () => {
  const { server, id, one, two, free, desk } = await begun();
  let once = true;
  server.before = (path, asked) => {
    if (!once || !path.endsWith("/keyring") || asked.method !== "POST") return;
    once = false;
    server.leave(id, two.id);
  };
  const view = await desk.changeReaders(id, { kind: "add", person: free.id });
  assert.deepEqual(ids(view.readers), [one.id, free.id].sort());
  assert.deepEqual(view.findings, []);
});

test("when all others have left, the stand-in goes on alone; the last reader is told that they cannot leave", async () => {
  const { server, shelf, id, one, two } = await begun();
  const sleeper = byId(staff, shelf.filed.filing.readers.sleeper);
  for (const person of [one, two]) await deskOf(server, person).desk.recuse(id);
  const { desk } = deskOf(server, sleeper);
  const view = await desk.open(id);
  assert.deepEqual([ids(view.readers), view.sleeper, view.renewed, view.findings], [[sleeper.id], null, "left", []]);
  await assert.rejects(desk.recuse(id), said("problem-last-reader"));
});
