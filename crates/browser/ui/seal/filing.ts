// Filing a report, and adding to it (protocol 4 to 6 and 9). Draws, signs, seals; sends nothing.
// Attachments are sealed between `beginFiling` and `composeReport`, to the recipients that the beginning names.

import { type CaseId, type Day, type Hash, type StaffId, type SubmissionId, toBase64url, toHex } from "./bytes.ts";
import { filingLeaf, type MailboxSecrets } from "./derive.ts";
import { drawDummy, type Recipient, recipientOf } from "./hybrid.ts";
import { type Identity, sealIdentity } from "./identity.ts";
import { type Attachment, type Body, type Report, writeItem } from "./item.ts";
import { drawGeneration, type Generation, writeKeyring } from "./keyring.ts";
import type { Conversation } from "./mailbox.ts";
import type { Random } from "./random.ts";
import { drawReaders, type Readers, recipientFor } from "./readers.ts";
import { Refused } from "./refusal.ts";
import type { Roster } from "./roster.ts";
import { writeState } from "./state.ts";

/** A case in the making: drawn ids, keys and readers. Holds secrets; lives in the worker only. */
export interface Filing {
  readonly case: CaseId;
  readonly submission: SubmissionId;
  readonly readers: Readers;
  readonly leftOut: readonly StaffId[];
  readonly roster: Roster;
  readonly generation: Generation;
  readonly mailbox: Recipient;
  /** Item 0 and its attachments go to these two: the members, and the mailbox or nobody. */
  readonly recipients: readonly [Recipient, Recipient];
}

export interface FilingChoice {
  readonly roster: Roster;
  /** Staff ids of whoever is involved. */
  readonly leftOut: readonly StaffId[];
  /** False: not even the eight words open the own messages again. */
  readonly readBack: boolean;
}

export interface ReportContent {
  readonly questionnaire: Hash;
  readonly answers: readonly { readonly question: string; readonly value: string }[];
  readonly attachments: readonly Attachment[];
  /** Name and contact, for keepers who do not read them (protocol 13). */
  readonly identity?: Identity | null;
}

/** The body of `POST /api/v1/intake/reports`, but for uploads and work. */
export interface ComposedReport {
  readonly submission: SubmissionId;
  readonly case: CaseId;
  readonly token_hash: Hash;
  /** The list of readers it is sealed by; the server takes it only while that one is in force. */
  readonly roster: Hash;
  readonly members: readonly StaffId[];
  readonly sleeper: StaffId | null;
  readonly keyring: string;
  readonly item: string;
  readonly state: string;
  readonly leaf: Hash;
}

export function drawCaseId(random: Random): CaseId {
  return toHex(random.bytes(16)) as CaseId;
}

export function drawSubmissionId(random: Random): SubmissionId {
  return toHex(random.bytes(16)) as SubmissionId;
}

/** Who reads, and who could be woken. */
function everybodyIn({ members, sleeper }: Readers): StaffId[] {
  return [...members, ...(sleeper === null ? [] : [sleeper])];
}

/** Draws readers, ids and the case's keys. Refused: "no-reader" when nobody remains. */
export async function beginFiling(secrets: MailboxSecrets, choice: FilingChoice, random: Random): Promise<Filing> {
  const { roster, readBack } = choice;
  const leftOut = [...new Set(choice.leftOut)].sort();
  const generation = drawGeneration(random);
  const mailbox = await recipientOf(secrets.identity);
  return {
    case: drawCaseId(random),
    submission: drawSubmissionId(random),
    readers: drawReaders(roster, leftOut, random),
    leftOut,
    roster,
    generation,
    mailbox,
    recipients: [await recipientOf(generation.conversation), readBack ? mailbox : await drawDummy(random)],
  };
}

/** Seals keyring 1, item 0 and the first mailbox state. Refused: "no-keepers" where a name is left and fewer than two may keep it. */
export async function composeReport(
  filing: Filing,
  secrets: MailboxSecrets,
  content: ReportContent,
  day: Day,
  random: Random,
): Promise<ComposedReport> {
  const { case: of, readers, leftOut, roster, generation, mailbox, recipients } = filing;
  const { members, sleeper } = readers;
  const [conversation] = recipients;
  const vault = content.identity ? await sealIdentity(content.identity, { case: of, roster, leftOut, readers: everybodyIn(readers), day }, secrets.signing, random) : null;
  const keys = everybodyIn(readers).map((id) => recipientFor(id, roster, leftOut));
  const keyring = await writeKeyring(
    { case: of, version: 1, previous: null, author: "reporter", roster: roster.hash, day, members, sleeper },
    [generation],
    secrets.signing,
    keys,
    roster.stanza_count,
    random,
  );
  const report: Report = {
    questionnaire: content.questionnaire,
    answers: content.answers.map(({ question, value }) => ({ question, value })),
    attachments: content.attachments,
    mailbox: { recipient: mailbox, signing: secrets.signing.publicKey },
    conversation,
    vault,
    left_out: leftOut,
    members,
    sleeper,
    keyring: keyring.hash,
  };
  const placing = { case: of, author: "reporter", seq: 0, previous: null, heads: [], roster: roster.hash, day } as const;
  const item = await writeItem(placing, { kind: "report", report }, secrets.signing, recipients, random);
  const state = await writeState(
    { case: of, version: 1, day },
    {
      roster: { version: roster.version, hash: roster.hash },
      left_out: leftOut,
      own: { seq: 0, hash: item.hash, unread: recipients[1] === mailbox ? 0 : 1 },
      seen: [],
      conversation,
      notice: { version: 1, hash: null, members, sleeper },
    },
    secrets.signing,
    mailbox,
    random,
  );
  return {
    submission: filing.submission,
    case: of,
    token_hash: secrets.tokenHash,
    roster: roster.hash,
    members,
    sleeper,
    keyring: toBase64url(keyring.sealed),
    item: toBase64url(item.sealed),
    state: toBase64url(state.sealed),
    leaf: filingLeaf(secrets.filing, of),
  };
}

/** The body of `POST /api/v1/intake/mailbox/items`, but for token, uploads and work. */
export interface ComposedPost {
  readonly submission: SubmissionId;
  readonly item: string;
  readonly state: string;
  readonly state_version: number;
}

/** A post in the making; its attachments go to the same two recipients. */
export interface Post {
  readonly submission: SubmissionId;
  readonly mailbox: Recipient;
  readonly recipients: readonly [Recipient, Recipient];
}

/** Begins to add to a conversation that was checked. */
export async function beginPost(
  conversation: Conversation,
  secrets: MailboxSecrets,
  readBack: boolean,
  random: Random,
): Promise<Post> {
  const mailbox = await recipientOf(secrets.identity);
  return {
    submission: drawSubmissionId(random),
    mailbox,
    recipients: [conversation.conversation, readBack ? mailbox : await drawDummy(random)],
  };
}

/** What is added: a message with files, or name and contact for keepers. */
export interface PostContent {
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly identity?: Identity | null;
}

async function bodyOf({ text, attachments, identity }: PostContent, { notice, state: { header, body } }: Conversation, { signing }: MailboxSecrets, roster: Roster, day: Day, random: Random): Promise<Body> {
  if (!identity) return { kind: "message", message: { text, attachments } };
  const place = { case: header.case, roster, leftOut: body.left_out, readers: everybodyIn(notice), day };
  return { kind: "identity", vault: await sealIdentity(identity, place, signing, random) };
}

/**
 * Seals the message, or the name, and the next mailbox state. `roster` is the one in force, already judged by its time. Refused:
 * "rolled-back", "no-keepers".
 */
export async function composePost(
  post: Post,
  conversation: Conversation,
  secrets: MailboxSecrets,
  content: PostContent,
  roster: Roster,
  day: Day,
  random: Random,
): Promise<ComposedPost> {
  if (roster.version < conversation.roster.version) throw new Refused("rolled-back", "roster");
  const { header, body } = conversation.state;
  const seq = body.own.seq + 1;
  const item = await writeItem(
    { case: header.case, author: "reporter", seq, previous: body.own.hash, heads: conversation.heads, roster: roster.hash, day },
    await bodyOf(content, conversation, secrets, roster, day, random),
    secrets.signing,
    post.recipients,
    random,
  );
  const version = header.version + 1;
  const state = await writeState(
    { case: header.case, version, day },
    {
      roster: { version: roster.version, hash: roster.hash },
      left_out: body.left_out,
      own: { seq, hash: item.hash, unread: body.own.unread + (post.recipients[1] === post.mailbox ? 0 : 1) },
      seen: conversation.heads,
      conversation: conversation.conversation,
      notice: conversation.notice,
    },
    secrets.signing,
    post.mailbox,
    random,
  );
  return { submission: post.submission, item: toBase64url(item.sealed), state: toBase64url(state.sealed), state_version: version };
}
