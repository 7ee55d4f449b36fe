// Items: reports, messages, stages, notices, notes (protocol 4). Writes, opens, and reads what each kind carries.
// Whether an item fits to the others is not judged here but in chains.ts and notices.ts.

import { fromBase64url, type Hash, type PublicKey, type StaffId } from "./bytes.ts";
import type { Change } from "./change.ts";
import type { Identity, Recipient } from "./hybrid.ts";
import type { HybridKey } from "./kem.ts";
import { caseId, day, hash, publicKey, staffId, staffIds } from "./ids.ts";
import { type Json, parseJson, writeJson } from "./json.ts";
import { itemSize } from "./padding.ts";
import type { Random } from "./random.ts";
import { Refused } from "./refusal.ts";
import { open, seal, type Sealed } from "./seal.ts";
import { list, type Of, oneOf, orNull, read, record, recipient, sorted, text, whole } from "./shape.ts";
import { sign, type UnverifiedSigned } from "./signed.ts";
import type { SigningKey } from "./signing.ts";

/** Every item is sealed to two: its audience, and the mailbox or a thrown-away recipient. */
export const ITEM_STANZAS = 2;
const u32 = whole(0, 2 ** 32 - 1);

/** Who wrote: the reporter, or a member of staff. */
export type Author = "reporter" | StaffId;
export const author = (value: Parameters<typeof text>[0], at: string): Author =>
  value === "reporter" ? value : staffId(value, at);

export const head = record({ author, seq: u32, hash });
export type Head = Of<typeof head>;
export const heads = sorted(head, (one) => one.author);

export const attachment = record({
  sha256: hash,
  name: text,
  type: text,
  length: whole(),
  sealed: whole(),
});
export type Attachment = Of<typeof attachment>;

const sealed: typeof text = (value, at) => {
  const read = text(value, at);
  fromBase64url(read);
  return read;
};
/** An identity as it lies in an item (protocol 13): identity.ts seals and opens it. */
const vault = record({ sealed, shares: list(sealed) });
export type Vault = Of<typeof vault>;

const report = record({
  questionnaire: hash,
  answers: list(record({ question: text, value: text })),
  attachments: list(attachment),
  mailbox: record({ recipient, signing: publicKey }),
  conversation: recipient,
  vault: orNull(vault),
  left_out: staffIds,
  members: staffIds,
  sleeper: orNull(staffId),
  keyring: hash,
});
/** Item 0. */
export type Report = Of<typeof report>;

const message = record({ text, attachments: list(attachment) });
export type Message = Of<typeof message>;

export const stages = ["confirmed", "assessing", "question", "investigating", "acting", "feedback", "closed"] as const;
const stage = record({ stage: oneOf(...stages) });
export type Stage = (typeof stages)[number];

const notice = record({
  version: whole(2, 2 ** 32 - 1),
  members: staffIds,
  sleeper: orNull(staffId),
  conversation: recipient,
  keyring: hash,
  previous: orNull(hash),
});
export type Notice = Of<typeof notice>;

const disclosed = record({ reason: text });
/** Whoever wrote it knows the reporter's name now, and says why. */
export type Disclosed = Of<typeof disclosed>;

/** What a change says is read in card.ts, which the reporter's side does without. */
export type UnreadChange = Json | Change;

export type Body =
  | { readonly kind: "report"; readonly report: Report }
  | { readonly kind: "message"; readonly message: Message }
  | { readonly kind: "stage"; readonly stage: Stage }
  | { readonly kind: "notice"; readonly notice: Notice }
  | { readonly kind: "identity"; readonly vault: Vault }
  | { readonly kind: "disclosed"; readonly disclosed: Disclosed }
  | { readonly kind: "note"; readonly note: Message }
  | { readonly kind: "change"; readonly change: UnreadChange };
export type Kind = Body["kind"];
export type Audience = "conversation" | "members";

const header = record({
  case: caseId,
  audience: oneOf("conversation", "members"),
  kind: oneOf("report", "message", "stage", "notice", "identity", "disclosed", "note", "change"),
  author,
  seq: u32,
  previous: orNull(hash),
  heads,
  roster: hash,
  day,
});
export type ItemHeader = Of<typeof header>;

/** An item whose signature was verified. */
export interface Item {
  readonly header: ItemHeader;
  readonly hash: Hash;
  readonly body: Body;
}

/** What an item names beside its text. */
export function attachmentsOf({ body }: Item): readonly Attachment[] {
  switch (body.kind) {
    case "report":
      return body.report.attachments;
    case "message":
      return body.message.attachments;
    case "note":
      return body.note.attachments;
    default:
      return [];
  }
}

/** What the header needs beside the kind, which the body names. */
export type Placing = Omit<ItemHeader, "kind" | "audience">;

/** For whom items of a kind are. */
export function audienceOf(kind: Kind): Audience {
  return kind === "note" || kind === "change" ? "members" : "conversation";
}

function content(body: Body): unknown {
  switch (body.kind) {
    case "report":
      return body.report;
    case "message":
      return body.message;
    case "stage":
      return { stage: body.stage };
    case "notice":
      return body.notice;
    case "identity":
      return body.vault;
    case "disclosed":
      return body.disclosed;
    case "note":
      return body.note;
    case "change":
      return body.change;
  }
}

/** Signs and seals one item to its two recipients. */
export async function writeItem(
  placing: Placing,
  body: Body,
  key: SigningKey,
  recipients: readonly [Recipient, Recipient],
  random: Random,
): Promise<Sealed> {
  const { case: of, author: by, seq, previous, heads: seen, roster, day: on } = placing;
  const head = { case: of, audience: audienceOf(body.kind), kind: body.kind, author: by, seq, previous, heads: seen, roster, day: on };
  checkPlace(head);
  return seal(sign("item", writeJson(head), writeJson(content(body)), key), itemSize, recipients, random);
}

/** Who may write what where. Refused: "shape". */
function checkPlace({ kind, audience, author: by, seq, previous, heads: seen }: ItemHeader): void {
  const reporter = by === "reporter";
  const fits =
    audience === audienceOf(kind) &&
    (kind === "message" || reporter === (kind === "report" || kind === "identity")) &&
    (!reporter || (seq === 0) === (kind === "report")) &&
    (seq === 0) === (previous === null) &&
    seen.every((one) => one.author !== by) &&
    (kind !== "report" || seen.length === 0);
  if (!fits) throw new Refused("shape", "header contradicts itself");
}

/** An item that was opened; who signed it is only claimed. */
export class UnverifiedItem {
  readonly header: ItemHeader;
  readonly hash: Hash;
  readonly #signed: UnverifiedSigned;
  /** What `verify` answered, and for which key: a case is checked again whenever something is added to it. */
  #verified: { readonly key: PublicKey; readonly item: Item } | undefined;

  constructor(signed: UnverifiedSigned) {
    this.header = read(signed.header, header, "header");
    checkPlace(this.header);
    this.hash = signed.hash;
    this.#signed = signed;
  }

  /** Refused: "signature", "json", "shape". */
  verify(key: PublicKey): Item {
    if (this.#verified?.key === key) return this.#verified.item;
    this.#signed.verify(key);
    const item = { header: this.header, hash: this.hash, body: this.#body() };
    this.#verified = { key, item };
    return item;
  }

  /**
   * Item 0 names the key that signed it, for handlers, who have it from nowhere else. The keyring's hash in it, and the
   * keyring's signature by the same key, tie it to the case.
   */
  verifyAsReport(): Item & { readonly body: { readonly kind: "report" } } {
    const body = this.#body();
    if (body.kind !== "report") throw new Refused("item-0");
    this.#signed.verify(body.report.mailbox.signing);
    return { header: this.header, hash: this.hash, body };
  }

  #body(): Body {
    const { kind } = this.header;
    const bytes = this.#signed.body;
    switch (kind) {
      case "report":
        return { kind, report: read(bytes, report, "report") };
      case "message":
        return { kind, message: read(bytes, message, "message") };
      case "stage":
        return { kind, stage: read(bytes, stage, "stage").stage };
      case "notice":
        return { kind, notice: read(bytes, notice, "notice") };
      case "identity":
        return { kind, vault: read(bytes, vault, "identity") };
      case "disclosed":
        return { kind, disclosed: read(bytes, disclosed, "disclosed") };
      case "note":
        return { kind, note: read(bytes, message, "note") };
      case "change":
        return { kind, change: parseJson(bytes) };
    }
  }
}

/** Opens one item with the first key that fits. */
export async function openItem(sealed: Uint8Array, keys: readonly (HybridKey | Identity)[]): Promise<UnverifiedItem> {
  return new UnverifiedItem((await open("item", sealed, itemSize, keys, ITEM_STANZAS)).signed);
}

