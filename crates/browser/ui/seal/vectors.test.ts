import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { computeExact } from "./vectors/exact.ts";
import type { VectorFile } from "./vectors/file.ts";
import { checkStory } from "./vectors/story_check.ts";

declare const UI_FOLDER: string;

const files = {
  "this side's": join(UI_FOLDER, "seal/vectors/typescript.json"),
  "the Rust crate's": join(UI_FOLDER, "../../sealing/vectors/rust.json"),
};

for (const [whose, path] of Object.entries(files)) {
  const vectors = JSON.parse(readFileSync(path, "utf8")) as VectorFile;
  // Every part its own test, so that a difference names itself.
  const parts: (keyof VectorFile["exact"])[] = ["words", "readings", "mailbox", "staff", "padding", "fingerprints", "notes", "signatures", "enrolment", "work", "receipts", "signed", "trees"];
  for (const part of parts) {
    test(`${whose} vectors are computed alike: ${part}`, async () => {
      const given = vectors.exact[part];
      assert.ok(Array.isArray(given) ? given.length > 0 : Object.keys(given).length > 0, "empty");
      const empty = Object.fromEntries(parts.map((name) => [name, []]));
      const one = { ...empty, padding: { item: [], attachment: [], sealed: [] }, fingerprints: { organisation: [], person: [] }, [part]: given };
      const computed = await computeExact(one as unknown as VectorFile["exact"]);
      assert.deepEqual(computed[part], given);
    });
  }
  test(`${whose} case opens and checks without a finding, for its readers and nobody else`, async () => {
    await checkStory(vectors.case);
  });
}

test("the vectors of either side have valid and invalid signatures in them", () => {
  for (const path of Object.values(files)) {
    const { exact } = JSON.parse(readFileSync(path, "utf8")) as VectorFile;
    assert.ok(exact.signatures.some(({ valid }) => valid) && exact.signatures.some(({ valid }) => !valid), path);
  }
});
