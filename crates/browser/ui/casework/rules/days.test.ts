import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOnTheWall, dueWords, isoDay } from "./days.ts";

test("a day is the one on the reader's wall, just before and just after midnight", () => {
  const before = dayOnTheWall(new Date(2026, 10, 21, 23, 59, 59));
  const after = dayOnTheWall(new Date(2026, 10, 22, 0, 0, 0));
  assert.equal(after - before, 1);
  assert.equal(isoDay(before), "2026-11-21");
});

test("due days read as people say them, and turn late the day after", () => {
  assert.deepEqual(dueWords(100, 101), { key: "late", days: 1 });
  assert.deepEqual(dueWords(100, 100), { key: "today", days: 0 });
  assert.deepEqual(dueWords(100, 99), { key: "tomorrow", days: 1 });
  assert.deepEqual(dueWords(100, 98), { key: "soon", days: 2 });
  assert.deepEqual(dueWords(100, 93), { key: "soon", days: 7 });
  assert.deepEqual(dueWords(100, 92), { key: "later", days: 8 });
});
