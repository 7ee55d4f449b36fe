import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { type Bridge, type CallContext, openBridge, serveBridge, TaskFailed } from "./bridge.ts";

type Handler = ((event: { data: unknown }) => void) | null;
const globals = globalThis as Record<string, unknown>;

/** A Worker in the same thread: both ends copy what they post, as the browser does. */
class HereWorker {
  static last: HereWorker;
  onmessage: Handler = null;
  onerror: (() => void) | null = null;
  onmessageerror: Handler = null;
  ended = false;
  readonly inside: { onmessage: Handler; postMessage: (data: unknown) => void };

  constructor(readonly path: string) {
    HereWorker.last = this;
    this.inside = {
      onmessage: null,
      postMessage: (data) => {
        const copy: unknown = structuredClone(data);
        queueMicrotask(() => this.ended || this.onmessage?.({ data: copy }));
      },
    };
    globals["self"] = this.inside;
  }

  postMessage(data: unknown): void {
    const copy: unknown = structuredClone(data);
    queueMicrotask(() => this.ended || this.inside.onmessage?.({ data: copy }));
  }

  terminate(): void {
    this.ended = true;
  }
}

type Work = {
  double(asked: { n: number }, call: CallContext): Promise<number>;
  wait(asked: Record<never, never>, call: CallContext): Promise<string>;
  fail(asked: Record<never, never>, call: CallContext): Promise<never>;
};

let bridge: Bridge<Work>;
const before = { Worker: globals["Worker"], self: globals["self"] };

beforeEach(() => {
  globals["Worker"] = HereWorker;
  bridge = openBridge<Work>("/some-worker.js");
  const tasks: Work = {
    async double({ n }, call) {
      call.tell("half");
      return n * 2;
    },
    wait: (_, call) => new Promise((_resolve, reject) => call.signal.addEventListener("abort", () => reject(new Error("stop")))),
    async fail() {
      throw new Error("inner detail");
    },
  };
  serveBridge(tasks, (error) => ({ failure: error instanceof Error && error.message === "stop" ? "stopped" : "named", facts: { k: 1 } }));
});
afterEach(() => Object.assign(globals, before));

test("calls are answered, and progress is told before", async () => {
  const told: unknown[] = [];
  assert.equal(await bridge.call("double", { n: 21 }, { progress: (state) => told.push(state) }), 42);
  assert.deepEqual(told, ["half"]);
  assert.deepEqual(await Promise.all([bridge.call("double", { n: 1 }), bridge.call("double", { n: 2 })]), [2, 4]);
});

test("an error crosses by its name, never with its message", async () => {
  await assert.rejects(bridge.call("fail", {}), (error) => error instanceof TaskFailed && error.failure === "named" && !JSON.stringify(error).includes("inner"));
});

test("a call can be stopped", async () => {
  const stop = new AbortController();
  const call = bridge.call("wait", {}, { signal: stop.signal });
  await bridge.call("double", { n: 1 });
  stop.abort();
  await assert.rejects(call, { failure: "stopped" });
});

test("a Worker that breaks or is ended leaves no call waiting", async () => {
  const broken = bridge.call("wait", {});
  HereWorker.last.onerror?.();
  await assert.rejects(broken, { failure: "worker-broken" });
  const ended = bridge.call("wait", {});
  bridge.end();
  await assert.rejects(ended, { failure: "worker-broken" });
  assert.ok(HereWorker.last.ended);
});

test("only a worker file of our own is started", () => {
  for (const path of ["https://elsewhere.example/w.js", "//elsewhere.example/w.js", "/w.js?x", "data:text/javascript,1", "/../w.js"]) {
    assert.throws(() => openBridge(path), path);
  }
});
