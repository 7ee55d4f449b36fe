import assert from "node:assert/strict";
import { test } from "node:test";
import { dayFrom, dayOnTheWall, dueWords, isoDay } from "./days.ts";

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

test("a date field's day is read back as it is written, and what is no day is none", () => {
  for (const day of [0, 1, 20_777, 29_219]) assert.equal(dayFrom(isoDay(day)), day);
  for (const typed of ["", "2026-13-01", "1969-12-31", "22.11.2026", "2026-1-1"]) assert.equal(dayFrom(typed), null, typed);
});
