import assert from "node:assert/strict";
import { test } from "node:test";
import { pageOf } from "./address.ts";

test("a case and an invitation are found behind the sign that never leaves the browser", () => {
  const id = "0123456789abcdef".repeat(2);
  assert.deepEqual(pageOf("/", `#/case/${id}`), { at: "case", id });
  assert.deepEqual(pageOf("/", "#/own"), { at: "own" });
  assert.deepEqual(pageOf("/", "#/requests"), { at: "requests" });
  assert.deepEqual(pageOf("/enrol", `#token=${id}`), { at: "enrol", token: id });
});

test("a cut-off address leads nowhere and not to another page", () => {
  assert.deepEqual(pageOf("/", "#/case/0123"), { at: "nowhere" });
  assert.deepEqual(pageOf("/", "#/case/../cases"), { at: "nowhere" });
  assert.deepEqual(pageOf("/enrol", "#token=zz"), { at: "enrol", token: null });
  assert.deepEqual(pageOf("/enrol", ""), { at: "enrol", token: null });
  assert.deepEqual(pageOf("/", ""), { at: "cases" });
});
