/** An attachment on its way in: fetched chunk by chunk, unlocked, checked to the last byte, and only then handed out. */
import { Problem } from "../../kit/http.ts";
import { toHex } from "../../seal/bytes.ts";
import { CHUNK_SIZE, openAttachment } from "../../seal/attachment.ts";
import type { MailboxSecrets } from "../../seal/derive.ts";
import type { Attachment } from "../../seal/item.ts";
import { Refused } from "../../seal/refusal.ts";
import { travelName } from "../rules/files.ts";
import { fetchChunk } from "./door.ts";
import { Failed } from "./failing.ts";
import { patiently } from "./patience.ts";

/** Pieces are gathered to blobs of this size, which the browser may keep apart from the script's memory. */
const GATHER = 8 << 20;

/**
 * `tell` gets the part that was fetched, 0 to 1. At a delivery what waited gets another id: `again` then says where the file lies now,
 * or null. Failed: "attachment-broken".
 */
export async function fetchFile(
  { id, said }: { id: string; said: Attachment },
  again: () => Promise<string | null>,
  secrets: MailboxSecrets,
  signal: AbortSignal,
  tell: (part: number) => void,
): Promise<Blob> {
  const count = Math.ceil(said.sealed / CHUNK_SIZE);
  let at = id;
  const chunk = async (n: number): Promise<Uint8Array> => {
    try {
      return await fetchChunk(toHex(secrets.token), at, n, signal);
    } catch (error) {
      const now = error instanceof Problem && error.status === 404 ? await again() : null;
      if (now === null || now === at) throw error;
      at = now;
      return fetchChunk(toHex(secrets.token), at, n, signal);
    }
  };
  async function* chunks(): AsyncGenerator<Uint8Array, void> {
    for (let n = 0; n < count; n++) {
      yield await patiently(() => chunk(n), { signal, waiting: () => undefined });
      tell((n + 1) / count);
    }
  }
  try {
    return await gathered(openAttachment(chunks(), said, [secrets.identity]));
  } catch (error) {
    throw error instanceof Refused ? new Failed("attachment-broken", { name: travelName(said.name) }) : error;
  }
}

/** Always octets: whatever the sender calls it, the browser must not show it by itself. */
async function gathered(pieces: AsyncIterable<Uint8Array>): Promise<Blob> {
  const type = "application/octet-stream";
  const blobs: Blob[] = [];
  let some: BlobPart[] = [];
  let size = 0;
  for await (const piece of pieces) {
    some.push(piece.slice());
    size += piece.length;
    if (size < GATHER) continue;
    blobs.push(new Blob(some, { type }));
    some = [];
    size = 0;
  }
  return new Blob([...blobs, ...some], { type });
}
