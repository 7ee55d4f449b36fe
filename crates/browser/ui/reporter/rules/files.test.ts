import assert from "node:assert/strict";
import { test } from "node:test";
import { paddedLength, secondsFor, takeFiles, travelName, travelType } from "./files.ts";

const limits = { maxAttachment: 1000, maxAttachments: 2 };
const file = (name: string, size: number) => ({ name, size, changed: 0 });

test("an empty, a too large, a doubled and a surplus file are each refused by name, the others are kept", () => {
  const { taken, faults } = takeFiles([file("a", 1)], [file("a", 1), file("b", 0), file("c", 1001), file("d", 1000), file("e", 1)], limits);
  assert.deepEqual(taken.map((one) => one.name), ["a", "d"]);
  assert.deepEqual(faults.map((one) => [one.kind, one.name]), [["twice", "a"], ["empty", "b"], ["too-large", "c"], ["too-many", "e"]]);
});

test("hostile names become harmless ones", () => {
  const hostile: [string, string][] = [
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\me\\plan.docx", "plan.docx"],
    ["photo\u202Egpj.exe", "photogpj.exe"],
    ["a\u0000b\nc.txt", "abc.txt"],
    ["<img src=x>.png", "_img src=x_.png"],
    ["...", "file"],
    ["", "file"],
    [" . ", "file"],
    ["CON", "_CON"],
    ["nul.txt", "_nul.txt"],
    ["e\u0301te\u0301.pdf", "\u00e9t\u00e9.pdf"],
  ];
  for (const [name, harmless] of hostile) assert.equal(travelName(name), harmless);
});

test("a very long name keeps its ending and is cut between characters", () => {
  const cut = travelName(`${"🙂".repeat(300)}.jpeg`);
  assert.equal([...cut].length, 100);
  assert.ok(cut.endsWith("🙂.jpeg"));
});

test("a travelling name travels unchanged a second time", () => {
  for (const name of ["../a b.txt", "con.txt", "\u202e.x", `${"x".repeat(200)}.tar`]) assert.equal(travelName(travelName(name)), travelName(name));
});

test("types that are not plain media types become octets", () => {
  assert.equal(travelType("image/jpeg"), "image/jpeg");
  assert.equal(travelType("text/html; charset=x"), "application/octet-stream");
  assert.equal(travelType(""), "application/octet-stream");
});

test("padding never shrinks, starts at 64 KiB and costs at most an eighth", () => {
  assert.equal(paddedLength(1), 65_536);
  for (let length = 65_537; length < 1e9; length = Math.floor(length * 1.37)) {
    assert.ok(paddedLength(length) >= length && paddedLength(length) <= length * 1.125);
  }
});

test("time grows with the files and shrinks with speed", () => {
  assert.ok(secondsFor([2e7], 2e6) > secondsFor([1e7], 2e6));
  assert.ok(secondsFor([2e7], 4e6) < secondsFor([2e7], 2e6));
});
