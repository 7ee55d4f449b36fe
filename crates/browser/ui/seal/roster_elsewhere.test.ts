// A list that comes back from another machine, under a lying signer and a lying server.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { StaffId } from "./bytes.ts";
import { channel, DAY, drawOrganisation, drawStaff, organisationKey, randomFrom, type RosterChoice, rosterText } from "./organisation.fixture.ts";
import { noteName, signNote } from "./note.ts";
import { Refused } from "./refusal.ts";
import { type Person, verifyRoster } from "./roster.ts";
import { draftOf, signDraft } from "./roster_draft.ts";
import { draftFile, judgeSigned } from "./roster_elsewhere.ts";
import { SigningKey } from "./signing.ts";

const random = randomFrom("elsewhere");
const [anna, bert, , , fallback] = (await drawOrganisation(random)).map(({ entry }) => entry) as [Person, Person, Person, Person, Person];
const newcomer = (await drawStaff("newcomer", ["handler"], random)).entry;
const thief = (await drawStaff("thief", ["handler"], random)).entry;
const frame = { stanzaCount: 8, jurisdiction: "eu" };

const list = (people: readonly Person[], choice: RosterChoice = {}, key = organisationKey): string =>
  signNote(rosterText(people, { from: DAY - 1, until: DAY + 89, offline: true, ...choice }), noteName(channel.installation), key);
const inForce = list([anna, bert, fallback], { version: 4, offline: false });
const draft = draftOf(inForce, [anna, fallback, newcomer], channel);
const judge = (note: string, told = draft, by = channel) => judgeSigned(note, told, frame, DAY, by);
const refused = (reason: string, work: () => unknown): void => assert.throws(work, (error) => error instanceof Refused && error.reason === reason);

test("an honest list shows what it changes, and says itself that the key was offline", () => {
  const { roster, lines, missing, gone } = judge(list([anna, newcomer], { version: 5 }));
  assert.equal(roster.signed, "offline");
  assert.deepEqual(lines.map(({ person, change }) => [person.id, change]).sort(), [[anna.id, "kept"], [newcomer.id, "added"]].sort());
  assert.deepEqual([missing.map(({ id }) => id), gone.map(({ id }) => id)], [[fallback.id], [bert.id]]);
});

test("a page that a server gave never signs as if the key were offline", () => {
  const decision = { leftOut: new Set<StaffId>([newcomer.id]), heard: new Map<StaffId, string>(), today: DAY, ...frame };
  assert.equal(verifyRoster(signDraft(draft, decision, organisationKey, channel), channel).signed, undefined);
  refused("signature", () => judge(list([anna], { version: 5, offline: false }).replace('"people"', '"signed":"offline","people"')));
});

test("a signer who lists somebody who has not enrolled, or with other keys, is caught", () => {
  const wrong: Person[] = [
    thief,
    { ...newcomer, recipient: thief.recipient },
    { ...newcomer, signing: thief.signing },
    { ...newcomer, name: "Another" },
    { ...newcomer, roles: ["handler", "custodian"] },
    { ...newcomer, groups: [] },
  ];
  for (const person of wrong) refused("other-person", () => judge(list([anna, person], { version: 5 })));
  refused("other-person", () => judge(list([anna, bert], { version: 5 })));
});

test("a list by a key that did not sign the one in force is caught, though the server names that key", () => {
  const own = SigningKey.fromSeed(random.bytes(32));
  const lying = { ...channel, organisation_keys: [own.publicKey, organisationKey.publicKey] };
  refused("unsigned", () => judge(list([anna], { version: 5 }, own)));
  refused("other-key", () => judge(list([anna], { version: 5 }, own), draftOf(inForce, [anna, fallback, newcomer], lying), lying));
});

test("a list that does not follow, is out of its time, or is for another place is refused", () => {
  for (const version of [4, 6]) refused("rolled-back", () => judge(list([anna], { version })));
  refused("rolled-back", () => judge(list([anna], { version: 5, stanzas: 4 })));
  refused("too-early", () => judge(list([anna], { version: 5, from: DAY + 2 })));
  refused("expired", () => judge(list([anna], { version: 5, from: DAY - 50, until: DAY - 1 })));
  refused("roster", () => judge(list([fallback], { version: 5 })));
  assert.throws(() => judge("nothing"), Refused);
});

test("the file for signing elsewhere has what was compared, and nothing else", () => {
  const file = JSON.parse(draftFile(draft, frame, channel)) as Record<string, unknown>;
  assert.deepEqual(Object.keys(file), ["organisation", "installation", "roster", "stanza_count", "jurisdiction", "enrolled"]);
  assert.equal(file["roster"], inForce);
  assert.deepEqual(file["enrolled"], [anna, fallback, newcomer]);
});
