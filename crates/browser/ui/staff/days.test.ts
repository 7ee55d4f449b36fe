import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOnTheWall, dayTyped, isoDay } from "./days.ts";

test("a day is the one on the reader's wall, just before and just after midnight", () => {
  const before = dayOnTheWall(new Date(2026, 10, 21, 23, 59, 59));
  const after = dayOnTheWall(new Date(2026, 10, 22, 0, 0, 0));
  assert.equal(after - before, 1);
  assert.equal(isoDay(before), "2026-11-21");
});

test("a date field's day is read back as it is written, and what is no day is none", () => {
  for (const day of [0, 1, 20_777, 29_219]) assert.equal(dayTyped(isoDay(day)), day);
  assert.equal(dayTyped("2026-11-21"), 20_778);
  for (const typed of ["", "2026-13-01", "1969-12-31", "22.11.2026", "2026-1-1", "2026-11-21T00:00"]) assert.equal(dayTyped(typed), null, typed);
});
