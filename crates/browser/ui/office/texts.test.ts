import assert from "node:assert/strict";
import { test } from "node:test";
import { testTexts } from "../staff/texts.fixture.ts";
import { officeTexts, sentences } from "./texts.ts";

testTexts({ name: "office", sentences, thrown: "problem", least: 90, elsewhere: [] });

test("sentences bend with their numbers", () => {
  const t = officeTexts("en");
  assert.match(t("list-ends", { version: 2, day: "x", days: 1 }), /in one day\./);
  assert.match(t("list-ends", { version: 2, day: "x", days: 9 }), /in 9 days\./);
});
