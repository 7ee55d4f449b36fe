/**
 * One file on its way out: sealed as it goes, in constant memory, chunk by chunk. A chunk that was not confirmed is kept and sent again,
 * in this try or a later one. Never seals a file twice unless the server forgot the upload.
 */
import { Problem } from "../../kit/http.ts";
import { AttachmentSealer, CHUNK_SIZE, sealedAttachmentLength } from "../../seal/attachment.ts";
import type { SubmissionId } from "../../seal/bytes.ts";
import type { Recipient } from "../../seal/hybrid.ts";
import type { Attachment } from "../../seal/item.ts";
import { Refused } from "../../seal/refusal.ts";
import type { ToSend } from "../contract.ts";
import { openUpload, putChunk, type Uploaded } from "./door.ts";
import { Failed, slugOf } from "./failing.ts";
import { patiently, type Waiting } from "./patience.ts";
import { doWork } from "./working.ts";

/** What is done: for the item, and for the request that names the upload. */
export interface Done {
  readonly attachment: Attachment;
  readonly uploaded: Uploaded;
}

export class Upload {
  #opened: { id: string; sealer: AttachmentSealer; chunks: AsyncGenerator<Uint8Array, void> } | null = null;
  #kept: Uint8Array | null = null;
  #next = 0;
  #done: Done | null = null;

  constructor(
    readonly toSend: ToSend,
    readonly submission: SubmissionId,
    readonly recipients: readonly [Recipient, Recipient],
  ) {}

  /** Bytes of ciphertext in all. */
  get all(): number {
    return sealedAttachmentLength(this.toSend.file.size);
  }

  /** Goes on until all is confirmed. `sent` tells confirmed bytes. */
  async run(waiting: Waiting, sent: (bytes: number) => void): Promise<Done> {
    if (this.#done) return this.#done;
    try {
      return (this.#done = await this.#send(waiting, sent));
    } catch (error) {
      if (this.#opened && forgotten(error)) {
        this.#forget();
        return (this.#done = await this.#send(waiting, sent));
      }
      if (fileGone(error)) {
        this.#forget();
        throw new Failed("file-changed", { name: this.toSend.name });
      }
      throw error;
    }
  }

  #forget(): void {
    this.#opened = null;
    this.#kept = null;
    this.#next = 0;
  }

  async #open(waiting: Waiting): Promise<{ id: string; sealer: AttachmentSealer; chunks: AsyncGenerator<Uint8Array, void> }> {
    const { upload, chunk } = await patiently(async () => {
      for (let tries = 0; ; tries++) {
        const work = await doWork(this.submission, this.all, waiting.signal);
        try {
          return await openUpload({ submission: this.submission, bytes: this.all, work }, waiting.signal);
        } catch (error) {
          // More work is asked by now, or it came too late.
          if (tries > 0 || !(error instanceof Problem && slugOf(error) === "work-refused")) throw error;
        }
      }
    }, waiting);
    if (chunk !== CHUNK_SIZE) throw new Failed("garbled");
    const { file } = this.toSend;
    const sealer = new AttachmentSealer(piecesOfFile(file), file.size, this.recipients);
    return { id: upload, sealer, chunks: sealer.chunks() };
  }

  async #send(waiting: Waiting, sent: (bytes: number) => void): Promise<Done> {
    const opened = (this.#opened ??= await this.#open(waiting));
    for (;;) {
      if (this.#kept === null) {
        const next = await opened.chunks.next();
        if (next.done === true) break;
        this.#kept = next.value;
      }
      const chunk = this.#kept;
      await patiently(() => putChunk(opened.id, this.#next, chunk, waiting.signal), waiting);
      this.#kept = null;
      this.#next += 1;
      sent(Math.min(this.all, this.#next * CHUNK_SIZE));
    }
    const { name, type } = this.toSend;
    const attachment = opened.sealer.describe(name, type);
    return { attachment, uploaded: { upload: opened.id, sha256: attachment.sha256, bytes: attachment.sealed } };
  }
}

/** The server does not know the upload any more: it was swept, or pushed out by newer ones. */
function forgotten(error: unknown): boolean {
  return error instanceof Problem && (error.status === 404 || error.status === 410);
}

/** The file on this device was moved, changed or cut off. */
function fileGone(error: unknown): boolean {
  const unreadable = error instanceof DOMException && (error.name === "NotReadableError" || error.name === "NotFoundError");
  return unreadable || (error instanceof Refused && error.reason === "attachment");
}

const SLICE = 1 << 20;

/** Reads a file piece by piece. `file.stream()` may hold on to more than one piece. */
async function* piecesOfFile(file: File): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < file.size; at += SLICE) yield new Uint8Array(await file.slice(at, at + SLICE).arrayBuffer());
}
