// Opens and checks what stands under `case`, whoever wrote it (protocol 12).

import assert from "node:assert/strict";
import { openAttachment } from "../attachment.ts";
import type { Rosters } from "../authors.ts";
import { type CaseId, fromBase64url, fromHex, type Hash, type InstallationId, type PublicKey, type StaffId, toBase64url, toHex } from "../bytes.ts";
import { type Case, checkCase, openCase } from "../casework.ts";
import { deriveMailbox, filingLeaf, type MailboxSecrets } from "../derive.ts";
import { type Identity, recipientOf } from "../hybrid.ts";
import type { Attachment, Item } from "../item.ts";
import { checkMailbox, type Conversation, type MailboxDocument, openMailbox, readDocument } from "../mailbox.ts";
import { verifyReceipt } from "../receipt.ts";
import { type Channel, judgeTime, personOf, verifyRoster } from "../roster.ts";
import { SigningKey } from "../signing.ts";
import { stretchPassphrase, unwrapSecrets } from "../staff.ts";
import { utf8 } from "../bytes.ts";
import type { Story } from "./file.ts";

const id = (n: number): string => n.toString(16).padStart(32, "0");

function textsOf(items: readonly Item[]): string[] {
  return items.flatMap(({ body }) => (body.kind === "message" ? [body.message.text] : body.kind === "note" ? [body.note.text] : []));
}

export async function checkStory(story: Story): Promise<void> {
  const channel: Channel = {
    organisation: "",
    installation: story.installation as InstallationId,
    organisation_keys: [story.organisation_key as PublicKey],
    log_key: story.log_key as PublicKey,
  };
  const roster = verifyRoster(story.roster, channel);
  assert.equal(roster.hash, story.roster_hash);
  assert.equal(judgeTime(roster, story.day), "in-force");
  for (const person of story.people) {
    const entry = personOf(roster, person.id as StaffId);
    assert.equal(entry?.recipient, await recipientOf(person.identity as Identity));
    assert.equal(entry?.signing, SigningKey.fromSeed(fromHex(person.signing_seed, 32)).publicKey);
  }
  const rosters: Rosters = new Map([[roster.hash, roster]]);
  const secrets = deriveMailbox(fromHex(story.entropy, 10), channel.installation);
  assert.equal(story.filing.token_hash, secrets.tokenHash);
  const leaf = filingLeaf(secrets.filing, story.filing.case);
  assert.equal(story.filing.leaf, leaf);
  verifyReceipt({ ...story.receipt, leaf: story.receipt.leaf as Hash }, leaf, channel.log_key);
  await checkReporter(story, secrets, rosters);
  await checkReaders(story, secrets, rosters);
  await checkSecrets(story);
}

function documentOf(story: Story, sealed: readonly string[], state: string, version: number): MailboxDocument {
  const { sha256, sealed: bytes } = story.attachment.description;
  const document = readDocument(
    utf8(
      JSON.stringify({
        found: true,
        case: story.filing.case,
        delivered: true,
        confirm_by: story.day + 7,
        acknowledged: false,
        state,
        state_version: version,
        items: sealed.map((one, n) => ({ id: id(n), sealed: one })),
        attachments: [{ id: id(99), sha256, bytes }],
      }),
    ),
  );
  assert.ok(document);
  return document;
}

async function checkReporter(story: Story, secrets: MailboxSecrets, rosters: Rosters): Promise<void> {
  const read = async (document: MailboxDocument): Promise<Conversation> =>
    checkMailbox(await openMailbox(document, secrets), secrets, rosters);
  const first = await read(documentOf(story, [story.filing.item], story.filing.state, 1));
  assert.deepEqual(first.findings, []);
  const { filing, rotation, reply, stage, post } = story;
  const sealed = [filing.item, rotation.notice, reply.sealed, stage.sealed, post.item];
  const last = await read(documentOf(story, sealed, post.state, post.state_version));
  assert.deepEqual(last.findings, []);
  assert.deepEqual(last.state.body.left_out, story.left_out);
  const [zero] = last.items;
  assert.ok(zero?.body.kind === "report");
  assert.deepEqual(zero.body.report.answers, story.answers);
  assert.deepEqual(zero.body.report.attachments, [story.attachment.description]);
  assert.equal(zero.body.report.questionnaire, story.questionnaire);
  assert.deepEqual([zero.body.report.members, zero.body.report.sleeper], [filing.members, filing.sleeper]);
  assert.deepEqual(textsOf(last.items), [reply.text, post.text]);
  assert.deepEqual(last.items.flatMap(({ body }) => (body.kind === "stage" ? [body.stage] : [])), [stage.stage]);
  assert.deepEqual(last.notice.members, rotation.members);
  await checkAttachment(story, secrets.identity);
}

async function checkReaders(story: Story, secrets: MailboxSecrets, rosters: Rosters): Promise<void> {
  const { filing, rotation, reply, stage, note, post } = story;
  const attachments = [{ sha256: story.attachment.description.sha256 as Hash }];
  const conversation = [filing.item, rotation.notice, reply.sealed, stage.sealed, post.item].map((sealed, n) => ({ id: id(n), audience: "conversation" as const, sealed }));
  const all = [...conversation, { id: id(50), audience: "members" as const, sealed: note.sealed }];
  const open = async (keyring: string, items: typeof all, own: string): Promise<Case> =>
    checkCase(await openCase({ case: filing.case as CaseId, keyring, items, attachments }, own as Identity), rosters);
  for (const { id: person, identity } of story.people) {
    for (const [readers, keyring, items, version] of [[filing, filing.keyring, all.slice(0, 1), 1], [rotation, rotation.keyring, all, 2]] as const) {
      const opened = open(keyring, items as typeof all, identity);
      if (!readers.members.includes(person) && readers.sleeper !== person) {
        await assert.rejects(opened, { reason: "cannot-open" });
        continue;
      }
      const of = await opened;
      assert.deepEqual(of.findings, []);
      assert.equal(of.keyring.header.version, version);
      assert.equal(of.report.mailbox.signing, secrets.signing.publicKey);
      if (version === 1) continue;
      assert.deepEqual(textsOf(of.conversation.inOrder()), [reply.text, post.text]);
      assert.deepEqual(textsOf(of.notes.inOrder()), [note.text]);
      assert.equal(of.notes.all()[0]?.header.author, note.author);
      await checkAttachment(story, of.keyring.generations[0]?.conversation as Identity);
    }
  }
}

async function checkAttachment({ attachment }: Story, identity: Identity): Promise<void> {
  const pieces: Uint8Array[] = [];
  const said = attachment.description as Attachment;
  for await (const piece of openAttachment([fromBase64url(attachment.sealed)], said, [identity])) pieces.push(piece);
  assert.equal(toBase64url(Buffer.concat(pieces)), attachment.content);
}

async function checkSecrets({ secrets, installation }: Story): Promise<void> {
  const { wrap } = stretchPassphrase(secrets.name, secrets.passphrase, installation as InstallationId);
  const own = await unwrapSecrets(fromBase64url(secrets.sealed), wrap);
  assert.equal(own.identity, secrets.identity);
  assert.equal(toHex(own.signing.seed()), secrets.signing_seed);
}
