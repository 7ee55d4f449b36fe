// Files as reporters have them: a photo with a place in it, a long video, a text with a hostile name.
import { randomBytes } from "node:crypto";
import * as zlib from "node:zlib";

function chunk(kind, data) {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc(body));
  return Buffer.concat([head, body, sum]);
}

// zlib.crc32 came with Node 20.15; older ones count here.
function crc(bytes) {
  if (zlib.crc32) return zlib.crc32(bytes);
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}

/** A PNG of `width` × `height` in one colour, with a comment in it as cameras write them. */
export function photo(width = 640, height = 480, colour = [70, 110, 160]) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const line = Buffer.concat([Buffer.from([0]), ...Array.from({ length: width }, () => Buffer.from(colour))]);
  const pixels = zlib.deflateSync(Buffer.concat(Array.from({ length: height }, () => line)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const comment = Buffer.from("Comment\0taken at the loading dock", "latin1");
  return Buffer.concat([signature, chunk("IHDR", head), chunk("tEXt", comment), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

/** `bytes` of an MP4 that nobody can play: it begins like one and goes on at random. */
export function video(bytes = 20_000_000) {
  const head = Buffer.from("0000001c6674797069736f6d0000020069736f6d69736f326d703431", "hex");
  return Buffer.concat([head, randomBytes(bytes - head.length)]);
}
