import assert from "node:assert/strict";
import { test } from "node:test";
import { pageOf } from "./address.ts";
import { dayText, termOf } from "./term.ts";

test("a list is warned of from thirty days before its end, and over the day after", () => {
  assert.deepEqual(termOf(100, 10), { state: "in-force", days: 91 });
  assert.deepEqual(termOf(100, 70), { state: "in-force", days: 31 });
  assert.deepEqual(termOf(100, 71), { state: "ends-soon", days: 30 });
  assert.deepEqual(termOf(100, 100), { state: "ends-soon", days: 1 });
  assert.deepEqual(termOf(100, 101), { state: "over", days: 0 });
});

test("days are written out, and addresses lead to pages", () => {
  assert.equal(dayText(20_777, "en"), "20 November 2026");
  assert.deepEqual(["", "#/", "#/invite", "#/sign", "#/log", "#/cases"].map((hash) => pageOf(hash).at), ["people", "people", "invite", "sign", "log", "nowhere"]);
});
