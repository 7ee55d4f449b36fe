import assert from "node:assert/strict";
import { test } from "node:test";
import { changesBetween, faultIn, labelsOf, type Names, oneLine } from "./card.ts";

const before: Names = { title: "Tapes", lead: "11".repeat(16), labels: ["access", "media"] };

test("labels are split at commas, tidied, each once", () => {
  assert.deepEqual(labelsOf(" media,  night \n shift ,media,, "), ["media", "night shift"]);
  assert.equal(oneLine(" two\nlines\t"), "two lines");
});

test("only what differs is written", () => {
  assert.deepEqual(changesBetween(before, before), []);
  assert.deepEqual(changesBetween(before, { title: "", lead: null, labels: ["media", "night shift"] }), [
    { change: "title", value: "" },
    { change: "lead", value: null },
    { change: "label", value: { name: "access", on: false } },
    { change: "label", value: { name: "night shift", on: true } },
  ]);
});

test("what no reader's client would take is told before it is sent", () => {
  assert.equal(faultIn(before), null);
  assert.equal(faultIn({ ...before, title: "" }), null);
  assert.equal(faultIn({ ...before, title: "x".repeat(201) }), "title");
  assert.equal(faultIn({ ...before, labels: ["x".repeat(41)] }), "labels");
});
