// Notices: one for each new keyring, telling the reporter's client who reads and to whom to seal (protocol 5).
// Notice n + 1 counts only if somebody named in notice n signed it, its link fits, and it names nobody left out.

import type { Hash, StaffId } from "./bytes.ts";
import type { Finding } from "./findings.ts";
import type { Author, Item, Notice } from "./item.ts";
import { mayReceive } from "./readers.ts";

/** Where the chain is taken up: item 0 (version 1, no hash), or the last notice the mailbox state keeps. */
export interface Anchor {
  readonly version: number;
  readonly hash: Hash | null;
  readonly members: readonly StaffId[];
  readonly sleeper: StaffId | null;
}

/** An accepted notice with who signed it. */
export interface Accepted extends Notice {
  readonly hash: Hash;
  readonly author: Author;
}

export interface Followed {
  /** Accepted notices, oldest first. */
  readonly accepted: readonly Accepted[];
  /** The newest accepted one, or the anchor where there is none newer. */
  readonly newest: Anchor;
  /** Everybody ever named. */
  readonly named: ReadonlySet<Author>;
}

export function isNamed(author: Author, { members, sleeper }: Pick<Anchor, "members" | "sleeper">): boolean {
  return author !== "reporter" && (members.includes(author) || sleeper === author);
}

function namesLeftOut({ members, sleeper }: Anchor, leftOut: readonly StaffId[]): boolean {
  return [...members, ...(sleeper === null ? [] : [sleeper])].some((id) => !mayReceive(id, leftOut));
}

function whyNot(before: Anchor, next: Accepted, leftOut: readonly StaffId[]): "author" | "link" | "left-out" | undefined {
  if (next.previous !== before.hash) return "link";
  if (!isNamed(next.author, before)) return "author";
  if (next.members.length === 0 || namesLeftOut(next, leftOut)) return "left-out";
  return undefined;
}

/** Follows the verified notices from the anchor on, and back from it by its own links. */
export function followNotices(
  anchor: Anchor,
  items: readonly Item[],
  leftOut: readonly StaffId[],
  findings: Finding[],
): Followed {
  const notices = items.flatMap(({ hash, header: { author }, body }): Accepted[] =>
    body.kind === "notice" ? [{ ...body.notice, hash, author }] : [],
  );
  const accepted = earlier(anchor, notices, findings);
  let newest: Anchor = anchor;
  for (;;) {
    const version = newest.version + 1;
    const candidates = notices.filter((one) => one.version === version);
    const before = newest;
    const found = candidates.find((one) => whyNot(before, one, leftOut) === undefined);
    if (found === undefined) break;
    accepted.push(found);
    newest = { version, hash: found.hash, members: found.members, sleeper: found.sleeper };
  }
  const kept = new Set(accepted.map(({ hash }) => hash));
  for (const one of notices.filter(({ hash }) => !kept.has(hash))) {
    const before = one.version === anchor.version + 1 ? anchor : accepted.find(({ version }) => version === one.version - 1);
    const why = (before && whyNot(before, one, leftOut)) ?? "link";
    findings.push({ kind: "notice-refused", version: one.version, hash: one.hash, why });
  }
  const named = new Set<Author>([anchor, ...accepted].flatMap(({ members, sleeper }) => [...members, ...(sleeper ? [sleeper] : [])]));
  return { accepted, newest, named };
}

/** The anchor's own notice and those before it, by hash, oldest first. All were accepted once; none may be missing. */
function earlier(anchor: Anchor, notices: readonly Accepted[], findings: Finding[]): Accepted[] {
  const chain: Accepted[] = [];
  let { version, hash } = anchor;
  while (hash !== null) {
    const wanted = hash;
    const found = notices.find((one) => one.hash === wanted);
    if (found === undefined) {
      findings.push({ kind: "notice-dropped", version });
      break;
    }
    chain.unshift(found);
    hash = found.previous;
    version = found.version - 1;
  }
  return chain;
}
