import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { safeName } from "./file-name.ts";

const name = (given: string): string => safeName(given).name;

test("ordinary names stay as they are, in any script", () => {
  for (const given of ["report 2026.pdf", "Überstunden März.xlsx", "фото.jpg", "証拠.png", "archive.tar.gz"]) {
    assert.deepEqual(safeName(given), { name: given, changed: false, disarmed: false });
  }
});

test("a name cannot climb out of its folder", () => {
  assert.equal(name("../../etc/passwd"), "_.._etc_passwd");
  assert.equal(name("C:\\Windows\\win.ini"), "C__Windows_win.ini");
  assert.equal(name(".bashrc"), "bashrc");
  assert.equal(name("..."), "file");
  assert.equal(name(""), "file");
});

test("marks that turn the writing cannot hide an ending", () => {
  assert.deepEqual(safeName("invoice\u202Efdp.exe"), { name: "invoicefdp.exe.unsafe", changed: true, disarmed: true });
  assert.equal(name("photo.jp\u200Bg"), "photo.jpg");
  assert.equal(name("a\u0000b\nc.txt"), "abc.txt");
});

test("what a double click would run is disarmed, whatever is written before or after the ending", () => {
  for (const given of ["x.exe", "photo.jpg.EXE", "page.html", "drawing.svg", "x.ps1 ", "x.scr...", "link.lnk", "macro.docm", "x.e\u200Bxe"]) {
    assert.match(name(given), /\.unsafe$/u, given);
  }
});

test("names that are devices on some systems are not used", () => {
  assert.equal(name("CON"), "_CON");
  assert.equal(name("nul.txt"), "_nul.txt");
  assert.equal(name("com1.tar.gz"), "_com1.tar.gz");
});

test("long names are cut in the middle and keep their ending", () => {
  const cut = name(`${"ä".repeat(400)}.pdf`);
  assert.ok(new TextEncoder().encode(cut).length <= 120);
  assert.match(cut, /ä\.pdf$/u);
});

test("no name whatever hides, climbs, or runs", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), fc.constantFrom("", ".exe", ".html", "/", "\u202e", ".."), (text, more) => {
      const safe = name(text + more);
      assert.ok(safe.length > 0 && new TextEncoder().encode(safe).length <= 130);
      assert.doesNotMatch(safe, /[\p{Cc}\p{Cf}<>:"/\\|?*]/u);
      assert.doesNotMatch(safe, /^[.\s-]|[.\s]$|\.(exe|html)$/iu);
    }),
  );
});

test("a safe name stays the same when it is made safe again, but for the mark", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
      const once = name(text);
      assert.equal(name(once), once);
    }),
  );
});
