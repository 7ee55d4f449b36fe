import assert from "node:assert/strict";
import { test } from "node:test";
import type { DeedView } from "../desk/views.ts";
import { chosen, EVERYTHING, isDeed, named } from "./log.ts";

const deed = (seq: number, more: Partial<DeedView> = {}): DeedView => ({
  seq,
  day: 20_778,
  kind: "signed-in",
  by: "Anna",
  about: null,
  roles: [],
  list: null,
  tick: 0,
  place: 0,
  leaf: "",
  ...more,
});

const all = [deed(3, { day: 20_780 }), deed(2, { kind: "invited", about: "Bert" }), deed(1, { by: "Bert", day: 20_777 }), deed(0, { by: null, kind: "invited", about: "Anna" })];
const seqs = (choice: Partial<typeof EVERYTHING>) => chosen(all, { ...EVERYTHING, ...choice }).map(({ seq }) => seq);

test("deeds are chosen by day, kind and person, each alone and together", () => {
  assert.deepEqual(seqs({}), [3, 2, 1, 0]);
  assert.deepEqual(seqs({ from: 20_778 }), [3, 2, 0]);
  assert.deepEqual(seqs({ to: 20_778 }), [2, 1, 0]);
  assert.deepEqual(seqs({ from: 20_778, to: 20_778 }), [2, 0]);
  assert.deepEqual(seqs({ kind: "invited" }), [2, 0]);
  assert.deepEqual(seqs({ person: "Bert" }), [2, 1], "whoever did it, and whomever it was about");
  assert.deepEqual(seqs({ person: "Anna", kind: "invited", to: 20_777 }), []);
  assert.deepEqual(named(all), ["Anna", "Bert"]);
});

test("a deed of a newer server has no sentence", () => {
  assert.ok(isDeed("invited") && !isDeed("something-new"));
});
