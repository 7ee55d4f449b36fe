import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, pictureSize, plainText, PICTURE_BYTES } from "./preview.ts";

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...part].map((c) => c.charCodeAt(0)) : part)));

const png = (width: number, height: number): Uint8Array => {
  const made = bytes([0x89], "PNG\r\n", [0x1a], "\n", [0, 0, 0, 13], "IHDR", [0, 0, 0, 0, 0, 0, 0, 0, 8, 6, 0, 0, 0]);
  const view = new DataView(made.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return made;
};
const gif = bytes("GIF89a", [0x40, 0x01, 0xf0, 0x00], [0, 0, 0]);
const jpeg = bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0x01, 0x00, 0x02, 0x00, 1, 1, 0x11, 0]);
const webp = bytes("RIFF", [0, 0, 0, 0], "WEBPVP8X", [10, 0, 0, 0], [0, 0, 0, 0], [0xff, 0, 0], [0x7f, 0, 0]);

test("four kinds of pictures are known by their bytes, with their sizes", () => {
  assert.deepEqual(decide(png(300, 200), 5000), { show: "picture", kind: "png" });
  assert.deepEqual(decide(gif, gif.length), { show: "picture", kind: "gif" });
  assert.deepEqual(decide(jpeg, jpeg.length), { show: "picture", kind: "jpeg" });
  assert.deepEqual(decide(webp, webp.length), { show: "picture", kind: "webp" });
  assert.deepEqual(pictureSize("gif", gif), { width: 320, height: 240 });
  assert.deepEqual(pictureSize("jpeg", jpeg), { width: 512, height: 256 });
  assert.deepEqual(pictureSize("webp", webp), { width: 256, height: 128 });
});

test("a picture up to 32 MiB is drawn, one byte more is not", () => {
  assert.equal(decide(png(10, 10), PICTURE_BYTES).show, "picture");
  assert.deepEqual(decide(png(10, 10), PICTURE_BYTES + 1), { show: "nothing", because: "too-large" });
});

test("a small file that claims a huge canvas is not decoded", () => {
  assert.deepEqual(decide(png(60_000, 60_000), 900), { show: "nothing", because: "too-many-pixels" });
});

test("a picture whose size cannot be found is not decoded", () => {
  assert.deepEqual(decide(jpeg.slice(0, 8), 8), { show: "nothing", because: "too-many-pixels" });
  assert.deepEqual(decide(bytes([0xff, 0xd8, 0xff, 0x00, 0, 0]), 6), { show: "nothing", because: "too-many-pixels" });
});

test("pages, drawings with script and documents are shown as text or not at all", () => {
  assert.deepEqual(decide(bytes("<html><script>alert(1)</script>"), 31), { show: "text" });
  assert.deepEqual(decide(bytes("<svg onload=alert(1)>"), 21), { show: "text" });
  assert.deepEqual(decide(bytes("%PDF-1.7\n", [0xe2, 0xe3, 0xcf, 0xd3]), 13), { show: "nothing", because: "other-kind" });
  assert.deepEqual(decide(bytes("PK", [3, 4, 0, 0]), 6), { show: "nothing", because: "other-kind" });
});

test("text may be cut inside a letter by the end of the head, but not broken in the middle", () => {
  const cut = bytes("abc", [0xc3]);
  assert.deepEqual(decide(cut, 100), { show: "text" });
  assert.deepEqual(decide(cut, cut.length), { show: "nothing", because: "other-kind" });
  assert.deepEqual(decide(bytes([0xc3], "abc"), 100), { show: "nothing", because: "other-kind" });
});

test("an empty file shows nothing", () => {
  assert.deepEqual(decide(new Uint8Array(0), 0), { show: "nothing", because: "empty" });
});

test("marks that turn or hide writing become visible in text", () => {
  assert.equal(plainText("pay \u202Eevil\u202C now\u200B"), "pay [U+202E]evil[U+202C] now[U+200B]");
});
