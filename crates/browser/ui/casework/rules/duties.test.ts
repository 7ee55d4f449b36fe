import assert from "node:assert/strict";
import { test } from "node:test";
import { dutiesOf } from "./duties.ts";

test("who reads cases and who keeps names is told by roles, and somebody may do both or neither", () => {
  assert.deepEqual(dutiesOf({ roles: ["handler"] }), { reads: true, keeps: false });
  assert.deepEqual(dutiesOf({ roles: ["custodian"] }), { reads: false, keeps: true });
  assert.deepEqual(dutiesOf({ roles: ["custodian", "governing"] }), { reads: true, keeps: true });
  assert.deepEqual(dutiesOf({ roles: ["administrator", "auditor", "officer"] }), { reads: false, keeps: false });
});
