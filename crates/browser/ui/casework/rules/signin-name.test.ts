import assert from "node:assert/strict";
import { test } from "node:test";
import { isSignInName, signInName } from "./signin-name.ts";

test("all ways of typing a name come to one form", () => {
  assert.equal(signInName("  ＡNNA.Berg "), "anna.berg");
});

test("names are short and plain, in any script", () => {
  for (const good of ["anna", "a.berg", "ügür-2", "анна", "a@b"]) assert.ok(isSignInName(good), good);
  for (const bad of ["", "a", ".anna", "anna berg", "a/b", "x".repeat(65), "a\u202eb"]) assert.ok(!isSignInName(bad), bad);
});
