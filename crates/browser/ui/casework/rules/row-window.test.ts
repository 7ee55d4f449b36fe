import assert from "node:assert/strict";
import { test } from "node:test";
import { rowAfterKey, rowsInSight } from "./row-window.ts";

test("of ten thousand rows only those near the window are drawn, and the height stays whole", () => {
  for (const scrolled of [0, 1, 43, 44, 100_000, 439_999, 9e9]) {
    const { first, end, above, below } = rowsInSight(scrolled, 800, 44, 10_000);
    assert.ok(end - first <= 40, `${end - first} rows`);
    assert.equal(above + (end - first) * 44 + below, 440_000);
  }
});

test("every row that is in sight is drawn", () => {
  for (let scrolled = 0; scrolled <= 4400 - 300; scrolled += 7) {
    const { first, end } = rowsInSight(scrolled, 300, 44, 100);
    assert.ok(first * 44 <= scrolled && end * 44 >= scrolled + 300, `at ${scrolled}`);
  }
});

test("an empty list draws nothing", () => {
  assert.deepEqual(rowsInSight(500, 800, 44, 0), { first: 0, end: 0, above: 0, below: 0 });
});

test("keys stop at both ends and leave other keys alone", () => {
  assert.equal(rowAfterKey("ArrowUp", 0, 10, 5), 0);
  assert.equal(rowAfterKey("PageDown", 3, 10, 5), 4);
  assert.equal(rowAfterKey("Home", 3, 10, 5), 0);
  assert.equal(rowAfterKey("End", 0, 10, 5), 4);
  assert.equal(rowAfterKey("Tab", 0, 10, 5), null);
  assert.equal(rowAfterKey("End", 0, 10, 0), null);
});
