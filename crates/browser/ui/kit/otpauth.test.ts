import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeQR } from "qr";
import { codeOf, inFours, otpauth, recoveryCodeOf } from "./otpauth.ts";

const SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

test("an app is told whose codes these are, and nothing that it assumes anyway", () => {
  assert.equal(otpauth("Example", "anna", SEED), `otpauth://totp/Example:anna?secret=${SEED}&issuer=Example`);
  assert.equal(otpauth("A: B & C", "zoë", SEED), `otpauth://totp/A%20%20B%20%26%20C:zo%C3%AB?secret=${SEED}&issuer=A%20%20B%20%26%20C`);
});

test("a code is six digits, however they are spaced", () => {
  for (const typed of ["123456", " 123 456\n", "123-456", "１２３４５６"]) assert.equal(codeOf(typed), "123456", typed);
  for (const wrong of ["", "12345", "1234567", "12345a", "१२३४५६"]) assert.equal(codeOf(wrong), null, wrong);
});

test("a recovery code is sixteen letters and digits, however they are spaced", () => {
  for (const typed of ["ABCD-EFGH-IJKL-MN27", "abcd efgh ijkl mn27"]) assert.equal(recoveryCodeOf(typed), "ABCDEFGHIJKLMN27");
  for (const wrong of ["", "123456", "ABCD-EFGH-IJKL", "ABCD-EFGH-IJKL-MN2?"]) assert.equal(recoveryCodeOf(wrong), null, wrong);
});

test("letters come in fours", () => assert.equal(inFours(SEED), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"));

test("the square of a long address is one that a telephone can read", () => {
  const rows = encodeQR(otpauth("An organisation with a long name", "x".repeat(64), SEED), "raw", { ecc: "medium" });
  assert.ok(rows.length <= 75 && rows.every((row) => row.length === rows.length), String(rows.length));
});
