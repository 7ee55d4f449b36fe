/** What holds for the texts of either of the staff's documents: each that a page names is there, gets its values, and none is left over. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

declare const UI_FOLDER: string;

interface Audience {
  /** Its folder, its Fluent file, and the prefix of its ids. */
  readonly name: string;
  readonly sentences: ReadonlySet<string>;
  /** Names that code throws, as `problem` in `problem-internal`. */
  readonly thrown: string;
  /** Fewer named texts than this: the test no longer sees how they are named. */
  readonly least: number;
  /** Ids that nothing in the folder names: the kit does. */
  readonly elsewhere: readonly string[];
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) && !/\.(test|fixture)\./.test(entry.name) ? [readFileSync(path, "utf8")] : [];
  });
}

export function testTexts({ name, sentences, thrown, least, elsewhere }: Audience): void {
  const [source, shared] = [name, "staff"].map((file) => readFileSync(join(UI_FOLDER, `../../web/texts/en/${file}.ftl`), "utf8")) as [string, string];
  // What both documents share is code of each.
  const code = [...sources(join(UI_FOLDER, name)), ...sources(join(UI_FOLDER, "staff"))];

  test("every text that a page names is there", () => {
    const calls = code.flatMap((one) => [...one.matchAll(/\bt\(([^(){}]*?)[,)]/g)].map((found) => found[1] ?? ""));
    const inCalls = calls.flatMap((call) => [...call.replace(/=== "[^"]*"/g, "").matchAll(/"([a-z0-9-]+)"/g)]);
    const inThrows = code.flatMap((one) => [...one.matchAll(new RegExp(`"((?:${thrown})-[a-z-]+)"`, "g"))]);
    const named = [...inCalls, ...inThrows].map((found) => found[1] ?? "").filter((id) => !id.endsWith("-"));
    assert.ok(named.length > least, `only ${named.length} found: does this test still see how texts are named?`);
    assert.deepEqual(named.filter((id) => !sentences.has(id)), []);
  });

  test("every text gets the values it names, and no others", () => {
    const named = new Map<string, string>();
    for (const block of [...source.split(new RegExp(`\\n(?=${name}-)`)), ...shared.split(/\n(?=staff-)/)]) {
      const id = new RegExp(`^(?:${name}-(?=[a-z])|(?=staff-))([a-z0-9-]+) =`).exec(block)?.[1] ?? "";
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
    assert.deepEqual(left, elsewhere);
  });
}
