import assert from "node:assert/strict";
import { test } from "node:test";
import { choices, isStage, marksOf, STAGES } from "./stages.ts";

test("an unconfirmed case can only be confirmed", () => {
  assert.deepEqual(choices(null, false), ["confirmed"]);
});

test("a confirmed case is never confirmed again, and its present stage is not offered", () => {
  const offered = choices("assessing", true);
  assert.ok(!offered.includes("confirmed") && !offered.includes("assessing"));
  assert.ok(offered.includes("closed"));
});

test("the server learns of confirming and closing, and of no other stage", () => {
  const told = STAGES.filter((stage) => Object.keys(marksOf(stage, true)).length > 0);
  assert.deepEqual(told, ["confirmed", "closed"]);
  assert.deepEqual(marksOf("closed", false), { acknowledged: true, closed: true });
});

test("a stage nobody agreed on is none", () => {
  assert.ok(isStage("feedback"));
  assert.ok(!isStage("Feedback") && !isStage(3) && !isStage(undefined));
});
