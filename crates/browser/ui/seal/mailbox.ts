// The reporter's side of a mailbox: opens what the server shows and checks all of it against the words and the state.
// In two steps, since the rosters that items name must be fetched between them.

import { type CaseId, type Day, fromBase64url, type Hash } from "./bytes.ts";
import { type Anchor, followNotices } from "./notices.ts";
import { checkAttachments, checkRosters, keepReaders, type Rosters, rostersNamed, verifyItems } from "./authors.ts";
import { Chains } from "./chains.ts";
import type { MailboxSecrets } from "./derive.ts";
import type { Finding } from "./findings.ts";
import { keyFrom, type Recipient } from "./hybrid.ts";
import { caseId, day, hash } from "./ids.ts";
import { type Author, type Head, type Item, openItem, type UnverifiedItem } from "./item.ts";
import { parseJson } from "./json.ts";
import { Refused } from "./refusal.ts";
import { flag, hex, list, type Of, record, type Shape, text, whole } from "./shape.ts";
import { type MailboxState, openState } from "./state.ts";

const yes: Shape<true> = (value, at) => flag(value, at) || refuse(at);
const refuse = (at: string): never => {
  throw new Refused("shape", at);
};

const document = record({
  found: yes,
  case: caseId,
  delivered: flag,
  confirm_by: day,
  acknowledged: flag,
  state: text,
  state_version: whole(1),
  items: list(record({ id: hex<string>(16), sealed: text })),
  attachments: list(record({ id: hex<string>(16), sha256: hash, bytes: whole() })),
});
const none = record({ found: flag });
/** What the server keeps for these words. */
export type MailboxDocument = Of<typeof document>;

/** Reads the joined pages; null where there is no mailbox. Refused: "json", "shape". */
export function readDocument(bytes: Uint8Array): MailboxDocument | null {
  const value = parseJson(bytes);
  if (value instanceof Map && value.size === 1) {
    if (none(value, "mailbox").found) throw new Refused("shape", "mailbox");
    return null;
  }
  return document(value, "mailbox");
}

/** Opened, not yet verified. */
export interface OpenedMailbox {
  readonly document: MailboxDocument;
  readonly state: MailboxState;
  readonly items: readonly UnverifiedItem[];
  readonly unreadable: readonly string[];
  /** Rosters to fetch by hash before checking. */
  readonly rosters: readonly Hash[];
}

/**
 * Opens the state and every item. Without a state that opens and verifies nothing can be trusted: refused. A single item
 * that does not open is a finding later on.
 */
export async function openMailbox(document: MailboxDocument, secrets: MailboxSecrets): Promise<OpenedMailbox> {
  const state = await openState(fromBase64url(document.state), secrets.identity, secrets.signing.publicKey);
  if (state.header.case !== document.case) throw new Refused("rolled-back", "state of another case");
  const key = keyFrom(secrets.identity);
  const items: UnverifiedItem[] = [];
  const unreadable: string[] = [];
  for (const { id, sealed } of document.items) {
    try {
      items.push(await openItem(fromBase64url(sealed), [key]));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      unreadable.push(id);
    }
  }
  return { document, state, items, unreadable, rosters: rostersNamed(items) };
}

/** A conversation as the reporter may see it, with all that is wrong with it. */
export interface Conversation {
  readonly case: CaseId;
  readonly delivered: boolean;
  readonly confirmBy: Day;
  readonly acknowledged: boolean;
  /** In the order in which they answer to each other. */
  readonly items: readonly Item[];
  readonly findings: readonly Finding[];
  readonly state: MailboxState;
  /** Own items that were sealed so that the words cannot open them: as the state says, whatever the server shows. */
  readonly ownUnreadable: number;
  /** The last item of each other author, for the next post. */
  readonly heads: readonly Head[];
  /** To whom the next post is sealed, and who they are. */
  readonly conversation: Recipient;
  readonly notice: Anchor;
  /** The newest roster version met, and its hash. */
  readonly roster: { readonly version: number; readonly hash: Hash };
}

/** Checks everything against the state, the chains and the rosters. */
export function checkMailbox(opened: OpenedMailbox, secrets: MailboxSecrets, rosters: Rosters): Conversation {
  const { document, state } = opened;
  const findings: Finding[] = [];
  const here = opened.items.filter((item) => belongsHere(item, document.case, secrets, findings));
  const verified = verifyItems(here, secrets.signing.publicKey, rosters, findings);
  const { members, sleeper, version, hash: noticeHash } = state.body.notice;
  const anchor: Anchor = { version, hash: noticeHash, members, sleeper };
  const followed = followNotices(anchor, verified, state.body.left_out, rosters, findings);
  const report = verified.find(({ body }) => body.kind === "report");
  const first = report?.body.kind === "report" ? report.body.report : undefined;
  const named = new Set<Author>([...followed.named, ...(first ? [...first.members, ...(first.sleeper ? [first.sleeper] : [])] : [])]);
  const trusted = keepReaders(verified, named, state.body.left_out, findings);
  const chains = new Chains(trusted);
  const unread = new Set<Author>(checkOwn(opened, chains, findings) > 0 ? ["reporter"] : []);
  chains.checkLinks(unread);
  chains.checkSeen([...state.body.seen, ...chains.all().flatMap(({ header }) => header.heads)], unread);
  checkRosters(chains.all(), rosters, findings);
  checkAttachments(trusted, document.attachments, findings);
  return {
    case: document.case,
    delivered: document.delivered,
    confirmBy: document.confirm_by,
    acknowledged: document.acknowledged,
    items: chains.inOrder(),
    findings: [...findings, ...chains.findings],
    state,
    ownUnreadable: state.body.own.unread,
    heads: chains.heads("reporter", state.body.seen),
    conversation: followed.accepted.at(-1)?.conversation ?? state.body.conversation,
    notice: followed.newest,
    roster: newestRoster(state, chains.all(), rosters),
  };
}

/**
 * Whether an item is of this case. A report of one's own with another case id is no finding: it was filed anew with the
 * same words, joined this mailbox, and its text was posted again as a message (docs/api.md, `joined`).
 */
function belongsHere(item: UnverifiedItem, of: CaseId, { signing }: MailboxSecrets, findings: Finding[]): boolean {
  const { header, hash: id } = item;
  if (header.case === of && header.audience === "conversation") return true;
  const again = header.kind === "report" && verifyItems([item], signing.publicKey, new Map(), []).length > 0;
  if (!again) findings.push({ kind: "other-case", id });
  return false;
}

/**
 * Own items and the state against each other; returns how many of those that do not open are excused by it. More junk than
 * own items were sealed unreadable excuses nothing: else a server could hide a dropped one behind it.
 */
function checkOwn({ document, state, unreadable }: OpenedMailbox, chains: Chains, findings: Finding[]): number {
  const { seq, hash: last, unread } = state.body.own;
  const readable = chains.all().filter(({ header }) => header.author === "reporter");
  const missing = Math.max(0, seq + 1 - readable.length);
  const newest = chains.last("reporter");
  const newer = newest !== undefined && (newest.header.seq > seq || (newest.header.seq === seq && newest.hash !== last));
  if (document.state_version !== state.header.version || newer) findings.push({ kind: "state-rolled-back" });
  const excused = Math.min(missing, unread, unreadable.length);
  if (excused < missing) findings.push({ kind: "own-missing", count: missing - excused });
  for (const id of unreadable.slice(excused)) findings.push({ kind: "unreadable", id });
  return excused;
}

function newestRoster(state: MailboxState, items: readonly Item[], rosters: Rosters): { version: number; hash: Hash } {
  const met = items.flatMap(({ header }) => rosters.get(header.roster) ?? []);
  return [state.body.roster, ...met.map(({ version, hash: of }) => ({ version, hash: of }))].reduce((best, next) =>
    next.version > best.version ? next : best,
  );
}
