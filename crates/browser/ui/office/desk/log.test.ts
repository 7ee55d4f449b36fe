// The auditors' page before a server that lies about its log, in every way there is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem } from "../../kit/http.ts";
import { hashOf, utf8 } from "../../seal/bytes.ts";
import type { Hash } from "../../seal/bytes.ts";
import { HONEST, innerLeaves, installation, logKey, logOf, recordOf, REWRITTEN, signedOver, type TickOf } from "../../seal/log.fixture.ts";
import { type Saved, toSaved } from "../../seal/log.ts";
import type { Channel } from "../../seal/roster.ts";
import { SigningKey } from "../../seal/signing.ts";
import { sentences } from "../texts.ts";
import type { Http } from "./door.ts";
import { telling } from "./failures.ts";
import { LogBook } from "./log.ts";
import { LogDoor, type Octets } from "./log_door.ts";

const channel: Channel = { organisation: "Example", installation, organisation_keys: [], log_key: logKey.publicKey };
const roster = hashOf(utf8("list 1"));
const TICKS: readonly TickOf[] = [{ ...(HONEST[0] as TickOf), rosters: [roster] }, ...HONEST.slice(1)];

/** A server that tells this log; a test changes what it tells. */
class LyingServer {
  log: Saved;
  ticks: readonly TickOf[];
  checkpoint: string | null;
  placed: { roster: Hash; tick: number }[] = [{ roster, tick: 0 }];
  asked: string[] = [];

  constructor(ticks: readonly TickOf[] = TICKS) {
    this.ticks = ticks;
    this.log = logOf(ticks);
    this.checkpoint = this.log.checkpoint;
  }

  book(): LogBook {
    const http: Http = async (path) => {
      this.asked.push(path);
      const [, , , , part, from = ""] = path.split("/");
      if (path === "/api/v1/log/rosters") return { rosters: this.placed };
      if (part === "leaves") return { leaves: this.log.leaves.slice(Number(from), Number(from) + 2) };
      if (part === "ticks") return { leaves: innerLeaves(this.ticks[Number(from)] ?? { records: [] }, Number(from)) };
      if (path.startsWith("/api/v1/office/log/")) {
        const at = Number(path.split("/").at(-1));
        return { entries: this.log.entries.filter(({ record }) => JSON.parse(record).seq >= at).slice(0, 3) };
      }
      throw new Error(path);
    };
    const octets: Octets = async () => {
      if (this.checkpoint === null) throw new Problem(404, "/problems/not-found", "", "");
      return new TextEncoder().encode(this.checkpoint);
    };
    return new LogBook(new LogDoor(http, octets));
  }

  read(whose: "acts" | "own" = "acts") {
    return this.book().read(channel, whose);
  }
}

/** What the page says when the server lies like this. */
async function said(work: () => Promise<unknown>): Promise<string> {
  const error = await work().then(() => assert.fail("it was believed"), (failed: unknown) => failed);
  const { failure } = telling(error);
  assert.ok(sentences.has(failure), failure);
  return failure;
}

const lying = (change: (server: LyingServer) => void, ticks = TICKS): Promise<string> => {
  const server = new LyingServer(ticks);
  change(server);
  return said(() => server.read());
};

test("an honest log is shown, newest first, by the names that it gives people", async () => {
  const named = recordOf(4, { kind: "invited", about: "0b".repeat(16), name: "Front desk", roles: ["handler"], by: null });
  const view = await new LyingServer([...TICKS, { records: [named] }]).read();
  assert.deepEqual([view.ticks, view.complete, view.deeds.map(({ seq }) => seq)], [4, true, [4, 3, 2, 1, 0]]);
  assert.deepEqual([view.deeds[0]?.by, view.deeds[0]?.about, view.deeds[1]?.by], [null, "Front desk", "0a0a0a0a"]);
  assert.deepEqual(view.lists, [{ hash: roster, tick: 0, stands: true, noted: false }]);
});

test("before the first delivery there is nothing, and a list that is new is said to be new", async () => {
  const server = new LyingServer();
  server.checkpoint = null;
  assert.deepEqual((await server.read()).deeds, []);
  const renewed = new LyingServer();
  renewed.placed.push({ roster: hashOf(utf8("list 2")), tick: 3 });
  assert.deepEqual((await renewed.read()).lists.map(({ stands }) => stands), [true, false]);
});

test("lists of readers and the records of who put them in force are held against each other", async () => {
  const put = (hash: Hash) => ({ records: [recordOf(4, { kind: "list-in-force", roster: hash })] });
  assert.deepEqual((await new LyingServer([...TICKS, put(roster)]).read()).lists.map(({ noted }) => noted), [true]);
  assert.equal(await lying(() => {}, [...TICKS, put(hashOf(utf8("a list that is not shown")))]), "problem-log-list-hidden");
});

test("a log whose leaves were changed, removed, reordered, inserted or cut off is refused", async () => {
  const other = hashOf(utf8("other"));
  const [a, b, c] = logOf(TICKS).leaves as [Hash, Hash, Hash];
  for (const leaves of [[other, b, c], [a, c], [b, a, c], [a, other, b, c], [a, b]]) {
    assert.equal(await lying((server) => (server.log = { ...server.log, leaves })), "problem-log-broken");
  }
});

test("an entry that was changed, moved or put in is refused, and one that is held back is missed", async () => {
  const change = (entries: (all: Saved["entries"]) => Saved["entries"]) => lying((server) => (server.log = { ...server.log, entries: entries(server.log.entries) }));
  assert.equal(await change(([first, ...rest]) => (first ? [{ ...first, record: recordOf(0, { kind: "invited" }) }, ...rest] : [])), "problem-log-record");
  assert.equal(await change(([first, ...rest]) => (first ? [{ ...first, tick: 2 }, ...rest] : [])), "problem-log-record");
  assert.equal(await change((all) => [...all, ...all.slice(-1).map((last) => ({ ...last, record: recordOf(4) }))]), "problem-log-record");
  assert.equal(await change((all) => all.filter((_, at) => at !== 1)), "problem-log-missing");
  assert.equal(await change(([first, second, ...rest]) => (first && second ? [second, first, ...rest] : [])), "problem-log-missing");
});

test("another key's log is refused", async () => {
  const stranger = SigningKey.fromSeed(new Uint8Array(32).fill(8));
  assert.equal(await lying((server) => (server.checkpoint = signedOver(server.log.leaves, stranger))), "problem-log-unsigned");
  assert.equal(await lying((server) => (server.checkpoint = "nothing\n\n")), "problem-log-unsigned");
});

test("a list of readers that does not stand in the log, or is put off, is noticed", async () => {
  const shown = hashOf(utf8("a list for one person"));
  for (const tick of [0, 1, 4, 999]) assert.equal(await lying((server) => server.placed.push({ roster: shown, tick })), "problem-log-list", String(tick));
  const forged = (server: LyingServer): void => {
    server.ticks = [{ records: [recordOf(0)], rosters: [shown] }];
    server.placed = [{ roster: shown, tick: 0 }];
  };
  assert.equal(await lying(forged), "problem-log-broken", "leaves made up for the list");
});

test("a log that was rewritten and signed anew is found by an older file and by an older checkpoint", async () => {
  const kept = logOf(HONEST);
  for (const [name, ticks] of Object.entries(REWRITTEN)) {
    const server = new LyingServer(ticks);
    server.placed = [];
    const book = server.book();
    await book.read(channel, "acts");
    for (const older of [toSaved(kept), kept.checkpoint]) {
      assert.equal(await said(async () => book.compare(older, channel)), "problem-log-rewritten", name);
    }
  }
});

test("what is saved is what the page checked, and an honest log grew out of it", async () => {
  const before = new LyingServer().book();
  await before.read(channel, "acts");
  const after = new LyingServer([...TICKS, { records: [recordOf(4)] }]).book();
  await after.read(channel, "acts");
  assert.equal(after.compare(before.file(), channel), 3);
  assert.equal(await said(async () => after.compare("anything else\n", channel)), "problem-log-older");
  assert.equal(await said(async () => after.compare("", channel)), "problem-log-older");
});

test("somebody's own entries need not be all, and each is checked all the same", async () => {
  const server = new LyingServer();
  server.log = { ...server.log, entries: server.log.entries.filter((_, at) => at === 2) };
  const view = await server.read("own");
  assert.deepEqual([view.complete, view.deeds.map(({ seq }) => seq)], [false, [2]]);
  assert.ok(server.asked.includes("/api/v1/office/log/own/0"));
  server.log = { ...server.log, entries: server.log.entries.map((entry) => ({ ...entry, tick: 0 })) };
  assert.equal(await said(() => server.read("own")), "problem-log-record");
});
