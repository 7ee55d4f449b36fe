import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { officeTexts, sentences } from "./texts.ts";

declare const UI_FOLDER: string;
const source = readFileSync(join(UI_FOLDER, "../../web/texts/en/office.ftl"), "utf8");

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.includes(".test.") ? [readFileSync(path, "utf8")] : [];
  });
}

const code = sources(join(UI_FOLDER, "office"));

test("every text that a page names is there", () => {
  const calls = code.flatMap((source) => [...source.matchAll(/\bt\(([^(){}]*?)[,)]/g)].map((found) => found[1] ?? ""));
  const inCalls = calls.flatMap((call) => [...call.replace(/=== "[^"]*"/g, "").matchAll(/"([a-z0-9-]+)"/g)]);
  const thrown = code.flatMap((source) => [...source.matchAll(/"((?:problem)-[a-z-]+)"/g)]);
  const named = [...inCalls, ...thrown].map((found) => found[1] ?? "").filter((id) => !id.endsWith("-"));
  assert.ok(named.length > 90, `only ${named.length} found: does this test still see how texts are named?`);
  assert.deepEqual(named.filter((id) => !sentences.has(id)), []);
});

test("every text gets the values it names, and no others", () => {
  const named = new Map<string, string>();
  for (const block of source.split(/\n(?=office-)/)) {
    const id = /^office-([a-z0-9-]+) =/.exec(block)?.[1] ?? "";
    named.set(id, [...new Set([...block.split("\n## ")[0]?.matchAll(/\$([a-z]+)/g) ?? []].map((found) => found[1]))].sort().join());
  }
  const calls = code.flatMap((file) => [...file.matchAll(/\bt\(\s*"([a-z0-9-]+)"(?:, (\{ [^{}]*(?:t\(`[^`]*`\)[^{}]*)?\}))?/g)]);
  const wrong = calls.flatMap(([call, id = "", given = ""]) => {
    const keys = [...given.matchAll(/[{,] ([a-z]+)(?=[:, ])/g)].map((found) => found[1]).sort().join();
    return keys === named.get(id) ? [] : [`${call}: ${named.get(id)}`];
  });
  assert.deepEqual(wrong, []);
});

test("no text is left over that nothing names", () => {
  const all = code.join("\n");
  const stems = [...all.matchAll(/`([a-z-]+-)\$\{/g)].map((found) => found[1] ?? "");
  const left = [...sentences].filter((id) => !all.includes(`"${id}"`) && !stems.some((stem) => id.startsWith(stem)));
  assert.deepEqual(left, []);
});

test("sentences bend with their numbers", () => {
  const t = officeTexts("en");
  assert.match(t("list-ends", { version: 2, day: "x", days: 1 }), /in one day\./);
  assert.match(t("list-ends", { version: 2, day: "x", days: 9 }), /in 9 days\./);
});
