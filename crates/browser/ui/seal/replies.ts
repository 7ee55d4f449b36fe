// What a handler writes: a new keyring with its notice, replies, stages, notes (protocol 4, 5).
// Before every seal to a person stands mayReceive.

import { type Day, type StaffId, toBase64url } from "./bytes.ts";
import { type Case, newestIdentity } from "./casework.ts";
import { drawDummy, type Recipient, recipientOf } from "./hybrid.ts";
import { type Audience, audienceOf, type Body, type Notice, writeItem } from "./item.ts";
import { drawGeneration, writeKeyring } from "./keyring.ts";
import { isNamed } from "./notices.ts";
import type { Random } from "./random.ts";
import { type Readers, recipientFor } from "./readers.ts";
import { Refused } from "./refusal.ts";
import type { Roster } from "./roster.ts";
import type { SigningKey } from "./signing.ts";

/** Who writes, and under which roster and day. */
export interface Writer {
  readonly person: StaffId;
  readonly signing: SigningKey;
  /** The roster in force, already judged by its time. */
  readonly roster: Roster;
  readonly day: Day;
}

/** The body of `POST …/keyring`. */
export interface ComposedRotation {
  readonly previous_version: number;
  readonly keyring: string;
  readonly notice: string;
  readonly members: readonly StaffId[];
  readonly sleeper: StaffId | null;
}

/** One entry of `items` in `POST …/items`. */
export interface ComposedItem {
  readonly audience: Audience;
  readonly sealed: string;
}

/** What a member writes; notices come from `rotate` only. */
export type Written = Exclude<Body, { kind: "report" } | { kind: "notice" }>;

function checkWriter(of: Case, writer: Writer): void {
  if (!isNamed(writer.person, of.notice)) throw new Refused("may-not-receive", "not a reader of this case");
}

/**
 * Replaces the case's keys and names who reads from now on; by default those who read already. Refused:
 * "may-not-receive" when somebody was left out or is not in the roster, "no-reader", "stanza-count".
 */
export async function rotate(of: Case, writer: Writer, random: Random, readers: Readers = of.notice): Promise<ComposedRotation> {
  checkWriter(of, writer);
  const { person, signing, roster, day } = writer;
  const { sleeper } = readers;
  const members = [...new Set(readers.members)].sort();
  if (members.length === 0) throw new Refused("no-reader");
  const keys = [...members, ...(sleeper === null ? [] : [sleeper])].map((id) => recipientFor(id, roster, of.report.left_out));
  const version = of.keyring.header.version + 1;
  const generation = drawGeneration(random);
  const keyring = await writeKeyring(
    { case: of.case, version, previous: of.keyring.hash, author: person, roster: roster.hash, day, members, sleeper },
    [...of.keyring.generations, generation],
    signing,
    keys,
    roster.stanza_count,
    random,
  );
  const conversation = await recipientOf(generation.conversation);
  const notice: Notice = { version, members, sleeper, conversation, keyring: keyring.hash, previous: of.notice.hash };
  const placing = nextPlacing(of, writer, "conversation");
  const item = await writeItem(placing, { kind: "notice", notice }, signing, [conversation, of.report.mailbox.recipient], random);
  return {
    previous_version: of.keyring.header.version,
    keyring: toBase64url(keyring.sealed),
    notice: toBase64url(item.sealed),
    members,
    sleeper,
  };
}

function nextPlacing(of: Case, { person, roster, day }: Writer, audience: Audience): Parameters<typeof writeItem>[0] {
  const chains = audience === "members" ? of.notes : of.conversation;
  const last = chains.last(person);
  return {
    case: of.case,
    author: person,
    seq: last === undefined ? 0 : last.header.seq + 1,
    previous: last?.hash ?? null,
    heads: chains.heads(person),
    roster: roster.hash,
    day,
  };
}

/** To whom the next thing in an audience goes, and the attachments that it names. */
export async function recipientsFor(of: Case, audience: Audience, random: Random): Promise<readonly [Recipient, Recipient]> {
  const first = await recipientOf(newestIdentity(of, audience));
  return [first, audience === "members" ? await drawDummy(random) : of.report.mailbox.recipient];
}

/**
 * Signs and seals what a member writes, several things in one go hanging together. Refused: "keyring" before the keys
 * that the reporter made were replaced.
 */
export async function writeReplies(of: Case, writer: Writer, bodies: readonly Written[], random: Random): Promise<ComposedItem[]> {
  checkWriter(of, writer);
  if (of.firstOpening) throw new Refused("keyring", "to be replaced first");
  const audiences: Record<Audience, Parameters<typeof writeItem>[0]> = {
    conversation: nextPlacing(of, writer, "conversation"),
    members: nextPlacing(of, writer, "members"),
  };
  const out: ComposedItem[] = [];
  for (const body of bodies) {
    const audience = audienceOf(body.kind);
    const placing = audiences[audience];
    const item = await writeItem(placing, body, writer.signing, await recipientsFor(of, audience, random), random);
    audiences[audience] = { ...placing, seq: placing.seq + 1, previous: item.hash };
    out.push({ audience, sealed: toBase64url(item.sealed) });
  }
  return out;
}
