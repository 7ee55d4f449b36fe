import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { AttachmentSealer, type Bytes, CHUNK_SIZE, openAttachment, sealedAttachmentLength } from "./attachment.ts";
import { hashOf } from "./bytes.ts";
import { drawIdentity, encrypt, recipientOf } from "./hybrid.ts";
import type { Attachment } from "./item.ts";
import { randomFrom } from "./organisation.fixture.ts";

const random = randomFrom("attachment");
const [members, mailbox, other] = [drawIdentity(random), drawIdentity(random), drawIdentity(random)];
const recipients = [await recipientOf(members), await recipientOf(mailbox)] as const;

async function sealAll(source: Bytes, length: number): Promise<{ chunks: Uint8Array[]; said: Attachment }> {
  const sealer = new AttachmentSealer(source, length, recipients);
  const chunks: Uint8Array[] = [];
  for await (const chunk of sealer.chunks()) chunks.push(chunk);
  return { chunks, said: sealer.describe("a.bin", "application/octet-stream") };
}

async function openAll(chunks: Bytes, said: Attachment, identity = mailbox): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of openAttachment(chunks, said, [other, identity])) pieces.push(piece);
  return Buffer.concat(pieces);
}

test("files of any length and any pieces come back whole, for either key, with the length that was declared", async () => {
  const lengths = fc.oneof(fc.constantFrom(0, 1, 65535, 65536, 65537), fc.nat(300_000));
  await fc.assert(
    fc.asyncProperty(lengths, fc.integer({ min: 1, max: 100_000 }), fc.boolean(), async (length, cut, asMember) => {
      const file = new Uint8Array(length).map((_, n) => n * 31);
      const pieces = Array.from({ length: Math.ceil(length / cut) }, (_, n) => file.subarray(n * cut, (n + 1) * cut));
      const { chunks, said } = await sealAll(pieces, length);
      const all = Buffer.concat(chunks);
      assert.equal(all.length, sealedAttachmentLength(length));
      assert.deepEqual([said.sealed, said.length, said.sha256], [all.length, length, hashOf(all)]);
      assert.deepEqual(Buffer.compare(await openAll([all.subarray(0, 100), all.subarray(100)], said, asMember ? members : mailbox), file), 0);
    }),
    { numRuns: 25 },
  );
});

test("chunks have one size but for the last", async () => {
  const length = 3 * CHUNK_SIZE - 5;
  const { chunks } = await sealAll([new Uint8Array(length)], length);
  assert.ok(chunks.slice(0, -1).every((chunk) => chunk.length === CHUNK_SIZE));
  assert.equal(chunks.length, Math.ceil(sealedAttachmentLength(length) / CHUNK_SIZE));
});

test("sealing takes from its source only as chunks are asked for", async () => {
  let given = 0;
  async function* source(): AsyncGenerator<Uint8Array, void> {
    for (; given < 64; given++) yield new Uint8Array(CHUNK_SIZE);
  }
  const sealer = new AttachmentSealer(source(), 64 * CHUNK_SIZE, recipients);
  let taken = 0;
  for await (const _ of sealer.chunks()) {
    taken++;
    assert.ok(given <= taken + 2, `${String(given)} MiB read for ${String(taken)} chunks`);
    if (taken === 20) break;
  }
  assert.throws(() => sealer.describe("a", "b"), { reason: "attachment" });
});

test("a file that is longer or shorter than it said is not sealed to the end", async () => {
  await assert.rejects(sealAll([new Uint8Array(10)], 11), { reason: "attachment" });
  await assert.rejects(sealAll([new Uint8Array(12)], 11), { reason: "attachment" });
});

test("a changed, cut, lengthened or swapped ciphertext is refused", async () => {
  const { chunks, said } = await sealAll([new Uint8Array(200_000).fill(1)], 200_000);
  const all = Buffer.concat(chunks);
  const bent = Buffer.from(all);
  bent[150_000] = (bent[150_000] ?? 0) ^ 1;
  const honest = await sealAll([new Uint8Array(200_000).fill(1)], 200_000);
  const bad: [Bytes, string][] = [
    [[bent], "attachment"],
    [[all.subarray(0, -1)], "attachment"],
    [[all.subarray(0, 65536 * 2)], "attachment"],
    [[all, new Uint8Array(1)], "attachment"],
    [honest.chunks, "attachment"],
    [[], "cannot-open"],
  ];
  for (const [source, reason] of bad) await assert.rejects(openAll(source, said), { reason });
  await assert.rejects(openAll([all], said, other), { reason: "cannot-open" });
  await assert.rejects(openAll([all], { ...said, length: 199_999 }), { reason: "attachment" });
});

test("something hidden in the padding is refused", async () => {
  const plain = new Uint8Array(65536);
  plain[65000] = 1;
  const sealed = await encrypt(plain, recipients);
  const said: Attachment = { sha256: hashOf(sealed), name: "a", type: "b", length: 10, sealed: sealed.length };
  await assert.rejects(openAll([sealed], said), { reason: "attachment" });
});
