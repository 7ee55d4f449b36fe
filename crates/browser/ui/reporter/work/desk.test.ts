import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Problem } from "../../kit/http.ts";
import { openCase, checkCase } from "../../seal/casework.ts";
import { rosterNote, type Staff } from "../../seal/organisation.fixture.ts";
import { rotate, type Written, writeReplies } from "../../seal/replies.ts";
import { random } from "../../seal/organisation.fixture.ts";
import type { Box, Sending, ToFile, ToSend } from "../contract.ts";
import { Desk } from "./desk.ts";
import { FakeDoor } from "./door.fixture.ts";
import { nameFailure } from "./failing.ts";
import { today } from "./place.ts";

let door: FakeDoor;
let desk: Desk;
let words: string[];
const real = globalThis.fetch;

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

const told: Sending[] = [];
const call = (signal = new AbortController().signal) => ({ tell: (state: unknown) => void told.push(state as Sending), signal });
const toSend = (name: string, bytes: Uint8Array): ToSend => ({ file: new File([bytes as Uint8Array<ArrayBuffer>], name), name, type: "image/jpeg" });
const photo = toSend("photo.jpg", random.bytes(200_000));
const asked = (more: Partial<ToFile> = {}): ToFile => ({ answers: [{ question: "what", value: "It leaks." }], leftOut: [], files: [], identity: null, readBack: true, ...more });
const failure = (name: string) => (error: unknown) => nameFailure(error).failure === name;
const paths = (method: string, end: string) => door.requests.filter((one) => one.method === method && one.path.endsWith(end));

/** Another browser, later, with the words only. */
async function comeBack(typed = words.join(" ")): Promise<{ later: Desk; box: Box & { found: true } }> {
  const later = new Desk();
  await later.prepare();
  assert.deepEqual(await later.read({ typed, language: null, purpose: "open" }), { outcome: "found" });
  const box = await later.open(call());
  assert.ok(box.found);
  return { later, box };
}

/** A first reader opens the case, takes over its keys and writes. */
async function answer(bodies: readonly Written[]): Promise<Staff> {
  const id = door.report?.members[0];
  const staff = door.staff.find((one) => one.id === id) as Staff;
  const writer = { person: staff.id, signing: staff.signing, roster: door.roster, day: today() };
  const sealed = (keyring: string) => ({
    case: door.report!.case,
    keyring,
    items: door.items.map(({ id: item, sealed: bytes }) => ({ id: item, audience: "conversation" as const, sealed: bytes })),
    attachments: door.attachments,
  });
  const rosters = new Map([[door.roster.hash, door.roster]]);
  const first = await checkCase(await openCase(sealed(door.report!.keyring), staff.identity), rosters);
  const rotation = await rotate(first, writer, random);
  door.keep(rotation.notice);
  const second = await checkCase(await openCase(sealed(rotation.keyring), staff.identity), rosters);
  for (const { sealed: item } of await writeReplies(second, writer, bodies, random)) door.keep(item);
  return staff;
}

test("a report with a file is sent, and comes back whole from the eight words alone", async () => {
  const sent = await desk.file(asked({ files: [photo] }), call());
  assert.equal(sent.confirmBy, today() + 6);
  assert.match(sent.receipt ?? "", /"signature"/);
  const { later, box } = await comeBack(words.map((word) => ` ${word.slice(0, 4).toUpperCase()}`).join("-"));
  assert.deepEqual(box.findings, []);
  const report = box.entries[0];
  assert.ok(report?.kind === "report");
  assert.equal(report.answers[0]?.value, "It leaks.");
  const { content } = await later.attachment({ key: report.files[0]!.key }, call());
  assert.deepEqual(new Uint8Array(await content.arrayBuffer()), new Uint8Array(await photo.file.arrayBuffer()));
  assert.equal(content.type, "application/octet-stream");
});

test("no request carries the words, the text, or a name", async () => {
  await desk.file(asked({ files: [photo] }), call());
  const all = door.requests.map(({ path, body }) => path + Buffer.from(body).toString("latin1")).join("\n");
  // One word alone may stand anywhere by chance; two neighbours may not.
  const pairs = words.slice(1).map((word, place) => new RegExp(`${words[place] ?? ""}.{0,3}${word}`, "s"));
  for (const secret of [...pairs, /It leaks/, /photo\.jpg/, /image\/jpeg/]) assert.doesNotMatch(all, secret);
  assert.ok(all.includes(door.report!.case));
});

test("whoever is left out receives no key, whatever is drawn", async () => {
  const [out] = door.staff;
  await desk.file(asked({ leftOut: [out!.id] }), call());
  const { members, sleeper, keyring, item } = door.report!;
  assert.ok(!members.includes(out!.id) && sleeper !== out!.id);
  await assert.rejects(openCase({ case: door.report!.case, keyring, items: [{ id: "0".repeat(32), audience: "conversation", sealed: item }], attachments: [] }, out!.identity));
});

test("a chunk whose answer was lost is sent again by itself, and nothing is sealed anew", async () => {
  let lost = 0;
  door.meddle = ({ method }) => {
    if (method !== "PUT" || lost++ > 0) return undefined;
    throw new TypeError("network");
  };
  told.length = 0;
  await desk.file(asked({ files: [photo] }), call());
  const [first, second] = paths("PUT", "/0");
  assert.deepEqual(first?.body, second?.body);
  assert.equal(paths("POST", "/uploads").length, 1);
  assert.ok(told.some(({ phase }) => phase === "waiting"));
});

test("after stopping, a second try goes on with the upload that was begun", async () => {
  const stop = new AbortController();
  door.meddle = ({ method }) => {
    if (method !== "PUT") return undefined;
    stop.abort();
    throw new DOMException("stopped", "AbortError");
  };
  await assert.rejects(desk.file(asked({ files: [photo] }), call(stop.signal)), failure("stopped"));
  door.meddle = () => undefined;
  await desk.file(asked({ files: [photo] }), call());
  assert.equal(paths("POST", "/uploads").length, 1);
  assert.equal((await comeBack()).box.findings.length, 0);
});

test("an upload that the server forgot is begun again", async () => {
  let forgot = false;
  door.meddle = ({ method }, given) => {
    if (method !== "PUT" || forgot) return given;
    forgot = true;
    return { status: 404, body: "" };
  };
  await desk.file(asked({ files: [photo] }), call());
  assert.equal(paths("POST", "/uploads").length, 2);
});

test("a report whose answer was garbled stays uncertain, and the very same bytes are posted again", async () => {
  let lost = 0;
  door.meddle = ({ path }) => (path.endsWith("/reports") && lost++ === 0 ? { status: 500, body: "" } : undefined);
  await assert.rejects(desk.file(asked(), call()), failure("unknown"));
  const sent = await desk.file(asked({ answers: [{ question: "what", value: "Changed." }] }), call());
  const [first, second] = paths("POST", "/reports").map(({ body }) => JSON.parse(new TextDecoder().decode(body)) as { item: string });
  assert.equal(first?.item, second?.item);
  assert.ok(sent.receipt);
  assert.equal(door.items.length, 1);
});

test("a certain refusal leaves everything changeable", async () => {
  door.refuse = ({ path }) => (path.endsWith("/reports") ? { status: 413, body: "" } : undefined);
  await assert.rejects(desk.file(asked(), call()), failure("too-large"));
  door.refuse = () => undefined;
  await desk.file(asked({ answers: [{ question: "what", value: "Shorter." }] }), call());
  const report = (await comeBack()).box.entries[0];
  assert.ok(report?.kind === "report" && report.answers[0]?.value === "Shorter.");
});

test("a list of people that was renewed while somebody wrote is shown, and the report goes to readers of the new one", async () => {
  const [out, ...rest] = door.staff;
  const stay = rest.slice(3);
  door.useRoster(rosterNote(stay, { version: 2, from: today() - 10, until: today() + 50 }));
  const report = asked({ files: [photo], leftOut: [out!.id] });
  const changed = await desk.file(report, call()).then(() => assert.fail("it was taken"), nameFailure);
  assert.equal(changed.failure, "readers-changed");
  const { people } = changed.facts["readers"] as { people: { id: string }[] };
  assert.deepEqual(people.map(({ id }) => id).sort(), stay.map(({ id }) => id).sort());
  assert.equal(door.report, null);
  const sent = await desk.file(report, call());
  assert.ok(sent.receipt);
  for (const id of door.report!.members) assert.ok(stay.some((one) => one.id === id), "a reader of the new list");
  const { box } = await comeBack();
  assert.deepEqual(box.findings, []);
  assert.ok(box.entries[0]?.kind === "report" && box.entries[0].files.length === 1, "nothing that was written is lost");
});

test("an older list of people than the one that was shown is no renewal", async () => {
  const newer = rosterNote(door.staff, { version: 2, from: today() - 10, until: today() + 50 });
  const older = door.note;
  door.useRoster(newer);
  desk = new Desk();
  await desk.prepare();
  await desk.draw({ language: "en" });
  door.useRoster(older);
  door.refuse = ({ path }) => (path.endsWith("/reports") ? { status: 409, body: JSON.stringify({ type: "/problems/roster-moved" }) } : undefined);
  await assert.rejects(desk.file(asked(), call()), (error) => nameFailure(error).facts["kind"] === "roster-old");
});

test("an answer without the mark for words used twice still means that the report is stored", async () => {
  door.meddle = ({ path }, given) => (path.endsWith("/reports") ? { ...given, body: String(given.body).replace(',"joined":false', "") } : undefined);
  assert.ok((await desk.file(asked(), call())).receipt);
});

test("a receipt that the place did not sign is not handed out", async () => {
  door.meddle = ({ path }, given) => {
    if (!path.endsWith("/reports")) return undefined;
    return { ...given, body: String(given.body).replace(/"signature":"../, '"signature":"00') };
  };
  assert.equal((await desk.file(asked(), call())).receipt, null);
});

test("the same words filed twice reach their first readers as a message", async () => {
  await desk.file(asked(), call());
  const other = new Desk();
  await other.prepare();
  await other.read({ typed: words.join(" "), language: "en", purpose: "file" });
  await other.file(asked({ answers: [{ question: "what", value: "Once more." }] }), call());
  const { box } = await comeBack();
  assert.deepEqual(box.entries.map((entry) => (entry.kind === "message" ? entry.text : entry.kind)), ["report", "Once more."]);
  assert.deepEqual(box.findings, []);
});

test("the same words filed again reach nobody who is left out now, and keep to what was decided about reading back", async () => {
  await desk.file(asked(), call());
  const again = async (more: Partial<ToFile>): Promise<unknown> => {
    const other = new Desk();
    await other.prepare();
    await other.read({ typed: words.join(" "), language: "en", purpose: "file" });
    return other.file(asked({ answers: [{ question: "what", value: "Once more." }], files: [photo], ...more }), call());
  };
  const [reader] = door.report!.members;
  const name = door.staff.find(({ id }) => id === reader)!.entry.name;
  await assert.rejects(again({ leftOut: [reader!] }), (error) => failure("joined")(error) && nameFailure(error).facts["name"] === name);
  await assert.rejects(again({ readBack: false }), failure("joined-otherwise"));
  assert.equal(paths("POST", "/mailbox/items").length, 0);
  await again({});
  assert.equal(paths("POST", "/mailbox/items").length, 1);
});

test("answers are read and answered back, with a file", async () => {
  await desk.file(asked(), call());
  const staff = await answer([{ kind: "message", message: { text: "Where?", attachments: [] } }, { kind: "stage", stage: "question" }]);
  const { later, box } = await comeBack();
  assert.deepEqual(box.entries.map(({ kind }) => kind), ["report", "message", "stage"]);
  assert.equal(box.stage, "question");
  assert.ok(box.entries[1]?.kind === "message" && box.entries[1].by === staff.entry.name);
  await later.reply({ text: "In the cellar.", files: [photo] }, call());
  const { later: last, box: again } = await comeBack();
  assert.deepEqual(again.findings, []);
  const reply = again.entries.at(-1);
  assert.ok(reply?.kind === "message" && reply.by === null && reply.text === "In the cellar.");
  assert.equal((await last.attachment({ key: reply.files[0]!.key }, call())).content.size, 200_000);
});

test("two windows: the second answer is told that something was sent in the meantime, and nothing is overwritten", async () => {
  await desk.file(asked(), call());
  const { later: one } = await comeBack();
  const { later: two } = await comeBack();
  await one.reply({ text: "First.", files: [] }, call());
  await assert.rejects(two.reply({ text: "Second.", files: [] }, call()), failure("raced"));
  await two.open(call());
  await two.reply({ text: "Second.", files: [] }, call());
  const { box } = await comeBack();
  assert.deepEqual(box.entries.flatMap((entry) => (entry.kind === "message" ? [entry.text] : [])), ["First.", "Second."]);
});

test("who chose not to read back sees the answers only, and nothing is called missing", async () => {
  await desk.file(asked({ readBack: false }), call());
  await answer([{ kind: "message", message: { text: "Thank you.", attachments: [] } }]);
  const { later, box } = await comeBack();
  assert.equal(box.readBack, false);
  assert.deepEqual(box.findings, []);
  assert.deepEqual(box.entries.map(({ kind }) => kind), ["message"]);
  await later.reply({ text: "More.", files: [] }, call());
  assert.equal((await comeBack()).box.readBack, false);
});

test("words with nothing behind them look like any other request and say so", async () => {
  await desk.file(asked(), call());
  const before = paths("POST", "/mailbox").length;
  const stranger = new Desk();
  await stranger.prepare();
  const { words: theirs } = await stranger.draw({ language: "fr" });
  await stranger.read({ typed: theirs.join(" "), language: null, purpose: "open" });
  assert.deepEqual(await stranger.open(call()), { found: false });
  await comeBack();
  const [wrong, right] = paths("POST", "/mailbox").slice(before);
  assert.equal(wrong?.body.length, 4096);
  assert.equal(wrong?.body.length, right?.body.length);
});

test("a file is found although a delivery gave it another id meanwhile", async () => {
  await desk.file(asked({ files: [photo] }), call());
  const { later, box } = await comeBack();
  const report = box.entries[0];
  assert.ok(report?.kind === "report");
  door.attachments[0]!.id = "ab".repeat(16);
  assert.ok((await later.attachment({ key: report.files[0]!.key }, call())).content.size > 0);
  door.attachments.length = 0;
  await assert.rejects(later.attachment({ key: report.files[0]!.key }, call()), (error: unknown) => error instanceof Problem && error.status === 404);
});

test("a changed attachment is never handed out", async () => {
  await desk.file(asked({ files: [photo] }), call());
  const { later, box } = await comeBack();
  const report = box.entries[0];
  assert.ok(report?.kind === "report");
  const octets = door.attachments[0]!.octets;
  octets[octets.length - 1]! ^= 1;
  await assert.rejects(later.attachment({ key: report.files[0]!.key }, call()), failure("attachment-broken"));
});

test("a lying server is caught: the roster, a dropped item, an older state", async () => {
  await desk.file(asked(), call());
  await answer([{ kind: "message", message: { text: "Hello.", attachments: [] } }]);
  const { later } = await comeBack();
  await later.reply({ text: "Good day.", files: [] }, call());
  const kept = { items: door.items, state: door.state, version: door.stateVersion };
  const findings = async () => (await comeBack()).box.findings;
  assert.deepEqual(await findings(), []);

  door.items = kept.items.filter((_, place) => place !== 2);
  assert.ok((await findings()).includes("missing"));
  door.items = [...kept.items, { id: "f".repeat(32), sealed: kept.items[2]!.sealed }];
  assert.ok((await findings()).includes("repeated"));
  door.items = kept.items;

  door.stateVersion = kept.version + 1;
  const rolled = (await comeBack()).box;
  assert.ok(rolled.findings.includes("state-old"));
  assert.equal(rolled.mayReply, false);
  door.stateVersion = kept.version;

  const honest = door.note;
  door.useRoster(honest.replace("handler 1", "handler X"));
  await assert.rejects(new Desk().prepare(), (error) => nameFailure(error).facts["kind"] === "roster-forged");
  door.useRoster(rosterNote(door.staff, { from: today() - 90, until: today() - 40 }));
  await assert.rejects(new Desk().prepare(), (error) => nameFailure(error).facts["kind"] === "roster-expired");
});

test("a list of people that ran out lately is said with its day", async () => {
  door.useRoster(rosterNote(door.staff, { from: today() - 80, until: today() - 3 }));
  assert.equal((await new Desk().prepare()).expiredOn, today() - 3);
});

test("one wrong word is known at once, also in another language, with near ones", async () => {
  assert.deepEqual(await desk.word({ written: "Abandon" }), { known: true, near: [] });
  assert.deepEqual(await desk.word({ written: "éléphant" }), { known: true, near: [] });
  const wrong = await desk.word({ written: "abondan" });
  assert.equal(wrong.known, false);
  assert.ok(wrong.near.includes("abandon"));
});

test("words read back to look at an old report never become the words of a new one", async () => {
  await desk.file(asked(), call());
  const one = new Desk();
  await one.prepare();
  const { words: fresh } = await one.draw({ language: "en" });
  await one.read({ typed: words.join(" "), language: null, purpose: "open" });
  await one.open(call());
  assert.deepEqual((await one.draw({ language: "en" })).words, fresh);
  const old = door.report!.token_hash;
  door.report = null;
  door.items = [];
  await one.file(asked(), call());
  assert.notEqual(door.report!.token_hash, old);
  assert.deepEqual((await comeBack(fresh.join(" "))).box.findings, []);
});

test("after a report was sent, the words are gone from the Worker", async () => {
  await desk.file(asked(), call());
  await assert.rejects(desk.file(asked(), call()), failure("own"));
  assert.notDeepEqual((await desk.draw({ language: "en" })).words, words);
});
