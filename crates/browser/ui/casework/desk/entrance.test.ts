import assert from "node:assert/strict";
import { test } from "node:test";
import { drawOrganisation, random, rosterNote } from "../../seal/organisation.fixture.ts";
import { englishList } from "../../seal/wordlists.ts";
import { Desk } from "./desk.ts";
import { sentenceFor } from "./failures.ts";
import { quiet, RECOVERY, SEED, TestServer } from "./server.fixture.ts";

const staff = await drawOrganisation();
const PASSPHRASE = "wolf river stone paper tulip sandal";
const TOKEN = "5a".repeat(32);

async function enrolled() {
  const server = new TestServer(staff);
  const desk = new Desk({ http: server, clock: { now: () => 1_780_000_000_000 }, random });
  const words = await desk.makeKeys(" Anna ", PASSPHRASE, quiet);
  assert.equal(await desk.enrolmentSeed(TOKEN), SEED);
  await assert.rejects(desk.enrol(TOKEN, { code: "000000" }), (error: unknown) => sentenceFor(error) === "problem-code");
  const { recoveryCodes } = await desk.enrol(TOKEN, { code: server.code });
  assert.deepEqual(recoveryCodes, [RECOVERY]);
  return { server, desk, words };
}

const { server, desk, words } = await enrolled();

test("whoever enrolled signs in with the passphrase, however it is spaced", async () => {
  assert.deepEqual(await desk.signIn("ANNA", "  wolf  river stone paper tulip\tsandal ", quiet), { setUp: false, codes: true, passkeys: false });
  assert.equal(desk.keys.there, false, "half way, nothing is unlocked");
  await assert.rejects(desk.secondStep({ code: "000000", recovery: false }), (error: unknown) => sentenceFor(error) === "problem-code");
  server.wrongCodes = 4;
  const me = await desk.secondStep({ code: server.code, recovery: false });
  assert.equal(me.notices.wrongCodes, 4, "told until they say that they know");
  server.wrongCodes = 0;
  assert.equal(me.person, "00".repeat(16));
  assert.equal(me.list, "not-on-it");
  assert.equal(desk.keys.there, true);
});

test("whether it is a trial is told before anybody signs in", async () => {
  const fresh = new TestServer(staff);
  const stranger = new Desk({ http: fresh, clock: { now: () => 0 }, random });
  fresh.signedIn = false;
  assert.equal((await stranger.place()).trial, false);
  fresh.trial = true;
  assert.equal((await stranger.place()).trial, true);
  assert.deepEqual(fresh.requests.map(({ path }) => path), ["/api/v1/casework/place", "/api/v1/casework/place"]);
});

test("that it is no trial is believed only when the list itself says that its key was offline", async () => {
  for (const [offline, told, trial] of [[false, false, true], [true, false, false], [true, true, true]] as const) {
    server.trial = told;
    server.roster = rosterNote(staff, { offline });
    const other = new Desk({ http: server, clock: { now: () => 1_780_000_000_000 }, random });
    await other.signIn("anna", PASSPHRASE, quiet);
    const me = await other.secondStep({ code: server.code, recovery: false });
    assert.equal(me.trial, trial, `${String(offline)} ${String(told)}`);
  }
  server.trial = false;
  server.roster = rosterNote(staff);
});

test("a drawn passphrase is six words of the list, and another one each time", async () => {
  const [one, other] = [await desk.drawPassphrase(), await desk.drawPassphrase()];
  for (const word of [...one, ...other]) assert.ok(englishList.shown.includes(word), word);
  assert.deepEqual([one.length, other.length], [6, 6]);
  assert.notDeepEqual(one, other);
});

test("the passphrase and the secret keys never leave the worker", () => {
  const sent = JSON.stringify(server.requests);
  assert.ok(sent.includes("age1pq1"), "the request was looked at");
  for (const secret of [PASSPHRASE, "AGE-SECRET-KEY", ...PASSPHRASE.split(" ")]) assert.ok(!sent.includes(secret), secret);
});

test("six words stand over the new keys", () => {
  assert.equal(words.length, 6);
  assert.equal(server.enrolled?.sign_in_name, "anna");
});

test("a wrong passphrase is refused in one sentence, and nothing is unlocked", async () => {
  const other = new Desk({ http: server, clock: { now: () => 0 }, random });
  await assert.rejects(other.signIn("anna", "wolf river stone paper tulip sand", quiet), (error: unknown) => sentenceFor(error) === "problem-wrong-sign-in");
  assert.equal(other.keys.there, false);
});

test("secrets that the passphrase does not open are not taken", async () => {
  const { enrolled: mine } = server;
  assert.ok(mine);
  const other = new Desk({ http: server, clock: { now: () => 0 }, random });
  const stranger = new TestServer(staff);
  const theirs = new Desk({ http: stranger, clock: { now: () => 0 }, random });
  await theirs.makeKeys("ben", "other words entirely", quiet);
  await theirs.enrol(TOKEN, { code: stranger.code });
  server.enrolled = { ...mine, secrets: stranger.enrolled?.secrets ?? "" };
  await other.signIn("anna", PASSPHRASE, quiet);
  await assert.rejects(other.secondStep({ code: RECOVERY, recovery: true }), (error: unknown) => sentenceFor(error) === "problem-secrets");
  assert.equal(other.keys.there, false);
  server.enrolled = mine;
});

test("between the two steps the passphrase's key is kept no longer than the server waits", async () => {
  let now = 0;
  const waiting = new Desk({ http: server, clock: { now: () => now }, random });
  const ended = (error: unknown): boolean => sentenceFor(error) === "problem-half-ended";
  await assert.rejects(waiting.secondStep({ code: server.code, recovery: false }), ended, "nothing was shown");
  await waiting.signIn("anna", PASSPHRASE, quiet);
  now = 5 * 60_000;
  const asked = server.requests.length;
  await assert.rejects(waiting.secondStep({ code: server.code, recovery: false }), ended);
  assert.equal(server.requests.length, asked, "the server was not even asked");
  await waiting.signIn("anna", PASSPHRASE, quiet);
  server.forgetHalf();
  await assert.rejects(waiting.secondStep({ code: server.code, recovery: false }), ended);
});

test("whoever has no second factor yet sets one up before anything is unlocked", async () => {
  const fresh = new Desk({ http: server, clock: { now: () => 1_780_000_000_000 }, random });
  server.factorless = true;
  assert.deepEqual(await fresh.signIn("anna", PASSPHRASE, quiet), { setUp: true, codes: false, passkeys: false });
  assert.equal(await fresh.firstSeed(), SEED);
  await assert.rejects(fresh.setUp({ code: "000000" }), (error: unknown) => sentenceFor(error) === "problem-code");
  assert.equal(fresh.keys.there, false);
  const { me, recoveryCodes } = await fresh.setUp({ code: server.code });
  assert.deepEqual([me.person, recoveryCodes, fresh.keys.there], ["00".repeat(16), [RECOVERY], true]);
  server.factorless = false;
});

test("what to ask of a passkey is told half way only", async () => {
  const fresh = new Desk({ http: server, clock: { now: () => 1_780_000_000_000 }, random });
  const asked = server.requests.length;
  await assert.rejects(fresh.challengeHalf(), (error: unknown) => sentenceFor(error) === "problem-half-ended");
  assert.equal(server.requests.length, asked, "the server was not even asked");
  await fresh.signIn("anna", PASSPHRASE, quiet);
  assert.deepEqual(await fresh.challengeHalf(), { challenge: new Uint8Array(3), rp: "cases.example.org", allowed: [new Uint8Array([1, 2, 3])] });
  const one = new Uint8Array([1]);
  const answered = { credential: one, clientData: one, authenticatorData: one, signature: one, user: null };
  await assert.rejects(fresh.secondStep({ passkey: answered }), (error: unknown) => sentenceFor(error) === "problem-code");
  assert.deepEqual(server.requests.at(-1)?.json, { passkey: { credential: "AQ", client_data: "AQ", authenticator_data: "AQ", signature: "AQ", user: null } });
  assert.equal(fresh.keys.there, false);
});
