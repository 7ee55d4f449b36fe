// Attachments: padded to a size that says little, sealed as a stream in constant memory, cut into chunks (protocol 4).

import { sha256 } from "@noble/hashes/sha2.js";
import { concat, type Hash, toHex } from "./bytes.ts";
import { decryptStream, encryptStream, type Identity, type Recipient, sealedLength } from "./hybrid.ts";
import { type Attachment, ITEM_STANZAS } from "./item.ts";
import { attachmentSize } from "./padding.ts";
import { Refused } from "./refusal.ts";

/** Ciphertext goes out and comes in by chunks of this size; the last may be shorter. */
export const CHUNK_SIZE = 1 << 20;
const PIECE = 1 << 16;

export type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** What can be said of a file before it is sealed: the upload declares its sealed length. */
export function sealedAttachmentLength(length: number): number {
  return sealedLength(attachmentSize(length), ITEM_STANZAS);
}

/** A web stream over pieces; pulls one at a time. */
function streamOf(pieces: AsyncIterator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await pieces.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await pieces.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Pieces of a web stream; leaving the loop early cancels it. */
export async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** The file and zeros after it. Refused: "attachment" when it is not as long as it was said to be. */
async function* paddedPieces(source: Bytes, length: number): AsyncGenerator<Uint8Array, void> {
  let seen = 0;
  for await (const piece of source) {
    seen += piece.length;
    if (seen > length) throw new Refused("attachment", "length");
    for (let at = 0; at < piece.length; at += PIECE) yield piece.subarray(at, at + PIECE);
  }
  if (seen !== length) throw new Refused("attachment", "length");
  for (let left = attachmentSize(length) - length; left > 0; left -= PIECE) yield new Uint8Array(Math.min(PIECE, left));
}

/** Regroups pieces into chunks; each is a buffer of its own, since it may be sent again. */
async function* chunksOf(pieces: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array, void> {
  let chunk = new Uint8Array(size);
  let filled = 0;
  for await (let piece of pieces) {
    while (piece.length > 0) {
      const part = piece.subarray(0, size - filled);
      chunk.set(part, filled);
      filled += part.length;
      piece = piece.subarray(part.length);
      if (filled === size) {
        yield chunk;
        chunk = new Uint8Array(size);
        filled = 0;
      }
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}

/** One attachment on its way out. Take all of `chunks`, then ask for what the item says of it. */
export class AttachmentSealer {
  readonly #hash = sha256.create();
  #sealed = 0;
  #done = false;

  constructor(
    readonly source: Bytes,
    /** True bytes of the file. */
    readonly length: number,
    readonly recipients: readonly [Recipient, Recipient],
  ) {}

  /** Sealed chunks in order, made as they are taken. */
  async *chunks(): AsyncGenerator<Uint8Array, void> {
    const plaintext = streamOf(paddedPieces(this.source, this.length));
    const sealed = await encryptStream(plaintext, this.recipients);
    for await (const chunk of chunksOf(piecesOf(sealed), CHUNK_SIZE)) {
      this.#hash.update(chunk);
      this.#sealed += chunk.length;
      yield chunk;
    }
    this.#done = true;
  }

  /** What the item says. Only after the last chunk. */
  describe(name: string, type: string): Attachment {
    if (!this.#done) throw new Refused("attachment", "not sealed yet");
    return { sha256: toHex(this.#hash.digest()) as Hash, name, type, length: this.length, sealed: this.#sealed };
  }
}

/**
 * Opens an attachment as its chunks come in and gives the true bytes. Ends with "attachment" when the ciphertext was not
 * the one the item names, its length does not fit, or the padding is not zeros: what was given before is then not to be used.
 */
export async function* openAttachment(source: Bytes, said: Attachment, identities: readonly Identity[]): AsyncGenerator<Uint8Array, void> {
  const hash = sha256.create();
  let sealed = 0;
  async function* counted(): AsyncGenerator<Uint8Array, void> {
    for await (const chunk of source) {
      hash.update(chunk);
      sealed += chunk.length;
      if (sealed > said.sealed) throw new Refused("attachment", "length");
      yield chunk;
    }
  }
  let left = said.length;
  let padding = 0;
  let plain = 0;
  for await (const piece of refusing(piecesOf(await decryptWithAny(counted(), identities)))) {
    plain += piece.length;
    const content = piece.subarray(0, Math.min(left, piece.length));
    left -= content.length;
    for (const byte of piece.subarray(content.length)) padding |= byte;
    if (content.length > 0) yield content;
  }
  const fits = left === 0 && padding === 0 && plain === attachmentSize(said.length) && sealed === said.sealed;
  if (!fits || toHex(hash.digest()) !== said.sha256) throw new Refused("attachment");
}

/** What the age library throws in the middle of a stream means one thing: this is not the attachment. */
async function* refusing(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  try {
    yield* pieces;
  } catch (error) {
    throw error instanceof Refused ? error : new Refused("attachment");
  }
}

const HEADER = sealedLength(0, ITEM_STANZAS);

/** Tries identities on the header, and goes on with the one that fits. */
async function decryptWithAny(pieces: AsyncGenerator<Uint8Array, void>, identities: readonly Identity[]): Promise<ReadableStream<Uint8Array>> {
  let head = new Uint8Array(0);
  while (head.length < HEADER) {
    const next = await pieces.next();
    if (next.done === true) break;
    head = concat(head, next.value) as Uint8Array<ArrayBuffer>;
  }
  let refused = new Refused("cannot-open");
  for (const identity of identities) {
    try {
      await decryptStream(streamOf(rejoined(head)), identity, ITEM_STANZAS);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused = error;
      continue;
    }
    return decryptStream(streamOf(rejoined(head, pieces)), identity, ITEM_STANZAS);
  }
  throw refused;
}

async function* rejoined(head: Uint8Array, rest?: AsyncGenerator<Uint8Array, void>): AsyncGenerator<Uint8Array, void> {
  yield head;
  if (rest !== undefined) yield* rest;
}
