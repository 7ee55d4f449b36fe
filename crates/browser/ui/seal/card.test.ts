import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { cardOf, type Made } from "./card.ts";
import { change } from "./change.ts";
import { writeJson } from "./json.ts";
import { Refused } from "./refusal.ts";
import { read } from "./shape.ts";

declare const UI_FOLDER: string;

interface Vectors {
  readonly cards: readonly { readonly name: string; readonly changes: readonly Record<string, unknown>[]; readonly card: Record<string, unknown> }[];
  readonly refused: readonly { readonly name: string; readonly change: unknown }[];
}
const vectors = JSON.parse(readFileSync(join(UI_FOLDER, "../../sealing/vectors/cards.json"), "utf8")) as Vectors;
const readChange = (said: unknown) => read(JSON.stringify(said), change, "change");

test("the shared vectors come to the cards they name", () => {
  assert.ok(vectors.cards.length > 10);
  for (const { name, changes, card } of vectors.cards) {
    const { ended, ...rest } = cardOf(changes.map((said) => ({ ...said, change: readChange(said["change"]) }) as Made));
    const shown = ended && { choice: ended.choice, reason: ended.reason, by: ended.by, agreed: ended.agreed, holds: ended.holds };
    assert.deepEqual({ ...rest, ended: shown }, card, name);
  }
});

test("what the vectors refuse is not read", () => {
  for (const { name, change: said } of vectors.refused) assert.throws(() => readChange(said), Refused, name);
});

test("a change is written as it was read", () => {
  for (const { changes } of vectors.cards) for (const said of changes) assert.deepEqual(JSON.parse(new TextDecoder().decode(writeJson(readChange(said["change"])))), said["change"]);
});
