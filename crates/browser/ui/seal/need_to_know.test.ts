import assert from "node:assert/strict";
import { test } from "node:test";
import { drawOrganisation, drawStaff, fileReport, random, randomFrom, rosterOf, type Staff } from "./organisation.fixture.ts";
import { drawReaders, mayReceive, recipientFor } from "./readers.ts";
import { rotate, writeReplies } from "./replies.ts";
import { openAs, Shelf, writerOf } from "./server.fixture.ts";

const staff = await drawOrganisation();
const roster = rosterOf(staff);
const handlers = staff.filter(({ entry }) => entry.roles.includes("handler"));
const fallback = staff.filter(({ entry }) => entry.roles.includes("fallback"));
const governing = staff.filter(({ entry }) => entry.roles.includes("governing"));
const ids = (people: readonly Staff[]): string[] => people.map(({ id }) => id);

test("a conflicted handler never receives a key", () => {
  for (let n = 0; n < 300; n++) {
    const leftOut = staff.filter(() => (random.bytes(1)[0] ?? 0) < 100).map(({ id }) => id);
    try {
      const { members, sleeper } = drawReaders(roster, leftOut, random);
      for (const id of [...members, ...(sleeper ? [sleeper] : [])]) assert.ok(typeof mayReceive(id, roster, leftOut) !== "string");
    } catch (error) {
      assert.equal((error as { reason: string }).reason, "no-reader");
      assert.ok([...handlers, ...fallback, ...governing].every(({ id }) => leftOut.includes(id)));
    }
  }
});

test("two members are drawn among four handlers, each pair as likely as any other, and a sleeper apart from them", () => {
  const pairs = new Map<string, number>();
  const rounds = 3000;
  for (let n = 0; n < rounds; n++) {
    const { members, sleeper } = drawReaders(roster, [], random);
    assert.equal(members.length, 2);
    assert.ok(members.every((id) => ids(handlers).includes(id)));
    assert.ok(sleeper !== null && ids(fallback).includes(sleeper));
    const pair = members.join();
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  assert.equal(pairs.size, 6);
  for (const count of pairs.values()) assert.ok(Math.abs(count - rounds / 6) < 120, String(count));
});

test("places are filled from the fallback, then the governing body, and nothing is sent when nobody remains", () => {
  const three = drawReaders(roster, ids(handlers).slice(0, 3) as Staff["id"][], random);
  assert.equal(three.members.length, 2);
  assert.equal(three.members.filter((id) => ids(fallback).includes(id)).length, 1);
  assert.ok(three.sleeper !== null && !three.members.includes(three.sleeper));
  const none = drawReaders(roster, [...handlers, ...fallback].map(({ id }) => id), random);
  assert.deepEqual([none.members, none.sleeper], [ids(governing), null]);
  assert.throws(() => drawReaders(roster, [...handlers, ...fallback, ...governing].map(({ id }) => id), random), { reason: "no-reader" });
});

test("below four handlers one is drawn, and how many are left out does not change that", () => {
  const small = rosterOf([...handlers.slice(0, 3), ...fallback]);
  assert.equal(drawReaders(small, [], random).members.length, 1);
  assert.equal(drawReaders(roster, [handlers[0]?.id as Staff["id"]], random).members.length, 2);
});

test("nobody is sealed to who was left out or is not in the roster", async () => {
  const leftOut = [handlers[0]?.id as Staff["id"]];
  assert.throws(() => recipientFor(handlers[0]?.id as Staff["id"], roster, leftOut), { reason: "may-not-receive" });
  const stranger = await drawStaff("nobody", ["handler"], randomFrom("stranger"));
  assert.throws(() => recipientFor(stranger.id, roster, []), { reason: "may-not-receive" });
});

test("a member cannot bring somebody in whom the reporter left out, nor write without being a reader", async () => {
  const accused = handlers[0] as Staff;
  const filed = await fileReport(roster, { leftOut: [accused.id] });
  const shelf = new Shelf(filed, [roster]);
  const member = staff.find(({ id }) => id === filed.filing.readers.members[0]) as Staff;
  const of = await openAs(shelf, member);
  const members = [member.id, accused.id];
  await assert.rejects(rotate(of, writerOf(member, roster), random, { members, sleeper: null }), { reason: "may-not-receive" });
  await assert.rejects(rotate(of, writerOf(accused, roster), random), { reason: "may-not-receive" });
  await assert.rejects(writeReplies(of, writerOf(member, roster), [{ kind: "stage", stage: "confirmed" }], random), { reason: "keyring" });
});

test("who was withdrawn opens nothing that is written afterwards, and who joins opens everything", async () => {
  const filed = await fileReport(roster);
  const shelf = new Shelf(filed, [roster]);
  const [stays, leaves] = filed.filing.readers.members.map((id) => staff.find((one) => one.id === id) as Staff) as [Staff, Staff];
  const joins = handlers.find(({ id }) => !filed.filing.readers.members.includes(id)) as Staff;
  const readers = { members: [stays.id, joins.id], sleeper: null };
  const before = shelf.sealedCase();
  shelf.takeRotation(await rotate(await openAs(shelf, stays), writerOf(stays, roster), random, readers));
  const of = await openAs(shelf, joins);
  assert.deepEqual(of.findings, []);
  assert.equal(of.report.members.length, 2);
  await assert.rejects(openAs(shelf, leaves), { reason: "cannot-open" });
  shelf.takeItems(await writeReplies(of, writerOf(joins, roster), [{ kind: "message", message: { text: "new", attachments: [] } }], random));
  const kept = new Shelf(filed, [roster]);
  Object.assign(kept, { keyring: before.keyring, items: shelf.items });
  const old = await openAs(kept, leaves);
  assert.equal(old.findings.filter(({ kind }) => kind === "unreadable").length, 2);
  assert.deepEqual(old.conversation.all().map(({ body }) => body.kind), ["report"]);
});
