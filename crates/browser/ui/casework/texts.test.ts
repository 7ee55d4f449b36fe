import assert from "node:assert/strict";
import { test } from "node:test";
import { testTexts } from "../staff/texts.fixture.ts";
import { consoleTexts, sentences } from "./texts.ts";

testTexts({ name: "casework", sentences, thrown: "problem|finding", least: 150, elsewhere: ["size-kb", "size-mb", "size-gb"] });

test("sentences bend with their numbers", () => {
  const t = consoleTexts("en");
  assert.equal(t("due-late", { days: 1 }), "one day late");
  assert.equal(t("due-late", { days: 3 }), "3 days late");
});
