import assert from "node:assert/strict";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import * as vectors from "cctv-age";
import { hashOf } from "./bytes.ts";
import { decrypt, drawIdentity, encrypt, type Identity, parseIdentity, parseRecipient, recipientOf, sealedLength } from "./hybrid.ts";
import { randomFrom } from "./organisation.fixture.ts";
import { Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { bech32 } from "@scure/base";

const random = randomFrom("hybrid");

interface Vector {
  readonly name: string;
  readonly expect: string;
  readonly payload: string | undefined;
  readonly identities: readonly string[];
  readonly file: Uint8Array;
}

function readVector(name: string, bytes: Uint8Array): Vector {
  const split = Buffer.from(bytes).indexOf("\n\n");
  const lines = Buffer.from(bytes.subarray(0, split)).toString("utf8").split("\n");
  const all = (key: string): string[] => lines.filter((line) => line.startsWith(`${key}: `)).map((line) => line.slice(key.length + 2));
  const rest = bytes.subarray(split + 2);
  return {
    name,
    expect: all("expect")[0] ?? "",
    payload: all("payload")[0],
    identities: all("identity"),
    file: all("compressed")[0] === "zlib" ? new Uint8Array(inflateSync(rest)) : rest,
  };
}

const published = vectors as unknown as { default?: Record<string, Uint8Array> };
const hybrid = Object.entries(published.default ?? (vectors as unknown as Record<string, Uint8Array>))
  .map(([name, bytes]) => readVector(name, bytes))
  .filter(({ identities }) => identities.some((one) => one.startsWith("AGE-SECRET-KEY-PQ-1")));

/** Where the format would succeed and this house refuses: one kind only, no grease, binary only. */
const stricter = new Map([
  ["hybrid_and_x25519", "stanza-kind"],
  ["hybrid_grease", "stanza-kind"],
  ["armor_hybrid", "cannot-open"],
]);

test("all published hybrid vectors open or are refused as they should", async () => {
  assert.equal(hybrid.length, 19);
  for (const { name, expect, payload, identities, file } of hybrid) {
    const identity = identities.find((one) => one.startsWith("AGE-SECRET-KEY-PQ-1")) as Identity;
    const opened = decrypt(file, identity, null);
    const reason = stricter.get(name);
    if (reason !== undefined) {
      assert.equal(expect, "success", name);
      await assert.rejects(opened, { reason }, name);
    } else if (expect === "success") {
      assert.equal(hashOf((await opened).plaintext), payload, name);
    } else {
      await assert.rejects(opened, { name: "Refused" }, name);
    }
  }
});

test("a file opens for its readers, with the right count only", async () => {
  const [one, two, other] = [drawIdentity(random), drawIdentity(random), drawIdentity(random)];
  const sealed = await encrypt(new Uint8Array(1000).fill(7), [await recipientOf(one), await recipientOf(two)]);
  assert.equal(sealed.length, sealedLength(1000, 2));
  for (const identity of [one, two]) assert.equal((await decrypt(sealed, identity, 2)).plaintext.length, 1000);
  await assert.rejects(decrypt(sealed, one, 1), { reason: "stanza-count" });
  await assert.rejects(decrypt(sealed, one, 3), { reason: "stanza-count" });
  await assert.rejects(decrypt(sealed, other, 2), { reason: "cannot-open" });
  assert.equal((await decrypt(sealed, one, null)).stanzas, 2);
});

test("sealed lengths are known beforehand, over the borders of a piece", async () => {
  const recipient = await recipientOf(drawIdentity(random));
  for (const length of [0, 1, 65535, 65536, 65537, 131072]) {
    assert.equal((await encrypt(new Uint8Array(length), [recipient])).length, sealedLength(length, 1));
  }
});

test("a file that a writer mixed with another kind of recipient is refused", async () => {
  const identity = drawIdentity(random);
  const encrypter = new Encrypter();
  encrypter.addRecipient(await recipientOf(identity));
  encrypter.addRecipient(await identityToRecipient(await generateX25519Identity()));
  const sealed = await encrypter.encrypt(new Uint8Array(10));
  await assert.rejects(decrypt(sealed, identity, 2), { reason: "stanza-kind" });
});

test("only hybrid recipients with a canonical key are taken", async () => {
  const recipient = await recipientOf(drawIdentity(random));
  assert.equal(parseRecipient(recipient), recipient);
  assert.throws(() => parseRecipient(recipient.toUpperCase()), { reason: "recipient" });
  assert.throws(() => parseRecipient(`${recipient.slice(0, -1)}q`), { reason: "recipient" });
  const { words } = bech32.decode(recipient as `age1pq1${string}`, false);
  const bytes = bech32.fromWords(words);
  bytes.set([0xff, 0xff, 0xff]);
  const above = bech32.encode("age1pq", bech32.toWords(bytes), false);
  assert.throws(() => parseRecipient(above), { reason: "recipient" });
  assert.throws(() => parseIdentity("AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0"), { reason: "recipient" });
  const x25519 = (await identityToRecipient(await generateX25519Identity())) as typeof recipient;
  await assert.rejects(encrypt(new Uint8Array(1), [x25519]), { reason: "recipient" });
});
