import assert from "node:assert/strict";
import { test } from "node:test";
import { bridgeOver, servePort, TaskFailed, type CallContext, type Port, type Tasks } from "./bridge.ts";

const tasks = {
  async twice(asked: number): Promise<number> {
    return asked * 2;
  },
  async slow(_asked: null, call: CallContext): Promise<string> {
    call.tell("begun");
    await new Promise<void>((resolve) => call.signal.addEventListener("abort", () => resolve()));
    return "stopped";
  },
  async fails(): Promise<never> {
    throw new Error("secret words");
  },
} satisfies Tasks;

function joined() {
  const channel = new MessageChannel();
  servePort(channel.port2 as unknown as Port, tasks, () => ({ failure: "internal", facts: {} }));
  return bridgeOver<typeof tasks>(channel.port1 as unknown as Port, () => channel.port1.close());
}

test("two tabs that share a worker get each its own answers", async () => {
  const [one, other] = [joined(), joined()];
  assert.deepEqual(await Promise.all([one.bridge.call("twice", 2), other.bridge.call("twice", 21)]), [4, 42]);
  one.bridge.end();
  other.bridge.end();
});

test("a call tells how far it is and ends when it is stopped", async () => {
  const { bridge } = joined();
  const stop = new AbortController();
  const answer = await bridge.call("slow", null, { signal: stop.signal, progress: () => stop.abort() });
  assert.equal(answer, "stopped");
  bridge.end();
});

test("an error crosses by name only, never with its message", async () => {
  const { bridge } = joined();
  await assert.rejects(bridge.call("fails", undefined as never), (error: unknown) => {
    assert.ok(error instanceof TaskFailed);
    assert.equal(error.failure, "internal");
    assert.doesNotMatch(JSON.stringify(error) + error.message, /secret/);
    return true;
  });
  bridge.end();
});

test("whoever leaves is not left waiting", async () => {
  const { bridge } = joined();
  const waiting = bridge.call("slow", null);
  bridge.end();
  await assert.rejects(waiting, TaskFailed);
});
