import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { inOrder, type Placed } from "./thread.ts";

const at = (author: string, seq: number, day: number, heads: [string, number][] = []): Placed => ({
  author,
  seq,
  day,
  heads: heads.map(([who, last]) => ({ author: who, seq: last })),
});
const names = (items: Placed[]): string => items.map((item) => `${item.author[0]}${item.seq}`).join(" ");

test("an answer stands after what it answers, whatever the order of arrival", () => {
  const talk = [
    at("reporter", 0, 10),
    at("anna", 0, 10, [["reporter", 0]]),
    at("reporter", 1, 10, [["anna", 0]]),
    at("anna", 1, 10, [["reporter", 1]]),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(talk, { minLength: 4 }), (shuffled) => {
      assert.equal(names(inOrder(shuffled)), "r0 a0 r1 a1");
    }),
  );
});

test("what somebody had read stands first even when a day says otherwise", () => {
  assert.equal(names(inOrder([at("anna", 0, 9, [["reporter", 0]]), at("reporter", 0, 10)])), "r0 a0");
});

test("independent entries stand by day, the reporter first", () => {
  assert.equal(names(inOrder([at("ben", 0, 5), at("anna", 0, 6), at("reporter", 0, 6)])), "b0 r0 a0");
});

test("an entry whose forerunner was withheld is still shown", () => {
  assert.equal(names(inOrder([at("reporter", 2, 7, [["anna", 9]])])), "r2");
});

test("a ring of claims hides nothing", () => {
  assert.equal(inOrder([at("anna", 0, 5, [["ben", 0]]), at("ben", 0, 5, [["anna", 0]])]).length, 2);
});
