// What may be shown of a file inside the page: pictures of four kinds, redrawn,
// and plain text. The bytes decide; name and claimed type count for nothing.

export type Picture = "png" | "jpeg" | "webp" | "gif";
export type Preview =
  | { readonly show: "picture"; readonly kind: Picture }
  | { readonly show: "text" }
  | { readonly show: "nothing"; readonly because: "too-large" | "too-many-pixels" | "other-kind" | "empty" };

/** Pictures above this many bytes are not decoded. */
export const PICTURE_BYTES = 32 * 1024 * 1024;
/** Text above this many bytes is cut off in the page. */
export const TEXT_BYTES = 512 * 1024;
/** A small file can claim a huge canvas; more than this is not decoded. */
const PIXELS = 64_000_000;
/** How many leading bytes `decide` wants to see. */
export const HEAD_BYTES = 64 * 1024;

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Decides from a file's first `HEAD_BYTES` bytes and its whole length. */
export function decide(head: Uint8Array, length: number): Preview {
  if (length === 0) return { show: "nothing", because: "empty" };
  const kind = pictureKind(head);
  if (kind !== null) {
    if (length > PICTURE_BYTES) return { show: "nothing", because: "too-large" };
    const size = pictureSize(kind, head);
    if (size === null || size.width * size.height > PIXELS) return { show: "nothing", because: "too-many-pixels" };
    return { show: "picture", kind };
  }
  return isText(head, length) ? { show: "text" } : { show: "nothing", because: "other-kind" };
}

/** The MIME type to decode a picture under: the one its bytes have. */
export function pictureType(kind: Picture): string {
  return `image/${kind}`;
}

function starts(head: Uint8Array, bytes: readonly number[], at = 0): boolean {
  return bytes.every((byte, index) => head[at + index] === byte);
}

function ascii(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0));
}

/** Which of the four kinds these bytes are, `null` for any other. */
export function pictureKind(head: Uint8Array): Picture | null {
  if (starts(head, PNG)) return "png";
  if (starts(head, [0xff, 0xd8, 0xff])) return "jpeg";
  if (starts(head, ascii("GIF87a")) || starts(head, ascii("GIF89a"))) return "gif";
  if (starts(head, ascii("RIFF")) && starts(head, ascii("WEBP"), 8)) return "webp";
  return null;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The canvas a picture claims, from its head; `null` when it cannot be found there. */
export function pictureSize(kind: Picture, head: Uint8Array): Size | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  try {
    switch (kind) {
      case "png":
        return { width: view.getUint32(16), height: view.getUint32(20) };
      case "gif":
        return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
      case "webp":
        return webpSize(view, head);
      case "jpeg":
        return jpegSize(view);
    }
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function webpSize(view: DataView, head: Uint8Array): Size | null {
  if (starts(head, ascii("VP8X"), 12)) {
    const three = (at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 65536;
    return { width: three(24) + 1, height: three(27) + 1 };
  }
  if (starts(head, ascii("VP8L"), 12)) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (starts(head, ascii("VP8 "), 12)) {
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  return null;
}

/** Walks a JPEG's segments to its frame header. */
function jpegSize(view: DataView): Size | null {
  let at = 2;
  for (;;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const frame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (frame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
}

/** Valid UTF-8 without the controls that text never has; a letter cut at the end of the head is forgiven. */
function isText(head: Uint8Array, length: number): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: head.length < length });
    return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/u.test(text);
  } catch {
    return false;
  }
}

/** Text with the marks that turn or hide writing made visible, as `[U+202E]`. */
export function plainText(text: string): string {
  return text.replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u206f\u061c\ufeff]/gu, (mark) => {
    const code = mark.codePointAt(0) ?? 0;
    return `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
  });
}
