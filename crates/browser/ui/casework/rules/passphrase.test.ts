import assert from "node:assert/strict";
import { test } from "node:test";
import { askedBack, drawWords, sameWord, type Fill } from "./passphrase.ts";

const list = Array.from({ length: 2048 }, (_, n) => `w${n}`);
const give = (...values: number[]): Fill => (bytes) => {
  for (let n = 0; n < bytes.length; n += 1) bytes[n] = values.shift() ?? 0;
  return bytes;
};

test("six words come out of twelve bytes, eleven bits each", () => {
  assert.deepEqual(drawWords(list, () => Uint8Array.of(0, 0, 0, 1, 8, 0, 7, 255, 255, 255, 248, 5)), ["w0", "w1", "w0", "w2047", "w2047", "w5"]);
});

test("a list of another length is refused", () => {
  assert.throws(() => drawWords(list.slice(1), (length) => new Uint8Array(length)));
});

test("two different places are asked back, in order, and high bytes are thrown away", () => {
  assert.deepEqual(askedBack(give(255, 0, 4, 4, 5, 1)), [1, 5]);
});

test("every pair of places is asked about equally often", () => {
  const counts = new Map<string, number>();
  for (let a = 0; a < 252; a += 1) {
    for (let b = 0; b < 252; b += 1) {
      if (a % 6 === b % 6) continue;
      const pair = askedBack(give(a, b)).join();
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
  }
  assert.equal(counts.size, 15);
  assert.equal(new Set(counts.values()).size, 1);
});

test("capital letters and spaces around a word do not matter when it is asked back", () => {
  assert.ok(sameWord("  Tulip ", "tulip"));
  assert.ok(!sameWord("tuli", "tulip"));
});
