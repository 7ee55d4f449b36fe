import assert from "node:assert/strict";
import { test } from "node:test";
import { Garbled, Problem, Unreachable } from "../../kit/http.ts";
import { nameFailure } from "./failing.ts";
import { passes, patiently } from "./patience.ts";
import { isCertain, settles } from "./send_report.ts";

const problem = (status: number, slug: string) => new Problem(status, `/problems/${slug}`, "", "said");
const signal = new AbortController().signal;

function counted(errors: readonly unknown[]) {
  const waits: number[] = [];
  let tries = 0;
  const work = async () => {
    const error = errors[tries++];
    if (error !== undefined) throw error;
    return "done";
  };
  const run = () => patiently(work, { signal, waiting: (seconds) => waits.push(seconds), pause: async () => undefined });
  return { run, waits, tries: () => tries };
}

test("a lost connection and a crowded place are waited out, longer each time", async () => {
  const { run, waits } = counted([new Unreachable(""), problem(503, "busy"), problem(502, "x")]);
  assert.equal(await run(), "done");
  assert.deepEqual(waits, [1, 2, 4]);
});

test("a refusal is not repeated", async () => {
  for (const error of [problem(413, "too-large"), problem(409, "state-moved"), problem(507, "full"), problem(503, "not-open"), new Garbled("")]) {
    const { run, tries } = counted([error]);
    await assert.rejects(run());
    assert.equal(tries(), 1, String(error));
  }
});

test("patience ends", async () => {
  const { run, tries } = counted(Array(50).fill(new Unreachable("")) as unknown[]);
  await assert.rejects(run(), Unreachable);
  assert.ok(tries() > 5 && tries() < 12);
});

test("stopping ends the waiting", async () => {
  const stop = new AbortController();
  const waiting = patiently(() => Promise.reject(new Unreachable("")), { signal: stop.signal, waiting: () => queueMicrotask(() => stop.abort()) });
  await assert.rejects(waiting, { name: "AbortError" });
});

test("what may have been stored is never called certain", () => {
  for (const error of [new Unreachable(""), new Garbled(""), problem(500, "internal"), problem(502, "x"), new Error("odd")]) assert.equal(isCertain(error), false, String(error));
  for (const error of [problem(400, "malformed"), problem(503, "busy"), problem(507, "full")]) assert.equal(isCertain(error), true, String(error));
});

test("being asked to wait says nothing about an earlier try", () => {
  for (const error of [problem(503, "busy"), problem(507, "full"), problem(400, "work-refused"), new Unreachable("")]) assert.equal(settles(error), false, String(error));
  assert.equal(settles(problem(413, "too-large")), true);
});

test("every problem of the server has a name that the page can say", () => {
  const slugs: [number, string, string][] = [
    [413, "text-too-long", "too-large"],
    [507, "full", "full"],
    [503, "away", "busy"],
    [503, "not-open", "closed"],
    [409, "state-moved", "raced"],
    [409, "upload-missing", "expired"],
    [400, "work-refused", "expired"],
    [400, "cut-off", "unreachable"],
    [400, "malformed", "refused"],
    [500, "internal", "busy"],
  ];
  for (const [status, slug, name] of slugs) assert.equal(nameFailure(problem(status, slug)).failure, name, slug);
  assert.deepEqual(nameFailure(problem(400, "malformed")).facts, { detail: "said" });
});

test("an error of our own crosses by its kind, without its message", () => {
  const told = nameFailure(new TypeError("secret words"));
  assert.equal(told.failure, "own");
  assert.ok(!JSON.stringify(told).includes("secret"));
  assert.ok(passes(new Unreachable("")));
});
