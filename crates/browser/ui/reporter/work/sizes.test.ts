// How long requests are: the shared vectors, and what really leaves.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { ToFile } from "../contract.ts";
import { Desk } from "./desk.ts";
import { paddedLength } from "./door.ts";
import { FakeDoor } from "./door.fixture.ts";

declare const UI_FOLDER: string;

const real = globalThis.fetch;
before(() => void (globalThis.fetch = () => Promise.reject(new Error("no door yet"))));
after(() => void (globalThis.fetch = real));

const call = { tell: () => undefined, signal: new AbortController().signal };
const saying = (value: string): ToFile => ({ answers: [{ question: "what", value }], leftOut: [], files: [], identity: null, readBack: true });

test("a body is as long as the vectors say that the Rust client reads too", () => {
  const path = join(UI_FOLDER, "../../client/vectors/padded.json");
  const vectors = JSON.parse(readFileSync(path, "utf8")) as { sealed: number[]; padded: number }[];
  assert.ok(vectors.length > 5);
  for (const { sealed, padded } of vectors) {
    assert.equal(paddedLength(sealed.map((bytes) => Buffer.alloc(bytes).toString("base64url"))), padded, sealed.join());
  }
});

test("opening asks for the same whether there is something behind the words or not", async () => {
  const door = await FakeDoor.build();
  globalThis.fetch = door.fetch as typeof fetch;
  const desk = new Desk();
  await desk.prepare();
  const { words } = await desk.draw({ language: "en" });
  await desk.file(saying("x"), call);
  const asked = async (typed: string) => {
    const later = new Desk();
    await later.prepare();
    await later.read({ typed, language: "en", purpose: "open" });
    const before = door.requests.length;
    const box = await later.open(call);
    return { found: box.found, asked: door.requests.slice(before).map(({ method, path, body }) => [method, path, body.length]) };
  };
  const right = await asked(words.join(" "));
  const wrong = await asked((await drawn()).join(" "));
  assert.deepEqual([right.found, wrong.found], [true, false]);
  assert.deepEqual(wrong.asked, right.asked);
});

async function drawn(): Promise<string[]> {
  const stranger = new Desk();
  await stranger.prepare();
  return (await stranger.draw({ language: "en" })).words;
}

/** A place of its own where one report says `first`, and then one message says `then`; how long both requests were. */
async function lengths(first: string, then: string): Promise<(number | undefined)[]> {
  const door = await FakeDoor.build();
  globalThis.fetch = door.fetch as typeof fetch;
  const desk = new Desk();
  await desk.prepare();
  const { words } = await desk.draw({ language: "en" });
  await desk.file(saying(first), call);
  await desk.read({ typed: words.join(" "), language: "en", purpose: "open" });
  await desk.open(call);
  await desk.reply({ text: then, files: [] }, call);
  return ["/reports", "/mailbox/items"].map((end) => door.requests.find(({ path }) => path.endsWith(end))?.body.length);
}

test("reports and messages of one bucket have requests of one length, and longer ones longer", async () => {
  const short = await lengths("x", "y");
  assert.deepEqual(await lengths("A middling report. ".repeat(40), "And more. ".repeat(90)), short);
  for (const length of short) assert.equal((length ?? 1) % 4096, 0);
  const long = await lengths("z".repeat(50_000), "z".repeat(50_000));
  for (const [place, length] of long.entries()) assert.ok((length ?? 0) > (short[place] ?? Infinity));
});
