import assert from "node:assert/strict";
import { test } from "node:test";
import type { Hash } from "./bytes.ts";
import { hashOf, utf8 } from "./bytes.ts";
import { checkTick, grewFrom, readSaved, readWhole, rosterLeaf, type Saved, toSaved, type UnverifiedEntry, verifyCheckpoint } from "./log.ts";
import { HONEST, innerLeaves, installation, logKey, logOf, recordOf, REWRITTEN, signedOver } from "./log.fixture.ts";
import { Refused } from "./refusal.ts";
import { SigningKey } from "./signing.ts";

const key = logKey.publicKey;
const readIt = (log: Saved) => readWhole(log, installation, key);
const refused = (reason: string, detail?: string) => (error: unknown) =>
  error instanceof Refused && error.reason === reason && (detail === undefined || error.detail === detail);

test("an honest log is whole, grew out of its own past, and comes back from a file as it was", () => {
  const log = logOf(HONEST);
  const whole = readIt(log);
  assert.deepEqual([whole.size, whole.told.map(({ seq, tick }) => [seq, tick])], [3, [[0, 0], [1, 0], [2, 2], [3, 2]]]);
  assert.deepEqual(readSaved(toSaved(log)), log);
  const grown = readIt(logOf([...HONEST, { records: [recordOf(4)] }]));
  assert.equal(grewFrom(grown, toSaved(log), installation, key), 3);
  assert.equal(grewFrom(grown, log.checkpoint, installation, key), 3);
  assert.equal(grewFrom(whole, signedOver(log.leaves.slice(0, 1)), installation, key), 1);
});

test("a record that was changed, removed, reordered or inserted under the old signature is found", () => {
  const honest = logOf(HONEST);
  const lie = (change: (entries: UnverifiedEntry[]) => void): Saved => {
    const entries = [...honest.entries];
    change(entries);
    return { ...honest, entries };
  };
  const [first, second] = honest.entries as [UnverifiedEntry, UnverifiedEntry];
  assert.throws(() => readIt(lie((all) => (all[0] = { ...first, record: recordOf(0, { day: 20_777 }) }))), refused("record", "proof"));
  assert.throws(() => readIt(lie((all) => (all[0] = { ...first, tick: 2 }))), refused("record", "proof"));
  assert.throws(() => readIt(lie((all) => (all[0] = { ...first, tick: 9 }))), refused("record", "place"));
  assert.throws(() => readIt(lie((all) => (all[0] = { ...first, proof: first.proof.slice(1) }))), refused("record", "place"));
  for (const gone of [0, 1, 2]) assert.throws(() => readIt(lie((all) => all.splice(gone, 1))), refused("record-missing", String(gone)));
  assert.throws(() => readIt(lie((all) => all.splice(0, 2, second, first))), refused("record-missing", "0"));
  assert.throws(() => readIt(lie((all) => all.splice(1, 0, first))), refused("record-missing", "1"));
  assert.throws(() => readIt(lie((all) => all.push({ ...second, record: recordOf(4) }))), refused("record", "proof"));
});

test("leaves that were changed, removed, reordered, inserted or cut off under the old signature are found", () => {
  const log = logOf(HONEST);
  const [a, b, c] = log.leaves as [Hash, Hash, Hash];
  const other = hashOf(utf8("other"));
  for (const leaves of [[other, b, c], [a, c], [b, a, c], [a, other, b, c], [a, b], [a, b, c, other]]) {
    assert.throws(() => readIt({ ...log, leaves, entries: [] }), refused("log", "leaves"));
  }
});

test("a log that was rewritten and signed anew is found by whoever kept the older one", () => {
  const kept = logOf(HONEST);
  for (const [name, ticks] of Object.entries(REWRITTEN)) {
    const now = readIt(logOf(ticks));
    assert.throws(() => grewFrom(now, kept.checkpoint, installation, key), refused("rewritten"), name);
    assert.throws(() => grewFrom(now, toSaved(kept), installation, key), refused("rewritten"), name);
  }
});

test("records that are told no more are missed although the log is the same", () => {
  const log = logOf(HONEST);
  const silent = readIt({ ...log, entries: log.entries.slice(0, 2) });
  assert.throws(() => grewFrom(silent, toSaved(log), installation, key), refused("record-missing", "2"));
});

test("a checkpoint of another key, another log, or in another form is refused", () => {
  const { leaves, checkpoint } = logOf(HONEST);
  assert.throws(() => verifyCheckpoint(signedOver(leaves, SigningKey.fromSeed(new Uint8Array(32).fill(8))), installation, key), refused("unsigned"));
  assert.throws(() => verifyCheckpoint(checkpoint.replace("\n3\n", "\n4\n"), installation, key), refused("signature"));
  assert.throws(() => grewFrom(readIt(logOf(HONEST)), "{}", installation, key), Refused);
  assert.throws(() => grewFrom(readIt(logOf(HONEST)), "no checkpoint", installation, key), Refused);
});

test("a list of readers stands in its tick, and a tick whose leaves are others is refused", () => {
  const roster = hashOf(utf8("note"));
  const tick = { records: [recordOf(0)], rosters: [roster] };
  const { leaves } = logOf([tick]);
  const inner = innerLeaves(tick, 0);
  checkTick(inner, leaves[0]);
  assert.ok(inner.includes(rosterLeaf(roster)));
  assert.throws(() => checkTick([...inner.slice(1), inner[0] as Hash], leaves[0]), refused("log", "tick"));
  assert.throws(() => checkTick(inner.slice(1), leaves[0]), refused("log", "tick"));
  assert.throws(() => checkTick(inner, undefined), refused("log", "tick"));
});
