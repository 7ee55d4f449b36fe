import assert from "node:assert/strict";
import { test } from "node:test";
import { type InstallationId, toHex } from "./bytes.ts";
import { noteName, signNote, verifyNote } from "./note.ts";
import { channel, DAY, drawOrganisation, drawStaff, installation, organisationKey, randomFrom, rosterNote, rosterOf, rosterText } from "./organisation.fixture.ts";
import { judgeTime, organisationFingerprint, personFingerprint, readChannel, verifyRoster } from "./roster.ts";
import { SigningKey } from "./signing.ts";

const random = randomFrom("roster");
const staff = await drawOrganisation(random);
const note = rosterNote(staff);
const name = noteName(installation);
const sign = (text: string, key = organisationKey): string => signNote(text, name, key);

test("a roster signed by the organisation's key is taken, old ones too where items name them", () => {
  assert.equal(verifyRoster(note, channel).people.length, staff.length);
  assert.equal(rosterOf(staff, { from: DAY - 500, until: DAY - 420 }).version, 1);
});

test("a roster that is unsigned, signed by another key or changed afterwards is refused", () => {
  const forger = SigningKey.fromSeed(random.bytes(32));
  const text = rosterText(staff.map(({ entry }) => entry));
  assert.throws(() => verifyRoster(text, channel), { reason: "note" });
  assert.throws(() => verifyRoster(sign(text, forger), channel), { reason: "unsigned" });
  assert.throws(() => verifyRoster(note.replace("Example", "Exempla"), channel), { reason: "signature" });
  const renamed = signNote(text, "sottovoce-else", organisationKey);
  assert.throws(() => verifyRoster(renamed, channel), { reason: "unsigned" });
});

test("a forged line under the organisation's name refuses the whole, another's line is passed over", () => {
  const other = SigningKey.fromSeed(random.bytes(32));
  const text = rosterText(staff.map(({ entry }) => entry));
  const witness = signNote(text, "witness.example", other).split("\n\n").at(-1) as string;
  assert.ok(verifyRoster(note + witness, channel));
  const line = note.trimEnd().split("\n").at(-1) as string;
  const bent = `${line.slice(0, -4)}AAA=`;
  assert.throws(() => verifyRoster(`${note}${bent}\n`, channel), { name: "Refused" });
});

test("a roster that contradicts itself is refused", async () => {
  const entries = staff.map(({ entry }) => entry);
  const both = await drawStaff("both", ["handler", "fallback"], random);
  const cases = [
    [rosterText([...entries, both.entry]), "roster"],
    [rosterText(entries, { from: DAY, until: DAY + 91 }), "roster"],
    [rosterText(entries, { from: DAY, until: DAY - 1 }), "roster"],
    [rosterText(entries, { installation: toHex(random.bytes(16)) as InstallationId }), "other-installation"],
    [rosterText(entries, { stanzas: 2 }), "shape"],
    [rosterText([...entries.slice(1), { ...both.entry, roles: ["handler"], signing: entries[1]!.signing }]), "roster"],
    [rosterText([...entries.slice(1), { ...both.entry, roles: ["handler"], recipient: entries[1]!.recipient }]), "roster"],
    [rosterText([...entries, { ...both.entry, roles: ["officer", "officer"] }]), "roster"],
    [rosterText(entries).replace('"version":1', '"version":1,"version":2'), "json"],
    [rosterText(entries).replace('"version":1', '"version":1,"extra":2'), "shape"],
    [rosterText(entries).replace(/"people":\[(.*)\]/, (_, people: string) => `"people":[${people},${people}]`), "shape"],
    [rosterText(entries).replace(/age1pq1/, "age1qq1"), "recipient"],
    [`${rosterText(entries)}more\n`, "roster"],
    [rosterText(entries).replace("v1/roster", "v2/roster"), "roster"],
  ] as const;
  for (const [text, reason] of cases) assert.throws(() => verifyRoster(sign(text), channel), { reason });
});

test("an expired roster is said, usable for thirty days more, and then refused; so is an older one than was met", () => {
  const roster = rosterOf(staff, { version: 5, from: DAY, until: DAY + 90 });
  assert.equal(judgeTime(roster, DAY), "in-force");
  assert.equal(judgeTime(roster, DAY + 90), "in-force");
  assert.equal(judgeTime(roster, DAY + 91), "expired");
  assert.equal(judgeTime(roster, DAY + 120), "expired");
  assert.throws(() => judgeTime(roster, DAY + 121), { reason: "expired" });
  assert.equal(judgeTime(roster, DAY - 1), "in-force");
  assert.throws(() => judgeTime(roster, DAY - 2), { reason: "too-early" });
  assert.equal(judgeTime(roster, DAY, 5), "in-force");
  assert.throws(() => judgeTime(roster, DAY, 6), { reason: "rolled-back" });
});

test("fingerprints are six words that change with any part", () => {
  const [one, two] = staff as [(typeof staff)[0], (typeof staff)[0]];
  const words = personFingerprint(one.entry.recipient, one.entry.signing);
  assert.equal(words.length, 6);
  assert.notDeepEqual(personFingerprint(two.entry.recipient, one.entry.signing), words);
  assert.notDeepEqual(personFingerprint(one.entry.recipient, two.entry.signing), words);
  assert.equal(organisationFingerprint(organisationKey.publicKey).length, 6);
});

test("the channel file is read strictly", () => {
  const text = JSON.stringify(channel);
  assert.deepEqual(readChannel(text), channel);
  assert.throws(() => readChannel(text.replace("{", '{"organisation":"x",')), { reason: "json" });
  assert.throws(() => readChannel(text.replace(channel.log_key, channel.log_key.toUpperCase().replace(/[0-9]/g, "A"))), { reason: "bytes" });
});

test("a note's text may hold blank lines, its signatures none", () => {
  const key = SigningKey.fromSeed(random.bytes(32));
  const text = "a\n\nb\n";
  assert.equal(verifyNote(signNote(text, "n", key), "n", [key.publicKey]), text);
  for (const spoiled of ["", "a\n", "a\n\n", `${signNote(text, "n", key)}\n`, signNote(text, "n", key).trimEnd(), signNote(text, "n", key).replace("— n", "- n")]) {
    assert.throws(() => verifyNote(spoiled, "n", [key.publicKey]), { name: "Refused" }, JSON.stringify(spoiled));
  }
  assert.throws(() => signNote("no end", "n", key), { reason: "note" });
  assert.throws(() => signNote("bell\u0007\n", "n", key), { reason: "note" });
});
