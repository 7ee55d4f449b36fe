import assert from "node:assert/strict";
import { test } from "node:test";
import { bech32 } from "@scure/base";
import { Decrypter, type Stanza } from "age-encryption";
import { drawIdentity, encrypt, recipientOf } from "./hybrid.ts";
import { HybridKey } from "./kem.ts";
import { randomFrom } from "./organisation.fixture.ts";

const random = randomFrom("kem");
const identity = drawIdentity(random);
const seed = bech32.fromWords(bech32.decode(identity as `${string}1${string}`, false).words);
const plaintext = new TextEncoder().encode("The same for all three.");
const sealed = await encrypt(plaintext, [await recipientOf(drawIdentity(random)), await recipientOf(identity)]);

async function opened(key: HybridKey): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(key);
  return decrypter.decrypt(sealed);
}

test("a key opens alike with the browser's own curve and without, and as age itself does", async () => {
  const whole = new Decrypter();
  whole.addIdentity(identity);
  assert.deepEqual(await whole.decrypt(sealed), plaintext);
  let asked = 0;
  const counting = new Proxy(crypto.subtle, {
    get: (of, name) => (...given: unknown[]) => {
      asked += 1;
      return (of[name as "deriveBits"] as (...all: unknown[]) => unknown).apply(of, given);
    },
  });
  assert.deepEqual(await opened(new HybridKey(seed, counting)), plaintext);
  assert.ok(asked > 1, "the browser's own was used");
  assert.deepEqual(await opened(new HybridKey(seed, {} as SubtleCrypto)), plaintext);
  const without = { importKey: () => Promise.reject(new DOMException("", "NotSupportedError")) } as unknown as SubtleCrypto;
  assert.deepEqual(await opened(new HybridKey(seed, without)), plaintext);
});

test("another key opens nothing, and a stanza that is not well formed is refused", async () => {
  const stranger = new HybridKey(random.bytes(32));
  await assert.rejects(opened(stranger), /no identity/);
  const short = { args: ["mlkem768x25519", "AAAA"], body: new Uint8Array(32) } as Stanza;
  await assert.rejects(stranger.unwrapFileKey([short]), { reason: "cannot-open" });
});

test("a curve point of small order is refused with either curve", async () => {
  const share = new Uint8Array(1120);
  const stanza = { args: ["mlkem768x25519", Buffer.from(share).toString("base64").replaceAll("=", "")], body: new Uint8Array(32) } as Stanza;
  for (const subtle of [crypto.subtle, {} as SubtleCrypto]) await assert.rejects(new HybridKey(seed, subtle).unwrapFileKey([stanza]));
});
