import assert from "node:assert/strict";
import { test } from "node:test";
import { concat, fromHex, type Hash, label, type SubmissionId, toHex, utf8 } from "./bytes.ts";
import { drawIdentity, recipientOf } from "./hybrid.ts";
import { installation, logKey, randomFrom } from "./organisation.fixture.ts";
import { readPage, joinPages } from "./mailbox_page.ts";
import { receiptMessage, verifyReceipt } from "./receipt.ts";
import { SigningKey, verifyStrict } from "./signing.ts";
import { enrolProof, normaliseName, normalisePassphrase, stretchPassphrase, unwrapSecrets, wrapSecrets } from "./staff.ts";
import { verifyWork, WorkSolver } from "./work.ts";

const random = randomFrom("sign-in");
const submission = toHex(random.bytes(16)) as SubmissionId;

test("a passphrase opens what it sealed, however it was typed; another one does not", async () => {
  const own = { identity: drawIdentity(random), signing: SigningKey.fromSeed(random.bytes(32)) };
  let progress = 0;
  const first = stretchPassphrase("Ana ", "six words  and\tmore", installation, (done) => (progress = done));
  assert.ok(progress > 0.99);
  const sealed = await wrapSecrets(own, first.wrap);
  const again = stretchPassphrase("ana", " six words and more", installation);
  assert.equal(toHex(again.login), toHex(first.login));
  const opened = await unwrapSecrets(sealed, again.wrap);
  assert.equal(opened.identity, own.identity);
  assert.equal(opened.signing.publicKey, own.signing.publicKey);
  const other = stretchPassphrase("ana", "six words and more!", installation);
  assert.notEqual(other.loginHash, first.loginHash);
  await assert.rejects(unwrapSecrets(sealed, other.wrap), { reason: "cannot-open" });
});

test("names and passphrases are compared as people mean them", () => {
  assert.equal(normaliseName("  ÅSA.Öberg "), "åsa.öberg");
  assert.equal(normalisePassphrase("\u00a0a\u2003 b\u0085"), "a b");
  assert.equal(normalisePassphrase("\ufeffa"), "\ufeffa");
  assert.equal(normalisePassphrase("\ufb01n"), "fin");
});

test("an enrolment proof binds token and recipient", async () => {
  const key = SigningKey.fromSeed(random.bytes(32));
  const recipient = await recipientOf(drawIdentity(random));
  const token = toHex(random.bytes(32));
  const proof = fromHex(enrolProof(token, recipient, key), 64);
  const message = concat(label("enrol"), utf8("\n"), fromHex(token, 32), utf8(recipient));
  assert.ok(verifyStrict(proof, message, key.publicKey));
});

test("work is found in steps, is the smallest that will do, and binds submission and size", () => {
  const challenge = toHex(random.bytes(32));
  const solver = new WorkSolver({ challenge, bits: 10 }, submission, 70_000);
  let work = null;
  while (work === null) work = solver.step(100);
  assert.ok(verifyWork(work, submission, 70_000, 10));
  const nonce = Number(`0x${work.nonce}`);
  for (let n = 0; n < nonce; n++) {
    assert.ok(!verifyWork({ challenge, nonce: n.toString(16).padStart(16, "0") }, submission, 70_000, 10));
  }
  assert.ok(!verifyWork(work, submission, 70_001, 10));
  assert.ok(!verifyWork(work, toHex(random.bytes(16)) as SubmissionId, 70_000, 10));
  assert.ok(!verifyWork({ ...work, challenge: toHex(random.bytes(32)) }, submission, 70_000, 10));
});

test("work is the same for challenges of any length, block borders included", () => {
  for (const length of [1, 15, 22, 23, 24, 32, 64, 100]) {
    const challenge = toHex(random.bytes(length));
    const work = new WorkSolver({ challenge, bits: 6 }, submission, 0).step(100_000);
    assert.ok(work !== null && verifyWork(work, submission, 0, 6), String(length));
  }
});

test("a receipt holds for its leaf and its log key only", () => {
  const leaf = toHex(random.bytes(32)) as Hash;
  const good = { leaf, tick: 12, signature: toHex(logKey.sign(receiptMessage(leaf, 12))) };
  verifyReceipt(good, leaf, logKey.publicKey);
  const other = SigningKey.fromSeed(random.bytes(32));
  assert.throws(() => verifyReceipt({ ...good, tick: 13 }, leaf, logKey.publicKey), { reason: "receipt" });
  assert.throws(() => verifyReceipt(good, toHex(random.bytes(32)) as Hash, logKey.publicKey), { reason: "receipt" });
  assert.throws(() => verifyReceipt(good, leaf, other.publicKey), { reason: "receipt" });
});

test("pages of different documents are not joined, and nothing hides behind a piece", () => {
  const page = (pages: number, tag: number, piece: Uint8Array): Uint8Array => {
    const bytes = new Uint8Array(65536);
    new DataView(bytes.buffer).setUint32(0, pages, true);
    new DataView(bytes.buffer).setUint32(4, piece.length, true);
    bytes.fill(tag, 8, 16);
    bytes.set(piece, 16);
    return bytes;
  };
  const joined = joinPages([page(2, 7, utf8("ab")), page(2, 7, utf8("cd"))].map(readPage));
  assert.equal(new TextDecoder().decode(joined), "abcd");
  assert.throws(() => joinPages([page(2, 7, utf8("ab")), page(2, 8, utf8("cd"))].map(readPage)), { reason: "mailbox-page" });
  assert.throws(() => joinPages([page(2, 7, utf8("ab"))].map(readPage)), { reason: "mailbox-page" });
  const hidden = page(1, 7, utf8("ab"));
  hidden[65535] = 1;
  const long = page(1, 7, utf8("ab"));
  new DataView(long.buffer).setUint32(4, 65536, true);
  for (const bytes of [hidden, long, page(0, 7, utf8("")), new Uint8Array(65535)]) {
    assert.throws(() => readPage(bytes), { reason: "mailbox-page" });
  }
});
