// The handler's side of a case: opens the keyring and the items, and checks all of it (protocol 4, 5, 7).
// In two steps, since the rosters that items name must be fetched between them. Writing stands in replies.ts.

import { checkAttachments, checkRosters, keepReaders, keyOf, type Rosters, rostersNamed } from "./authors.ts";
import { type CaseId, fromBase64url, type Hash } from "./bytes.ts";
import { readableOnly } from "./card.ts";
import { Chains } from "./chains.ts";
import type { Finding } from "./findings.ts";
import { type Identity, keyFrom, recipientOf } from "./hybrid.ts";
import { findZero, isNamedBy, sameGenerations, startOf } from "./item_zero.ts";
import { type Audience, type Author, openItem, type Report, type UnverifiedItem } from "./item.ts";
import { type Keyring, newest, openKeyring, type UnverifiedKeyring } from "./keyring.ts";
import type { Accepted, Anchor } from "./notices.ts";
import { Refused } from "./refusal.ts";
import { type LetIn, letIn } from "./renewed.ts";

/** What the server hands out about one case (docs/api.md), sealed bytes still as text. */
export interface SealedCase {
  readonly case: CaseId;
  readonly keyring: string;
  readonly items: readonly { readonly id: string; readonly audience: Audience; readonly sealed: string }[];
  readonly attachments: readonly { readonly sha256: Hash }[];
}

/** Opened, not yet verified. */
export interface OpenedCase {
  readonly sealed: SealedCase;
  readonly keyring: UnverifiedKeyring;
  readonly items: readonly UnverifiedItem[];
  readonly findings: readonly Finding[];
  /** Rosters to fetch by hash before checking. */
  readonly rosters: readonly Hash[];
}

/** Items by their sealed text, so that what was opened once is not opened again: an item costs some ten milliseconds. */
export type OpenedBefore = Map<string, UnverifiedItem>;

/**
 * Opens the keyring with one's own identity, and with its keys every item, but for those in `before`, to which it adds.
 * Tells how far it is, 0 to 1. Refused: "cannot-open" and the like.
 */
export async function openCase(
  sealed: SealedCase,
  own: Identity,
  before: OpenedBefore = new Map(),
  progress: (part: number) => void = () => undefined,
): Promise<OpenedCase> {
  const keyring = await openKeyring(fromBase64url(sealed.keyring), own);
  // Newest first: most items are sealed to the newest.
  const generations = [...keyring.unverifiedGenerations()].reverse().map(({ conversation, members }) => ({ conversation: keyFrom(conversation), members: keyFrom(members) }));
  const items: UnverifiedItem[] = [];
  const findings: Finding[] = [];
  for (const [n, { id, audience, sealed: bytes }] of sealed.items.entries()) {
    progress(n / sealed.items.length);
    try {
      const item = before.get(bytes) ?? (await openItem(fromBase64url(bytes), generations.map((one) => one[audience])));
      before.set(bytes, item);
      if (item.header.case === sealed.case && item.header.audience === audience) items.push(item);
      else findings.push({ kind: "other-case", id });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      findings.push({ kind: "unreadable", id });
    }
  }
  return { sealed, keyring, items, findings, rosters: rostersNamed(items, [keyring.header.roster]) };
}

/** A case as its members may see it, with all that is wrong with it. */
export interface Case {
  readonly case: CaseId;
  /** Item 0, as the reporter wrote it. */
  readonly report: Report;
  readonly keyring: Keyring;
  /** The newest notice, or what item 0 says where there is none. */
  readonly notice: Anchor;
  readonly conversation: Chains;
  readonly notes: Chains;
  readonly findings: readonly Finding[];
  /** Everybody who was ever let in, with the keys they had then. */
  readonly letIn: LetIn;
  /** Nobody has read the case before: the keys the reporter made are to be replaced first. */
  readonly firstOpening: boolean;
}

/**
 * Checks the keyring against item 0 and the notices, and every item against its author and its chain. Refused: "item-0",
 * "keyring", "stanza-count", "signature", "may-not-receive" where nothing could be trusted; all else is a finding.
 * `newestMet` is the highest version of this case's keyring that the handler remembers: nothing older is taken
 * ("rolled-back"). Without memory an old keyring still shows, by items that it does not open.
 */
export async function checkCase(opened: OpenedCase, rosters: Rosters, newestMet = 0): Promise<Case> {
  const { sealed, keyring: unverified, items } = opened;
  if (unverified.header.version < newestMet) throw new Refused("rolled-back", "keyring");
  const findings = [...opened.findings];
  const generations = await Promise.all(unverified.unverifiedGenerations().map(({ conversation }) => recipientOf(conversation)));
  const { zero, report, verified, followed, found } = findZero(unverified, items, generations, rosters);
  findings.push(...found);
  const keyring = verifyKeyring(unverified, report, startOf(report), followed.accepted, rosters);
  if (keyring.header.case !== sealed.case) throw new Refused("keyring", "of another case");
  if (!sameGenerations(generations, report, followed.accepted)) throw new Refused("keyring", "generations");
  const trusted = readableOnly(keepReaders(verified, followed.named, report.left_out, findings), findings);
  const none = new Set<Author>();
  const [conversation, notes] = (["conversation", "members"] as const).map((audience) => {
    const chains = new Chains(trusted.filter(({ header }) => header.audience === audience));
    chains.checkLinks(none);
    chains.checkSeen(chains.all().flatMap(({ header }) => header.heads), none);
    checkRosters(chains.all(), rosters, findings);
    return chains;
  }) as [Chains, Chains];
  checkAttachments(trusted, sealed.attachments, findings);
  return {
    case: sealed.case,
    report,
    keyring,
    notice: followed.newest,
    conversation,
    notes,
    findings: [...findings, ...conversation.findings, ...notes.findings],
    letIn: letIn(zero, startOf(report), followed.accepted, verified, rosters),
    firstOpening: keyring.header.version === 1,
  };
}

function verifyKeyring(
  unverified: UnverifiedKeyring,
  report: Report,
  start: Anchor,
  notices: readonly Accepted[],
  rosters: Rosters,
): Keyring {
  const { header, stanzas } = unverified;
  const roster = rosters.get(header.roster);
  const key = keyOf(header.author, header.roster, report.mailbox.signing, rosters);
  if (roster === undefined || key === undefined) throw new Refused("keyring", "author");
  if (stanzas !== roster.stanza_count) throw new Refused("stanza-count");
  const keyring = unverified.verify(key);
  if (!isNamedBy(unverified, report, start, notices)) throw new Refused("keyring", "not the one the conversation names");
  const named = [...header.members, ...(header.sleeper === null ? [] : [header.sleeper])];
  if (named.some((id) => report.left_out.includes(id))) throw new Refused("may-not-receive", "left-out");
  return keyring;
}

/** The recipient that what is written next in an audience goes to. */
export function newestIdentity(of: Case, audience: Audience): Identity {
  return newest(of.keyring)[audience];
}
