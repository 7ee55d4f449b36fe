import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { toHex } from "./bytes.ts";
import { readWords, toWords } from "./words.ts";
import { englishList, fold, languages, loadWordList, loadWordLists } from "./wordlists.ts";

const lists = await loadWordLists();
const entropy = fc.uint8Array({ minLength: 10, maxLength: 10 });

test("words come back whatever the language, the case, the accents, the separators, and by four letters", () => {
  fc.assert(
    fc.property(entropy, fc.constantFrom(...lists), fc.array(fc.constantFrom(" ", "  ", ", ", "\n", "-", ".", "\t1. "), { minLength: 8, maxLength: 8 }), fc.boolean(), fc.boolean(), (bytes, list, between, upper, short) => {
      const shown = toWords(bytes, list);
      const typed = shown.map((word, n) => {
        const bare = fold(word);
        const cut = short && !list.folded.includes(bare.slice(0, 4)) ? bare.slice(0, 4) : word;
        return (upper ? cut.toUpperCase() : cut) + (between[n] ?? " ");
      });
      const reading = readWords(typed.join(""), lists);
      if ("several" in reading) assert.ok(reading.several.includes(list.language));
      else {
        assert.ok("found" in reading, JSON.stringify(reading));
        assert.equal(toHex(reading.found.entropy), toHex(bytes));
      }
      const alone = readWords(typed.join(""), [list]);
      assert.ok("found" in alone && toHex(alone.found.entropy) === toHex(bytes));
    }),
    { numRuns: 200 },
  );
});

test("every list has 2048 words that differ in their first four letters even when folded", () => {
  assert.deepEqual(lists.map(({ language }) => language), [...languages]);
  for (const list of lists) {
    assert.equal(new Set(list.folded).size, 2048, list.language);
    assert.equal(new Set(list.folded.map((word) => word.slice(0, 4))).size, 2048, list.language);
    assert.ok(list.shown.every((word) => word === word.normalize("NFC")));
  }
});

test("one wrong word is named with its place and near matches", () => {
  const shown = toWords(new Uint8Array(10), englishList);
  const typed = [...shown];
  typed[4] = "abandom";
  const reading = readWords(typed.join(" "), lists);
  assert.deepEqual(reading, { unknown: { place: 4, near: ["abandon", "random"] } });
  typed[4] = "xxxxxxxx";
  assert.deepEqual(readWords(typed.join(" "), lists), { unknown: { place: 4, near: [] } });
});

test("two letters swapped count as one slip", () => {
  const shown = toWords(new Uint8Array(10), englishList);
  const typed = [...shown];
  typed[0] = "abnadon";
  const reading = readWords(typed.join(" "), lists);
  assert.ok("unknown" in reading && reading.unknown.near[0] === "abandon");
});

test("a word too many, a changed word and words of two languages are told apart", async () => {
  const bytes = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  const shown = toWords(bytes, englishList);
  assert.deepEqual(readWords([...shown, "zoo"].join(" "), lists), { count: 9 });
  assert.deepEqual(readWords("", lists), { count: 0 });
  const swapped = [...shown];
  [swapped[0], swapped[1]] = [shown[1] ?? "", shown[0] ?? ""];
  assert.deepEqual(readWords(swapped.join(" "), lists), { checksum: true });
  const czech = await loadWordList("cs");
  const mixed = [...shown];
  mixed[6] = czech.shown[9] ?? "";
  const reading = readWords(mixed.join(" "), lists);
  assert.ok("mixed" in reading && reading.mixed.place === 6 && reading.mixed.near.every((word) => englishList.shown.includes(word)));
});

test("four letters are enough and three are not", () => {
  const shown = toWords(Uint8Array.from([9, 9, 9, 9, 9, 9, 9, 9, 9, 9]), englishList);
  const long = shown.findIndex((word) => word.length > 4);
  const typed = [...shown];
  typed[long] = (shown[long] ?? "").slice(0, 4);
  assert.ok("found" in readWords(typed.join(" "), [englishList]));
  typed[long] = (shown[long] ?? "").slice(0, 3);
  assert.ok(!("found" in readWords(typed.join(" "), [englishList])) || englishList.folded.includes(typed[long]));
});
