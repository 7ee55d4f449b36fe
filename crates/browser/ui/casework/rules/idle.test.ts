import assert from "node:assert/strict";
import { test } from "node:test";
import { IDLE_ENDS, IDLE_WARNS, IdleClock } from "./idle.ts";

test("fifteen idle minutes end a session, two minutes after a warning", () => {
  const clock = new IdleClock(0);
  assert.equal(clock.at(IDLE_WARNS - 1), "awake");
  assert.equal(clock.at(IDLE_WARNS), "warned");
  assert.equal(clock.at(IDLE_ENDS - 1), "warned");
  assert.equal(clock.at(IDLE_ENDS), "ended");
});

test("work puts the end off, also during the warning", () => {
  const clock = new IdleClock(0);
  clock.touch(IDLE_ENDS - 1);
  assert.equal(clock.at(IDLE_ENDS), "awake");
  assert.equal(clock.left(IDLE_ENDS), IDLE_ENDS - 1);
});

test("a lid that was closed for an hour ends the session, and no touch brings it back", () => {
  const clock = new IdleClock(0);
  clock.touch(3_600_000);
  assert.equal(clock.at(3_600_000), "ended");
  clock.touch(3_600_001);
  assert.equal(clock.at(3_600_001), "ended");
  assert.equal(clock.at(0), "ended");
});
