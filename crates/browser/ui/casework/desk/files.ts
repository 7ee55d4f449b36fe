// Files of a case: opened piece by piece and checked to the end before anybody
// gets them; sealed and sent chunk by chunk. Neither way is a whole file in memory.

import { Unreachable } from "../../kit/http.ts";
import { AttachmentSealer, CHUNK_SIZE, openAttachment, piecesOf, sealedAttachmentLength } from "../../seal/attachment.ts";
import type { Case } from "../../seal/casework.ts";
import type { Recipient } from "../../seal/hybrid.ts";
import type { Attachment, Audience } from "../../seal/item.ts";
import { HEAD_BYTES } from "../rules/preview.ts";
import type { Held } from "./cases.ts";
import type { Door, Upload } from "./door.ts";
import { Failed } from "./failures.ts";
import type { OpenedFile } from "./views.ts";

/** Called with how much is done, 0 to 1. */
export type Part = (part: number) => void;

const UNKNOWN_TYPE = "application/octet-stream";
/** Opened pieces are handed to the browser in lumps of this size. */
const LUMP = 4 << 20;
/** A chunk is sent again so many times when the connection breaks; sending one twice does no harm. */
const TRIES = 4;

function describedIn(checked: Case, sha256: string): { said: Attachment; audience: Audience } | null {
  for (const chains of [checked.conversation, checked.notes]) {
    for (const { body, header } of chains.all()) {
      const list = body.kind === "report" ? body.report.attachments : body.kind === "message" ? body.message.attachments : body.kind === "note" ? body.note.attachments : [];
      const said = list.find((one) => one.sha256 === sha256);
      if (said !== undefined) return { said, audience: header.audience };
    }
  }
  return null;
}

/** Fetches, opens and checks one file. Refused: "attachment" when it is not what its sender sealed. */
export async function openFile(door: Door, { told, checked }: Held, sha256: string, part: Part): Promise<OpenedFile> {
  const described = describedIn(checked, sha256);
  const there = told.attachments.find((one) => one.sha256 === sha256);
  if (described === null || there === undefined) throw new Failed("finding-attachment-missing");
  const { said, audience } = described;
  const count = Math.ceil(said.sealed / CHUNK_SIZE);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let n = 0; n < count; n += 1) {
      yield await door.chunk(told.case, there?.id ?? "", n);
      part((n + 1) / count);
    }
  }
  // Newest keys first: a file may have been sealed before the keys were changed.
  const identities = checked.keyring.generations.map((one) => one[audience]).reverse();
  const blob = await gathered(openAttachment(chunks(), said, identities));
  return { blob, head: new Uint8Array(await blob.slice(0, HEAD_BYTES).arrayBuffer()) };
}

async function gathered(pieces: AsyncIterable<Uint8Array>): Promise<Blob> {
  const lumps: Blob[] = [];
  let lump: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const piece of pieces) {
    lump.push(piece.slice());
    size += piece.length;
    if (size < LUMP) continue;
    lumps.push(new Blob(lump));
    lump = [];
    size = 0;
  }
  return new Blob([...lumps, ...lump]);
}

/** Seals one picked file to the two recipients of the entry that will name it, and sends it. */
export async function sendFile(
  door: Door,
  caseId: string,
  file: File,
  recipients: readonly [Recipient, Recipient],
  part: Part,
): Promise<{ attachment: Attachment; upload: Upload }> {
  const bytes = sealedAttachmentLength(file.size);
  const id = await door.openUpload(caseId, bytes);
  const sealer = new AttachmentSealer(piecesOf(file.stream()), file.size, recipients);
  let n = 0;
  for await (const chunk of sealer.chunks()) {
    await put(door, caseId, id, n, chunk as Uint8Array<ArrayBuffer>);
    n += 1;
    part(Math.min(1, (n * CHUNK_SIZE) / bytes));
  }
  const attachment = sealer.describe(file.name, file.type === "" ? UNKNOWN_TYPE : file.type);
  return { attachment, upload: { upload: id, sha256: attachment.sha256, bytes: attachment.sealed } };
}

async function put(door: Door, caseId: string, upload: string, n: number, chunk: Uint8Array<ArrayBuffer>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await door.putChunk(caseId, upload, n, chunk);
      return;
    } catch (error) {
      if (!(error instanceof Unreachable) || tries === TRIES) throw error;
    }
  }
}
