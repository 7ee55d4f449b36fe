import assert from "node:assert/strict";
import { test } from "node:test";
import { dayText, leavesText } from "./dates.ts";
import { eligible, inOrder, mainRole, type Person } from "./people.ts";
import { fold, isWord, twoPlaces } from "./words_back.ts";

test("two places are different, in order, and every pair comes equally often", () => {
  const counted = new Map<string, number>();
  for (let byte = 0; byte < 252; byte++) {
    const [first, second] = twoPlaces(Uint8Array.of(255, byte));
    assert.ok(first >= 0 && first < second && second <= 7);
    counted.set(`${first} ${second}`, (counted.get(`${first} ${second}`) ?? 0) + 1);
  }
  assert.equal(counted.size, 28);
  assert.deepEqual([...new Set(counted.values())], [9]);
});

test("a word asked back forgives case, accents and a short form of four letters, nothing else", () => {
  for (const written of ["École", "ecole", " ECOL ", "e\u0301cole"]) assert.ok(isWord(written, "école"), written);
  for (const written of ["eco", "ecoles", "", "ecoli"]) assert.ok(!isWord(written, "école"), written);
  assert.ok(isWord("act", "act") && !isWord("act", "actor") && isWord("acto", "actor"));
  assert.equal(fold("Œuvre"), "oeuvre");
});

const person = (id: string, name: string, ...roles: Person["roles"]): Person => ({ id, name, roles });

test("readers come first, and only those who could be drawn can be the last one left", () => {
  const people = [person("1", "Zoe", "officer"), person("2", "Yan", "custodian", "fallback"), person("3", "Xu", "handler"), person("4", "Abe", "handler")];
  assert.deepEqual(inOrder(people).map((one) => one.name), ["Abe", "Xu", "Yan", "Zoe"]);
  assert.equal(mainRole(people[1]!), "fallback");
  assert.deepEqual(eligible(people), ["2", "3", "4"]);
});

test("a day is the same day everywhere", () => {
  assert.equal(dayText(20_785, "en-GB"), "28 November 2026");
});

test("what leaves within a minute has no time of day", () => {
  assert.equal(leavesText(1_000_030, 1_000_000, "en"), null);
  assert.notEqual(leavesText(1_000_090, 1_000_000, "en"), null);
});
