import assert from "node:assert/strict";
import { test } from "node:test";
import { escapes } from "./leave.ts";

test("three presses within two seconds leave, slow ones do not", () => {
  assert.equal(escapes(escapes(escapes([], 0), 600), 1900).length, 3);
  assert.equal(escapes(escapes(escapes([], 0), 1500), 3000).length, 2);
});
