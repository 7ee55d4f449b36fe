import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { FluentResource } from "@fluent/bundle";
import bundled from "../../../web/texts/en/reporter.ftl";

declare const UI_FOLDER: string;
const folder = join(UI_FOLDER, "../../web/texts/en");
const idsIn = (name: string) => new FluentResource(readFileSync(join(folder, name), "utf8")).body.map(({ id }) => id);
const first = new Set(idsIn("reporter.ftl"));
/** Those of the first page, and those that are fetched after it (reporter/later.ts). */
const ids = new Set([...first, ...idsIn("later.ftl")]);
/** Said by what is fetched when it is asked for (reporter/again.ts). */
const again = new Set(idsIn("again.ftl"));

/** docs/words.md: what reporters never read. */
const JARGON =
  /\b(codename|pass ?phrase|mnemonic|roster|tick|keyring|stanza|custodian|vault|sleeper|handler|recipient|ciphertext|encrypt\w*|decrypt\w*|cipher|retaliation|detriment|acknowledg\w+|nonce|payload|metadata|whistleblow\w*|token|blob)s?\b/i;

/** Every text with its id, comments and ids left out. */
function texts(of: string): [string, string][] {
  return new FluentResource(of).body.map(({ id, value }) => [id, JSON.stringify(value)]);
}

/** The words people read in a compiled pattern: strings, without the names of variables. */
const readable = (compiled: string) => compiled.replace(/"(type|name)":"[^"]*"/g, "");

test("the jargon test finds jargon", () => {
  for (const bad of ["Your codename", "the next tick", "two Keyrings", "custodians", "It is encrypted."]) assert.match(bad, JARGON);
  for (const good of ["Ticket", "a stick", "readers", "unlocked"]) assert.doesNotMatch(good, JARGON);
});

for (const name of ["reporter.ftl", "later.ftl", "plain.ftl", "again.ftl"]) {
  test(`${name} speaks plainly`, { skip: !existsSync(join(folder, name)) }, () => {
    const all = texts(readFileSync(join(folder, name), "utf8"));
    assert.ok(all.length > (name === "again.ftl" ? 5 : 20));
    const found = all.flatMap(([id, text]) => {
      const word = JARGON.exec(readable(text))?.[0];
      return word === undefined ? [] : [`${id}: ${word}`];
    });
    assert.deepEqual(found, []);
  });
}

function sources(under: string): string {
  return readdirSync(under, { withFileTypes: true })
    .map((entry) => {
      const path = join(under, entry.name);
      if (entry.isDirectory()) return sources(path);
      return /(?<!\.test|\.fixture)\.(tsx?|html)$/.test(entry.name) ? readFileSync(path, "utf8") : "";
    })
    .join("\n");
}

const code = sources(join(UI_FOLDER, "reporter")) + sources(join(UI_FOLDER, "kit"));

test("every text that the pages ask for is there", () => {
  const asked = [...code.matchAll(/\bt\((?:[a-z]+ \? )?"([a-z0-9-]+)"/g), ...code.matchAll(/\{\{([a-z0-9-]+)\}\}/g)].map((found) => found[1] ?? "");
  assert.ok(asked.length > 100);
  assert.deepEqual(asked.filter((id) => !ids.has(id) && !again.has(id)), []);
  assert.deepEqual([...again].filter((id) => !code.includes(`"${id}"`)), [], "and none of the others is left over");
});

test("what stands in the page alone is not in the script as well, and nothing else is left away", () => {
  const inScript = new Set(bundled.map(({ id }) => id));
  const html = readFileSync(join(UI_FOLDER, "reporter/index.html"), "utf8");
  const apart = [...first].filter((id) => !inScript.has(id));
  assert.ok(apart.length > 10);
  for (const id of apart) assert.ok(html.includes(`{{${id}}}`) && !code.includes(`t("${id}"`), id);
});

test("texts that are asked for by a made-up id are there", () => {
  const stages = ["received", "confirmed", "assessing", "question", "investigating", "acting", "feedback", "closed"].map((stage) => `stage-${stage}`);
  const roles = ["handler", "fallback", "governing", "custodian", "officer"].map((role) => `people-role-${role}`);
  const languages = ["en", "fr", "es", "it", "pt", "cs"].map((language) => `language-${language}`);
  const phases = ["words", "work", "sealing", "file", "report", "waiting"].map((phase) => `sending-${phase}`);
  const opening = ["words", "fetch", "open"].map((phase) => `opening-${phase}`);
  for (const id of [...stages, ...roles, ...languages, ...phases, ...opening]) assert.ok(ids.has(id), id);
});

test("no text is left over", () => {
  const made = /^(stage|people-role|language|sending|opening|fail|finding)-/;
  assert.deepEqual([...ids].filter((id) => !made.test(id) && !code.includes(`"${id}"`) && !code.includes(`{{${id}}}`)), []);
});
