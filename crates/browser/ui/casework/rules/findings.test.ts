import assert from "node:assert/strict";
import { test } from "node:test";
import { sentences } from "../texts.ts";
import { CLOSING, GRAVE, heaviest, SOFT, stops, STOPPING, tidy } from "./findings.ts";

test("every finding has its sentence", () => {
  for (const code of [...STOPPING, ...GRAVE, ...SOFT, ...CLOSING]) assert.ok(sentences.has(`finding-${code}`), code);
});

test("what is heavier is said first, and nothing twice", () => {
  const said = tidy([{ code: "unreadable", count: 1 }, { code: "forged", name: "Audit" }, { code: "forged", name: "Audit" }, { code: "unreadable", count: 2 }]);
  assert.deepEqual(said, [{ code: "forged", name: "Audit" }, { code: "unreadable", count: 3 }]);
});

test("writing stops where it could reach somebody who must not have it, and a forged entry silences no case", () => {
  assert.ok(stops({ code: "keys-older" }) && stops({ code: "left-out" }) && stops({ code: "stranger" }));
  assert.ok(!stops({ code: "forged" }));
  assert.equal(heaviest([{ code: "repeated" }, { code: "forged" }]), "grave");
  assert.equal(heaviest([{ code: "repeated" }]), "soft");
});
