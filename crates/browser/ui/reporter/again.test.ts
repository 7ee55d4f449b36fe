// The receipt again, before a public log that is honest and one that lies.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { hashOf, type Hash, toHex, utf8 } from "../seal/bytes.ts";
import { innerLeaves, installation, logKey, logOf, signedOver, type TickOf } from "../seal/log.fixture.ts";
import { receiptMessage, verifyReceipt } from "../seal/receipt.ts";
import type { Channel } from "../seal/roster.ts";
import { again, outwards, type Sought } from "./again.ts";

const channel: Channel = { organisation: "Example", installation, organisation_keys: [], log_key: logKey.publicKey };
const roster = hashOf(utf8("list"));
const DAY = 20_778;
const real = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = real;
});

/** A door with this log; a filing's leaf is one of the filling of its tick, which nobody can tell from it. */
class LogDoor {
  readonly asked: string[] = [];
  answers: (path: string) => unknown;
  checkpoint: string | null;

  constructor(readonly ticks: readonly TickOf[]) {
    const log = logOf(ticks);
    this.checkpoint = log.checkpoint;
    this.answers = (path) => {
      const [part, at = "", receipts] = path.split("/");
      if (part === "rosters") return { rosters: [{ roster, tick: 0 }] };
      if (part === "leaves") return { leaves: log.leaves.slice(Number(at), Number(at) + 3) };
      const inner = innerLeaves(ticks[Number(at)] ?? { records: [] }, Number(at));
      if (receipts === undefined) return { leaves: inner };
      return { signatures: inner.map((leaf) => toHex(logKey.sign(receiptMessage(leaf, Number(at))))) };
    };
    globalThis.fetch = async (path) => {
      this.asked.push(String(path));
      const asked = String(path).replace("/api/v1/log/", "");
      if (asked === "checkpoint") return this.checkpoint === null ? new Response("{}", { status: 404 }) : new Response(this.checkpoint);
      return Response.json(this.answers(asked));
    };
  }

  leaf(tick: number): Hash {
    return innerLeaves(this.ticks[tick] ?? { records: [] }, tick)[77] as Hash;
  }
}

const TICKS: readonly TickOf[] = [{ records: [], rosters: [roster] }, ...Array.from({ length: 7 }, () => ({ records: [] }))];

/** A delivery a day, the last one today at noon. */
const sought = (leaf: Hash, more: Partial<Sought> = {}): Sought => ({
  channel,
  door: { nextTick: (DAY + 8) * 86_400 + 43_200, tickSeconds: 86_400 },
  roster,
  leaf,
  day: DAY + 4,
  delivered: true,
  signal: new AbortController().signal,
  ...more,
});

test("the receipt is the one that the log key signs, and no question names the leaf", async () => {
  const door = new LogDoor(TICKS);
  const leaf = door.leaf(5);
  const found = await again(sought(leaf));
  assert.match(found.text, /on record: it stands in delivery 5/);
  const receipt = JSON.parse(found.receipt ?? "");
  assert.deepEqual([receipt.leaf, receipt.tick], [leaf, 5]);
  verifyReceipt(receipt, leaf, logKey.publicKey);
  assert.ok(door.asked.length > 3 && door.asked.every((path) => !path.includes(leaf)));
  const looked = door.asked.filter((path) => /ticks\/[1-9]\d*$/.test(path));
  assert.ok(looked.length <= 4, `near the report's day: ${looked.join()}`);
});

test("every delivery is looked at once, the likely ones first", () => {
  assert.deepEqual(outwards(3, 6), [3, 2, 4, 1, 5, 0]);
  assert.deepEqual(outwards(-4, 3), [0, 1, 2]);
  assert.deepEqual(outwards(9, 3), [2, 1, 0]);
  assert.deepEqual(outwards(0, 0), []);
});

test("a filing that was promised and is not there is said to be missing, and one that waits to wait", async () => {
  const nowhere = hashOf(utf8("nowhere"));
  new LogDoor(TICKS);
  assert.match((await again(sought(nowhere))).text, /promised .* is not there/);
  assert.match((await again(sought(nowhere, { delivered: false }))).text, /waits for the next delivery/);
  const empty = new LogDoor(TICKS);
  empty.checkpoint = null;
  assert.match((await again(sought(nowhere, { delivered: false }))).text, /waits/);
  assert.match((await again(sought(nowhere))).text, /is not there/);
});

test("a log that was changed, cut off, or whose signatures are others gives no receipt", async () => {
  const lies: Record<string, (path: string, honest: unknown) => unknown> = {
    "another leaf": (path, honest) => (path.startsWith("leaves") ? { leaves: [hashOf(utf8("x")), ...(honest as { leaves: Hash[] }).leaves.slice(1)] } : honest),
    "cut off": (path, honest) => (path.startsWith("leaves") ? { leaves: [] } : honest),
    "another delivery": (path, honest) => (path.startsWith("ticks") ? { leaves: [...((honest as { leaves?: Hash[] }).leaves ?? [])].reverse() } : honest),
    "unsigned": (path, honest) => (path.endsWith("receipts") ? { signatures: [...(honest as { signatures: string[] }).signatures].reverse() } : honest),
  };
  for (const [name, lie] of Object.entries(lies)) {
    const door = new LogDoor(TICKS);
    const honest = door.answers;
    door.answers = (path) => lie(path, honest(path));
    const said = await again(sought(door.leaf(5)));
    assert.match(said.text, /does not fit together/, name);
    assert.equal(said.receipt, null, name);
  }
  const forked = new LogDoor(TICKS);
  forked.checkpoint = signedOver([hashOf(utf8("fork"))]);
  assert.match((await again(sought(forked.leaf(5)))).text, /does not fit together/);
});

test("a list of people that stands nowhere is said before anything else", async () => {
  for (const rosters of [[], [{ roster, tick: 1 }], [{ roster, tick: 99 }]]) {
    const door = new LogDoor(TICKS);
    const honest = door.answers;
    door.answers = (path) => (path === "rosters" ? { rosters } : honest(path));
    assert.match((await again(sought(door.leaf(5)))).text, /list of people .* is not on record/);
  }
  const renewed = new LogDoor(TICKS);
  const honest = renewed.answers;
  renewed.answers = (path) => (path === "rosters" ? { rosters: [{ roster, tick: TICKS.length }] } : honest(path));
  assert.match((await again(sought(renewed.leaf(5)))).text, /on record: it stands/, "a new one comes with the next delivery");
});

test("a place that cannot be reached is no lie", async () => {
  globalThis.fetch = () => Promise.reject(new TypeError("no line"));
  assert.match((await again(sought(hashOf(utf8("x"))))).text, /could not be fetched/);
});
