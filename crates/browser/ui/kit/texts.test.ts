import assert from "node:assert/strict";
import { test } from "node:test";
import { FluentResource } from "@fluent/bundle";
import { makeTexts } from "./texts.ts";

const parsed = (source: string) => new FluentResource(source).body;
const t = makeTexts("en", [parsed("plain = Hello\nnamed = Hello { $name }\nmany = { $n ->\n    [one] one file\n   *[other] { $n } files\n }\n")]);

test("texts are filled, and plurals chosen", () => {
  assert.equal(t("plain"), "Hello");
  assert.equal(t("named", { name: "you" }), "Hello you");
  assert.equal(t("many", { n: 1 }), "one file");
  assert.equal(t("many", { n: 3 }), "3 files");
});

test("an unknown id and a missing value are seen, not hidden", () => {
  assert.equal(t("nothing"), "[nothing]");
  assert.equal(t("named"), "[named]");
});

test("a text defined twice is refused", () => {
  assert.throws(() => makeTexts("en", [parsed("a = 1\n"), parsed("a = 2\n")]));
});
