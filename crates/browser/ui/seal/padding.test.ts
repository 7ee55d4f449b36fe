import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { attachmentSize, itemSize, stateSize } from "./padding.ts";

const KIB = 1024;

test("items go up by the steps of the protocol", () => {
  const steps = [
    [0, 4], [1, 4], [4 * KIB, 4], [4 * KIB + 1, 16], [16 * KIB, 16], [16 * KIB + 1, 64], [64 * KIB + 1, 256],
    [256 * KIB, 256], [256 * KIB + 1, 512], [512 * KIB + 1, 768], [2048 * KIB, 2048],
  ] as const;
  for (const [length, kib] of steps) assert.equal(itemSize(length), kib * KIB, String(length));
  assert.throws(() => itemSize(2048 * KIB + 1), { reason: "too-large" });
  assert.equal(stateSize(1), 16 * KIB);
  assert.throws(() => stateSize(16 * KIB + 1), { reason: "too-large" });
});

/** The definition, in exact arithmetic: round L up to a multiple of 2^(e − s). */
function padme(length: bigint): bigint {
  const log2 = (n: bigint): bigint => BigInt(n.toString(2).length - 1);
  const exponent = log2(length);
  const step = 1n << (exponent - (log2(exponent) + 1n));
  return ((length + step - 1n) / step) * step;
}

test("attachments follow the published definition up to the largest lengths, and waste at most an eighth", () => {
  const lengths = fc.oneof(fc.integer({ min: 2, max: 2 ** 31 }), fc.maxSafeInteger().map(Math.abs).filter((n) => n > 1 && n < 2 ** 52));
  const near = fc.tuple(fc.integer({ min: 1, max: 51 }), fc.integer({ min: -2, max: 2 })).map(([e, d]) => Math.max(2, 2 ** e + d));
  fc.assert(
    fc.property(fc.oneof(lengths, near), (length) => {
      const exact = padme(BigInt(length));
      const size = attachmentSize(length);
      assert.equal(BigInt(size), exact > 65536n ? exact : 65536n);
      assert.ok(size >= length && (size === 65536 || size <= length * 1.125));
    }),
    { numRuns: 3000 },
  );
  assert.equal(attachmentSize(0), 65536);
  assert.equal(attachmentSize(65536), 65536);
  assert.equal(attachmentSize(65537), 67584);
});
