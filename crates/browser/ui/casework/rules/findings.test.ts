import assert from "node:assert/strict";
import { test } from "node:test";
import { sentences } from "../texts.ts";
import { CLOSING, SOFT, stops, STOPPING, tidy } from "./findings.ts";

test("every finding has its sentence", () => {
  for (const code of [...STOPPING, ...SOFT, ...CLOSING]) assert.ok(sentences.has(`finding-${code}`), code);
});

test("what stops is said first, and nothing twice", () => {
  const said = tidy([{ code: "unreadable", count: 1 }, { code: "forged", name: "Audit" }, { code: "forged", name: "Audit" }, { code: "unreadable", count: 2 }]);
  assert.deepEqual(said, [{ code: "forged", name: "Audit" }, { code: "unreadable", count: 3 }]);
});

test("a forged entry stops everything, a missing file does not", () => {
  assert.ok(stops({ code: "forged" }));
  assert.ok(!stops({ code: "attachment-missing" }));
});
