import assert from "node:assert/strict";
import { test } from "node:test";
import { ed25519, ED25519_TORSION_SUBGROUP } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { concat, fromHex, type PublicKey, toHex, utf8 } from "./bytes.ts";
import { randomFrom } from "./organisation.fixture.ts";
import { SigningKey, verifyStrict } from "./signing.ts";

const random = randomFrom("signing");
const { Point } = ed25519;
const ORDER = Point.Fn.ORDER;
const message = utf8("what was said");

function scalar(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(bytes.slice().reverse())}`) % ORDER;
}

function bytesOf(value: bigint): Uint8Array {
  return fromHex(value.toString(16).padStart(64, "0"), 32).reverse();
}

/** Signs under key A = aB + T with nonce point R = rB + U; T and U of small order. */
function crooked(torsionOfKey: number, torsionOfR: number): { key: PublicKey; signature: Uint8Array; cofactorless: boolean } {
  const [a, r] = [scalar(random.bytes(32)), scalar(random.bytes(32))];
  const small = (n: number) => Point.fromHex(ED25519_TORSION_SUBGROUP[n] as string, true);
  const key = Point.BASE.multiply(a).add(small(torsionOfKey));
  const nonce = Point.BASE.multiply(r).add(small(torsionOfR));
  const k = scalar(sha512(concat(nonce.toBytes(), key.toBytes(), message)));
  const s = (r + k * a) % ORDER;
  const cofactorless = Point.BASE.multiply(s).equals(nonce.add(key.multiplyUnsafe(k)));
  return { key: toHex(key.toBytes()) as PublicKey, signature: concat(nonce.toBytes(), bytesOf(s)), cofactorless };
}

test("an honest signature verifies, and not for other words or another key", () => {
  const key = SigningKey.fromSeed(random.bytes(32));
  const other = SigningKey.fromSeed(random.bytes(32));
  const signature = key.sign(message);
  assert.ok(verifyStrict(signature, message, key.publicKey));
  assert.ok(!verifyStrict(signature, utf8("what was said!"), key.publicKey));
  assert.ok(!verifyStrict(signature, message, other.publicKey));
  for (const at of [0, 31, 32, 63]) {
    const bent = signature.slice();
    bent[at] = (bent[at] ?? 0) ^ 1;
    assert.ok(!verifyStrict(bent, message, key.publicKey), String(at));
  }
  assert.ok(!verifyStrict(signature.subarray(1), message, key.publicKey));
});

test("a signature whose S was raised by the group's order is refused", () => {
  const key = SigningKey.fromSeed(random.bytes(32));
  const signature = key.sign(message);
  const raised = bytesOf(BigInt(`0x${toHex(signature.slice(32).reverse())}`) + ORDER);
  assert.ok(!verifyStrict(concat(signature.subarray(0, 32), raised), message, key.publicKey));
});

test("a key of small order signs nothing, canonical or not", () => {
  for (const hex of ED25519_TORSION_SUBGROUP) {
    const nonce = Point.BASE.toBytes();
    assert.ok(!verifyStrict(concat(nonce, bytesOf(1n)), message, hex as PublicKey), hex);
    const zero = concat(fromHex(ED25519_TORSION_SUBGROUP[0] as string, 32), new Uint8Array(32));
    assert.ok(!verifyStrict(zero, message, hex as PublicKey), hex);
  }
  const notCanonical = "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f";
  assert.ok(!verifyStrict(concat(Point.BASE.toBytes(), bytesOf(1n)), message, notCanonical as PublicKey));
});

test("what holds only with the cofactor is refused, which the library alone would take", () => {
  let seen = 0;
  for (let n = 0; n < 24; n++) {
    const { key, signature, cofactorless } = crooked(1 + (n % 7), n % 3);
    assert.equal(verifyStrict(signature, message, key), cofactorless);
    if (!cofactorless && ed25519.verify(signature, message, fromHex(key, 32), { zip215: false })) seen++;
  }
  assert.ok(seen > 0, "the library takes some of these; else this test shows nothing");
});

test("R of small order is refused", () => {
  const a = scalar(random.bytes(32));
  const key = Point.BASE.multiply(a).toBytes();
  const nonce = Point.ZERO.toBytes();
  const k = scalar(sha512(concat(nonce, key, message)));
  const signature = concat(nonce, bytesOf((k * a) % ORDER));
  assert.ok(ed25519.verify(signature, message, key, { zip215: false }), "the equation itself holds");
  assert.ok(!verifyStrict(signature, message, toHex(key) as PublicKey));
});

test("a key that was met often answers as it did the first time", () => {
  const own = SigningKey.fromSeed(random.bytes(32));
  for (let n = 0; n < 20; n++) {
    const said = concat(message, Uint8Array.of(n));
    const signature = own.sign(said);
    assert.ok(verifyStrict(signature, said, own.publicKey), String(n));
    assert.ok(!verifyStrict(signature, message, own.publicKey), String(n));
    signature[n] = (signature[n] ?? 0) ^ 1;
    assert.ok(!verifyStrict(signature, said, own.publicKey), String(n));
  }
  for (let n = 1; n < 8; n++) {
    const { key, signature, cofactorless } = crooked(n, 0);
    for (let times = 0; times < 12; times++) assert.equal(verifyStrict(signature, message, key), cofactorless, `${n}, ${times}`);
  }
});
