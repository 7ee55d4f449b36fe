import assert from "node:assert/strict";
import { test } from "node:test";
import { toHex } from "./bytes.ts";
import { randomFrom } from "./organisation.fixture.ts";
import { combine, inverse, multiply, shareAt, split } from "./shamir.ts";

const random = randomFrom("shamir");

test("multiplying is that of the AES field", () => {
  // FIPS 197, 4.2: {57} · {83} = {c1}, {57} · {13} = {fe}.
  assert.equal(multiply(0x57, 0x83), 0xc1);
  assert.equal(multiply(0x57, 0x13), 0xfe);
  for (let a = 1; a < 256; a += 1) {
    assert.equal(multiply(a, inverse(a)), 1, String(a));
    assert.equal(multiply(a, 0), 0);
    assert.equal(multiply(a, 1), a);
  }
  assert.equal(inverse(0), 0);
});

test("any two of n shares give the secret, whichever comes first", () => {
  for (const count of [2, 3, 9, 255]) {
    const secret = random.bytes(32);
    const shares = split(secret, count, random);
    assert.deepEqual(shares.map(({ index }) => index), Array.from({ length: count }, (_, n) => n + 1));
    for (const [one, other] of [[0, 1], [count - 1, 0], [count - 2, count - 1]] as const) {
      const [a, b] = [shares[one], shares[other]];
      assert.ok(a && b);
      assert.equal(toHex(combine(a, b)), toHex(secret));
    }
  }
});

test("no share is the secret, and no two are alike", () => {
  const secret = random.bytes(32);
  const values = split(secret, 9, random).map(({ value }) => toHex(value));
  assert.equal(new Set([...values, toHex(secret)]).size, 10);
});

test("one share alone fits every secret", () => {
  const value = random.bytes(32);
  for (const secret of [random.bytes(32), new Uint8Array(32)]) {
    // The slope that leads from this secret to the share at 7: there always is one.
    const slope = secret.map((byte, at) => multiply(byte ^ (value[at] ?? 0), inverse(7)));
    assert.equal(toHex(shareAt(7, secret, slope).value), toHex(value));
  }
});

test("what is no share, or twice the same place, is refused", () => {
  const [one, two] = split(random.bytes(32), 2, random);
  assert.ok(one && two);
  const refused = { reason: "share" };
  assert.throws(() => combine(one, { ...two, index: 1 }), refused);
  assert.throws(() => combine(one, { ...two, index: 0 }), refused);
  assert.throws(() => combine(one, { ...two, index: 256 }), refused);
  assert.throws(() => combine(one, { ...two, value: two.value.slice(1) }), refused);
  assert.throws(() => split(random.bytes(32), 1, random), refused);
  assert.throws(() => split(random.bytes(32), 256, random), refused);
  assert.throws(() => split(random.bytes(31), 2, random), refused);
});
