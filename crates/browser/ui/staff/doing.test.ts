import assert from "node:assert/strict";
import { test } from "node:test";
import { TaskFailed } from "../kit/bridge.ts";
import { proved } from "./doing.ts";

/** Work that fails like this so often, and then goes well. */
function failing(failure: string, times: number): { work: () => Promise<void>; done: () => number } {
  let tries = 0;
  const work = async (): Promise<void> => {
    tries += 1;
    if (tries <= times) throw new TaskFailed(failure, {});
  };
  return { work, done: () => tries };
}

const failed = (failure: string) => (error: unknown) => error instanceof TaskFailed && error.failure === failure;

test("what asks again is done once more after the second factor was shown", async () => {
  const { work, done } = failing("problem-ask-again", 1);
  let asked = 0;
  await proved(work, async () => (asked += 1) === 1);
  assert.deepEqual([done(), asked], [2, 1]);
});

test("without a second factor it is not done once more, and a server that asks for ever is asked once", async () => {
  const refused = failing("problem-ask-again", 1);
  await assert.rejects(proved(refused.work, async () => false), failed("problem-ask-again"));
  assert.equal(refused.done(), 1);
  const always = failing("problem-ask-again", 9);
  await assert.rejects(proved(always.work, async () => true), failed("problem-ask-again"));
  assert.equal(always.done(), 2);
});

test("no other failure makes anybody show a second factor", async () => {
  const { work } = failing("problem-conflict", 1);
  await assert.rejects(proved(work, async () => assert.fail("asked")), failed("problem-conflict"));
});
