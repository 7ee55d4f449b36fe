// Signing a list of readers under a lying server: keys that were swapped, a list in force that is not one, somebody slipped in.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fromBase64url, fromHex, type StaffId } from "./bytes.ts";
import { channel, DAY, drawOrganisation, drawStaff, organisationKey, randomFrom, rosterNote, rosterText } from "./organisation.fixture.ts";
import { noteName, signNote } from "./note.ts";
import { openOrganisationKey } from "./organisation_key.ts";
import { Refused } from "./refusal.ts";
import { type Person, personFingerprint, readChannel, sameWords, signRoster, verifyRoster } from "./roster.ts";
import { draftOf as compare, type Draft, needsWords, signDraft, unheard } from "./roster_draft.ts";
import { SigningKey } from "./signing.ts";

declare const UI_FOLDER: string;
const random = randomFrom("drafts");
const [anna, bert, , , fallback] = (await drawOrganisation(random)).map(({ entry }) => entry) as [Person, Person, Person, Person, Person];
const newcomer = (await drawStaff("newcomer", ["handler"], random)).entry;
const thief = (await drawStaff("thief", ["handler"], random)).entry;
const inForce = rosterNote([anna, bert, fallback].map((entry) => ({ entry }) as never), { version: 4 });

const draftOf = (note: string | null, enrolled: Person[]): Draft => compare(note, enrolled, channel);
const aloud = ({ recipient, signing }: Person): string => personFingerprint(recipient, signing).join(" ");
const heard = (...people: Person[]): Map<StaffId, string> => new Map(people.map((person) => [person.id, aloud(person)]));
const decision = { leftOut: new Set<StaffId>(), heard: new Map<StaffId, string>(), today: DAY, stanzaCount: 8, jurisdiction: "eu" };
const sign = (draft: Draft, more: Partial<typeof decision> = {}, key = organisationKey): string => signDraft(draft, { ...decision, ...more }, key, channel);
const refused = (reason: string, work: () => unknown): void => assert.throws(work, (error) => error instanceof Refused && error.reason === reason);

test("what changes is shown, and only who is new must be heard", () => {
  const renamed = { ...bert, name: "Another name" };
  const draft = draftOf(inForce, [anna, renamed, newcomer]);
  assert.deepEqual(draft.lines.map(({ change }) => change), ["kept", "changed", "added"]);
  assert.deepEqual(draft.gone.map(({ id }) => id), [fallback.id]);
  assert.deepEqual(draft.lines.map(({ change }) => needsWords(change)), [false, false, true]);
  const roster = verifyRoster(sign(draft, { heard: heard(newcomer) }), channel);
  assert.equal(roster.version, 5);
  assert.deepEqual([roster.valid_from, roster.valid_until], [DAY, DAY + 90]);
  assert.deepEqual(roster.people.map(({ id }) => id), [anna.id, bert.id, newcomer.id].sort());
});

test("a server that swaps the keys of somebody new is caught by the six words", () => {
  const swapped = { ...newcomer, recipient: thief.recipient, signing: thief.signing };
  const draft = draftOf(inForce, [anna, bert, fallback, swapped]);
  assert.deepEqual(unheard(draft, { leftOut: new Set(), heard: heard(newcomer) }), [newcomer.id]);
  refused("words", () => sign(draft, { heard: heard(newcomer) }));
  for (const half of [{ ...newcomer, recipient: thief.recipient }, { ...newcomer, signing: thief.signing }]) {
    refused("words", () => sign(draftOf(inForce, [anna, half]), { heard: heard(newcomer) }));
  }
});

test("a server that swaps the keys of somebody listed is caught: they must be heard anew", () => {
  const swapped = { ...bert, recipient: thief.recipient };
  const draft = draftOf(inForce, [anna, swapped, fallback]);
  assert.equal(draft.lines[1]?.change, "keys-changed");
  refused("words", () => sign(draft));
  refused("words", () => sign(draft, { heard: heard(bert) }));
});

test("somebody slipped in is caught: without words nobody new is listed, and who is left out is not", () => {
  const draft = draftOf(inForce, [anna, bert, fallback, thief]);
  refused("words", () => sign(draft));
  const roster = verifyRoster(sign(draft, { leftOut: new Set([thief.id]) }), channel);
  assert.ok(roster.people.every(({ id }) => id !== thief.id));
});

test("a server that hides the list in force makes everybody be heard", () => {
  refused("words", () => sign(draftOf(null, [anna, bert])));
  assert.equal(verifyRoster(sign(draftOf(null, [anna, bert]), { heard: heard(anna, bert) }), channel).version, 1);
});

test("a server that names a key of its own beside the organisation's, and has somebody on the list by it, is caught at the signature", () => {
  const own = SigningKey.fromSeed(random.bytes(32));
  const lying = { ...channel, organisation_keys: [own.publicKey, organisationKey.publicKey] };
  const forged = signNote(rosterText([anna, bert, fallback, thief], { version: 5 }), noteName(channel.installation), own);
  const draft = compare(forged, [anna, bert, fallback, thief], lying);
  assert.ok(draft.lines.every(({ change }) => change === "kept"), "nobody would have to be heard");
  refused("other-key", () => signDraft(draft, decision, organisationKey, lying));
  refused("unsigned", () => compare(forged, [anna], channel));
});

test("no list without a handler, by another key, with fewer places, or with one person twice", () => {
  const draft = draftOf(inForce, [anna, bert, fallback]);
  refused("roster", () => sign(draft, { leftOut: new Set([anna.id, bert.id]) }));
  refused("other-key", () => sign(draft, {}, SigningKey.fromSeed(random.bytes(32))));
  refused("rolled-back", () => sign(draft, { stanzaCount: 4 }));
  refused("shape", () => sign(draftOf(inForce, [anna, anna])));
});

test("words are taken as people type them, and no others", () => {
  const words = personFingerprint(anna.recipient, anna.signing);
  assert.ok(sameWords(words, ` ${words.join(" - ").toUpperCase()} `));
  assert.ok(sameWords(words, words.map((word) => word.slice(0, Math.max(4, Math.min(4, word.length)))).join(" ")));
  for (const wrong of [words.slice(1).join(" "), [...words, "zoo"].join(" "), [...words].reverse().join(" "), ""]) assert.ok(!sameWords(words, wrong), wrong);
});

test("a list signed here is the note that the Rust crate signs, byte for byte", () => {
  const vector = JSON.parse(readFileSync(join(UI_FOLDER, "../../sealing/vectors/roster.json"), "utf8")) as { seed: string; key: string; note: string; offline: string };
  const keys = readChannel(JSON.stringify({ organisation: "Northwind", installation: "01".repeat(16), organisation_keys: [vector.key], log_key: vector.key }));
  for (const [note, signed] of [[vector.note, undefined], [vector.offline, "offline"]] as const) {
    const { hash: _, ...content } = verifyRoster(note, keys);
    assert.equal(content.signed, signed);
    assert.equal(signRoster(content, SigningKey.fromSeed(fromHex(vector.seed, 32))), note);
  }
});

test("the file of the organisation's key that the server wrote opens with its six words and with no others", async () => {
  const vector = JSON.parse(readFileSync(join(UI_FOLDER, "seal/vectors/organisation-key.json"), "utf8")) as { file: string; passphrase: string; key: string };
  const file = fromBase64url(vector.file);
  const key = await openOrganisationKey(file, `  ${vector.passphrase.toUpperCase().replaceAll(" ", "  ")}\n`);
  assert.equal(key.publicKey, vector.key);
  await assert.rejects(openOrganisationKey(file, "six other words than those here"), (error) => error instanceof Refused && error.reason === "cannot-open");
  await assert.rejects(openOrganisationKey(file.subarray(0, file.length - 1), vector.passphrase), Refused);
  const heavy = new TextDecoder("latin1").decode(file).replace(/^(-> scrypt \S+) \d+/m, "$1 30");
  const bytes = Uint8Array.from(heavy, (char) => char.charCodeAt(0));
  await assert.rejects(openOrganisationKey(bytes, vector.passphrase), (error) => error instanceof Refused && error.reason === "stanza-kind");
});
