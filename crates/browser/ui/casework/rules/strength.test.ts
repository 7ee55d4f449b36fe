import assert from "node:assert/strict";
import { test } from "node:test";
import { guessesLog10 } from "../estimator.ts";
import { OWN_BITS } from "./passphrase.ts";
import { strength } from "./strength.ts";

const bitsOf = (text: string): number => strength(text, guessesLog10);

test("what looks long but is not is refused", () => {
  for (const text of [
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "Passw0rd123!Passw0rd123!",
    "qwertyuiopasdfghjklzxcvbnm",
    "correct horse battery staple",
    "tulip tulip tulip tulip tulip tulip tulip tulip",
    "correcthorsebatterystaple",
    "Summer2026!Lisbon",
    "",
  ]) {
    assert.ok(bitsOf(text) < OWN_BITS, `${text}: ${bitsOf(text)}`);
  }
});

test("six words that do not belong together, or long letters by chance, are enough", () => {
  for (const text of ["wolf river stone paper tulip sandal", "gT7#kQ9!mZ2vLp4&xWb8", "marmot teapot drizzle anchor velvet quarry"]) {
    assert.ok(bitsOf(text) >= OWN_BITS, `${text}: ${bitsOf(text)}`);
  }
});

test("a very long input is not looked at beyond its beginning", () => {
  assert.ok(bitsOf("a".repeat(100_000)) < OWN_BITS);
});
