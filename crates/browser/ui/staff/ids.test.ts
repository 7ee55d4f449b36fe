/** An id that stands twice in a page takes label, hint and fault away from one of the two fields: in all pages of a document each has one place. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

declare const UI_FOLDER: string;

/** What a component makes of the id it is given. A `Field` draws none of its own: its control has it. */
const MADE: Readonly<Record<string, readonly string[]>> = { Field: ["-hint", "-fault"], Choices: ["", "-hint", "-fault"], Dialog: ["-title"], DialogBox: ["-title"] };
/** What stands in a name that is put together; anything, where it is none of these. */
const FILLED: Readonly<Record<string, string>> = { task: "[0-9a-f]{32}", person: "[0-9a-f]{32}", place: "\\d+", kind: "(?:reply|note)", id: "(?:stage|lead|label|due)" };

interface Placed {
  readonly file: string;
  readonly id: string;
}

function pages(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? pages(path) : entry.name.endsWith(".tsx") ? [path] : [];
  });
}

/** Every id that these sources draw. What a component is handed by another is seen where it is handed over. */
function drawn(file: string, source: string): Placed[] {
  return [...source.matchAll(/\bid=(?:"([^"]+)"|\{`([^`]+)`\})/g)].flatMap((found) => {
    const id = found[1] ?? found[2] ?? "";
    if (id.includes("${props.")) return [];
    const tag = /<([A-Za-z]+)(?![\s\S]*<[A-Za-z])/.exec(source.slice(0, found.index))?.[1] ?? "";
    return (MADE[tag] ?? [""]).map((end) => ({ file, id: id + end }));
  });
}

function couldBe(pattern: string): RegExp {
  const parts = pattern.split(/\$\{([^}]*)\}/);
  return new RegExp(`^${parts.map((part, n) => (n % 2 === 0 ? part : (FILLED[part] ?? ".+"))).join("")}$`);
}

function twice(all: readonly Placed[]): string[] {
  return all.flatMap((one, n) =>
    all
      .filter((other, m) => m !== n && (other.id === one.id ? m > n : one.id.includes("${") && couldBe(one.id).test(other.id)))
      .map((other) => `${one.id} (${one.file}) and ${other.id} (${other.file})`),
  );
}

for (const document of ["casework", "office"]) {
  test(`no id stands at two places of the ${document}'s pages`, () => {
    const files = [document, "staff", "kit"].flatMap((folder) => pages(join(UI_FOLDER, folder)));
    const all = files.flatMap((file) => drawn(file.slice(UI_FOLDER.length + 1), readFileSync(file, "utf8")));
    assert.ok(all.length > 20, `only ${all.length} found: does this test still see how ids are written?`);
    assert.deepEqual(twice(all), []);
  });
}

test("a name that stands twice is found, as it is written and put together", () => {
  const dialog = drawn("a", '<Dialog id="names" go={t("x")}>');
  assert.deepEqual(twice([...dialog, ...drawn("b", '<Field id="names-title" control={(d) => <input id="names-title" />} />')]).length, 1);
  assert.deepEqual(twice([...drawn("a", "<input id={`${what}-reason`} />"), ...drawn("b", '<textarea id="leave-reason" />')]).length, 1);
  assert.deepEqual(twice([...drawn("a", "<input id={`task-${task}`} />"), ...drawn("b", '<input id="task-due" />')]), []);
});
