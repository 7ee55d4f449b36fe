import assert from "node:assert/strict";
import { test } from "node:test";
import { dueWords } from "./days.ts";

test("due days read as people say them, and turn late the day after", () => {
  assert.deepEqual(dueWords(100, 101), { key: "late", days: 1 });
  assert.deepEqual(dueWords(100, 100), { key: "today", days: 0 });
  assert.deepEqual(dueWords(100, 99), { key: "tomorrow", days: 1 });
  assert.deepEqual(dueWords(100, 98), { key: "soon", days: 2 });
  assert.deepEqual(dueWords(100, 93), { key: "soon", days: 7 });
  assert.deepEqual(dueWords(100, 92), { key: "later", days: 8 });
});
