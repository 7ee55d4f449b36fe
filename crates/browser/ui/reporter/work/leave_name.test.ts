// Leaving a name: with the report, later, and with words that had a mailbox already. What keepers and a reader then have opens it.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { checkCase, openCase } from "../../seal/casework.ts";
import { openIdentity, openShare } from "../../seal/identity.ts";
import { leftIn } from "../../seal/identity_case.ts";
import { shareOf } from "../../seal/identity_request.ts";
import { rosterNote } from "../../seal/organisation.fixture.ts";
import type { Box, LeftName, ToFile } from "../contract.ts";
import { Desk } from "./desk.ts";
import { FakeDoor } from "./door.fixture.ts";
import { nameFailure } from "./failing.ts";
import { today } from "./place.ts";

let door: FakeDoor;
let desk: Desk;
let words: string[];
const real = globalThis.fetch;
const ADA: LeftName = { name: "Ada Quill", contact: "the blue door\nafter six" };

beforeEach(async () => {
  door = await FakeDoor.build();
  globalThis.fetch = door.fetch as typeof fetch;
  desk = new Desk();
  await desk.prepare();
  ({ words } = await desk.draw({ language: "en" }));
});
afterEach(() => {
  globalThis.fetch = real;
});

const call = () => ({ tell: () => undefined, signal: new AbortController().signal });
const asked = (more: Partial<ToFile> = {}): ToFile => ({ answers: [{ question: "what", value: "It leaks." }], leftOut: [], files: [], identity: null, readBack: true, ...more });
const keepers = () => door.roster.people.filter(({ roles }) => roles.includes("custodian"));

async function comeBack(): Promise<{ later: Desk; box: Box & { found: true } }> {
  const later = new Desk();
  await later.prepare();
  await later.read({ typed: words.join(" "), language: "en", purpose: "open" });
  const box = await later.open(call());
  assert.ok(box.found);
  return { later, box };
}

/** The name that counts, as two keepers and a first reader of the case open it; `null` where none was left. */
async function opened() {
  const report = door.report!;
  const items = door.items.map(({ id, sealed }) => ({ id, audience: "conversation" as const, sealed }));
  const reader = door.staff.find(({ id }) => id === report.members[0])!;
  const of = await checkCase(await openCase({ case: report.case, keyring: report.keyring, items, attachments: [] }, reader.identity), new Map([[door.roster.hash, door.roster]]));
  const left = leftIn(of.conversation);
  if (left === null) return null;
  const shares = await Promise.all(
    keepers().map(({ id }) => openShare(shareOf(left.vault, door.roster, id)!, door.staff.find((one) => one.id === id)!.identity, of.case, left.hash)),
  );
  return openIdentity(left.vault, [shares[0]!, shares[1]!], of.case, of.report.mailbox.signing);
}

const said = (box: Box & { found: true }) => box.entries.map(({ kind }) => kind);

test("a name goes along with the report, opens for two keepers and a reader, and the mailbox says that it was left", async () => {
  await desk.file(asked({ identity: ADA }), call());
  assert.deepEqual(await opened(), ADA);
  const { box } = await comeBack();
  assert.deepEqual(box.findings, []);
  assert.deepEqual(said(box), ["report", "name-left"]);
  assert.deepEqual(box.keepers, { names: keepers().map(({ name }) => name).sort(), all: 2 });
  const all = door.requests.map(({ body }) => Buffer.from(body).toString("latin1"));
  const unwrapped = all.flatMap((body) => [...body.matchAll(/"([A-Za-z0-9_-]{40,})"/g)].map(([, sealed]) => Buffer.from(sealed!, "base64url").toString("latin1")));
  assert.ok(unwrapped.length > 3);
  // Whole words only: three letters stand in random bytes by chance.
  assert.ok(![...all, ...unwrapped].some((bytes) => /Ada Quill|blue door/.test(bytes)));
});

test("without one the report says nothing of it", async () => {
  await desk.file(asked(), call());
  assert.equal(await opened(), null);
  assert.deepEqual(said((await comeBack()).box), ["report"]);
});

test("a name can be left later, and another one after it, which counts", async () => {
  await desk.file(asked(), call());
  const { later } = await comeBack();
  await later.leaveName(ADA, call());
  assert.deepEqual(await opened(), ADA);
  await later.open(call());
  await later.leaveName({ name: "Ada Q.", contact: "" }, call());
  assert.equal((await opened())?.name, "Ada Q.");
  await later.open(call());
  await later.reply({ text: "And more.", files: [] }, call());
  const { box } = await comeBack();
  assert.deepEqual(box.findings, []);
  assert.deepEqual(said(box), ["report", "name-left", "name-left", "message"]);
});

test("a name whose answer was lost is asked about again with the very same bytes, and left once", async () => {
  await desk.file(asked(), call());
  const { later } = await comeBack();
  let lost = 0;
  door.meddle = ({ path }) => {
    if (!path.endsWith("/mailbox/items") || lost++ > 0) return undefined;
    throw new TypeError("network");
  };
  await later.leaveName(ADA, call());
  const sent = door.requests.filter(({ path }) => path.endsWith("/mailbox/items")).map(({ body }) => (JSON.parse(new TextDecoder().decode(body)) as { item: string }).item);
  assert.equal(sent.length, 2);
  assert.equal(new Set(sent).size, 1);
  assert.deepEqual(said((await comeBack()).box), ["report", "name-left"]);
});

test("words that had a mailbox already: the name is left there anew, since it was sealed for another case", async () => {
  await desk.file(asked(), call());
  const again = new Desk();
  await again.prepare();
  await again.read({ typed: words.join(" "), language: "en", purpose: "file" });
  await again.file(asked({ answers: [{ question: "what", value: "It leaks more." }], identity: ADA }), call());
  // The joined report opens for nobody who reads the first case; what its client sent as message and name does.
  door.items = door.items.filter((_, place) => place !== 1);
  assert.deepEqual(await opened(), ADA);
});

test("words that had a mailbox already, from which somebody was not left out who is now: nothing goes there, neither to readers nor to keepers", async () => {
  await desk.file(asked(), call());
  const free = door.roster.people.find(({ id, roles }) => roles.includes("handler") && !door.report!.members.includes(id))!;
  for (const out of [keepers()[0]!, free]) {
    const again = new Desk();
    await again.prepare();
    await again.read({ typed: words.join(" "), language: "en", purpose: "file" });
    const posted = () => door.requests.filter(({ path }) => path.endsWith("/mailbox/items")).length;
    const before = posted();
    const refused = (error: unknown) => nameFailure(error).failure === "joined" && nameFailure(error).facts["name"] === out.name;
    await assert.rejects(again.file(asked({ leftOut: [out.id], identity: out === free ? ADA : null }), call()), refused);
    assert.equal(posted(), before);
  }
});

test("where fewer than two keepers are left nothing is sealed to the one, and the reporter is told", async () => {
  const [one] = keepers();
  await assert.rejects(desk.file(asked({ identity: ADA, leftOut: [one!.id] }), call()), (error: unknown) => nameFailure(error).failure === "keepers");
  assert.equal(door.report, null);
  await desk.file(asked({ leftOut: [one!.id] }), call());
  const { later, box } = await comeBack();
  assert.deepEqual([box.keepers.names.length, box.keepers.all], [1, 2]);
  await assert.rejects(later.leaveName(ADA, call()), (error: unknown) => nameFailure(error).failure === "keepers");
  assert.equal(await opened(), null);
});

test("a list of people that was renewed without enough keepers stops the name, and not the mailbox", async () => {
  await desk.file(asked(), call());
  const [one] = keepers();
  door.useRoster(rosterNote(door.staff.filter(({ id }) => id !== one!.id), { version: 2, from: today() - 10, until: today() + 50 }));
  const { later, box } = await comeBack();
  assert.equal(box.keepers.all, 1);
  await assert.rejects(later.leaveName(ADA, call()), (error: unknown) => nameFailure(error).failure === "keepers");
  await later.reply({ text: "Still here.", files: [] }, call());
});
