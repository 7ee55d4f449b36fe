// Notices: one for each new keyring, telling the reporter's client who reads and to whom to seal (protocol 5).
// Notice n + 1 counts only if somebody named in notice n signed it, its link fits, and it names nobody left out or who reads no cases.

import type { Rosters } from "./authors.ts";
import type { Hash, StaffId } from "./bytes.ts";
import type { Finding } from "./findings.ts";
import type { Author, Head, Item, Notice } from "./item.ts";
import { isReader } from "./readers.ts";

/** Where the chain is taken up: item 0 (version 1, no hash), or the last notice the mailbox state keeps. */
export interface Anchor {
  readonly version: number;
  readonly hash: Hash | null;
  readonly members: readonly StaffId[];
  readonly sleeper: StaffId | null;
}

/** A notice with who signed it, and what that person had seen. */
export interface Accepted extends Notice {
  readonly hash: Hash;
  readonly author: Author;
  readonly heads: readonly Head[];
  /** The list of readers it was written by. */
  readonly roster: Hash;
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

function everybody({ members, sleeper }: Pick<Anchor, "members" | "sleeper">): StaffId[] {
  return [...members, ...(sleeper === null ? [] : [sleeper])];
}

function namesLeftOut({ members, sleeper }: Anchor, leftOut: readonly StaffId[]): boolean {
  return everybody({ members, sleeper }).some((id) => leftOut.includes(id));
}

type Fault = "author" | "link" | "left-out" | "roles";

function whyNot(before: Anchor | undefined, next: Accepted, leftOut: readonly StaffId[], rosters: Rosters): Fault | undefined {
  if (before === undefined || next.version !== before.version + 1) return "link";
  if (!isNamed(next.author, before)) return "author";
  if (next.members.length === 0 || namesLeftOut(next, leftOut)) return "left-out";
  const people = rosters.get(next.roster)?.people ?? [];
  if (everybody(next).some((id) => !people.some((person) => person.id === id && isReader(person)))) return "roles";
  return undefined;
}

/**
 * Follows the verified notices from the anchor on, and back from it by its own links. Whoever is named may sign a second
 * notice over the same one: members know by the keyring in force which way is the right one (`fits`), and nothing else
 * counts. The reporter cannot know, and takes the longest; that there was another is then in doubt.
 */
export function followNotices(
  anchor: Anchor,
  items: readonly Item[],
  leftOut: readonly StaffId[],
  rosters: Rosters,
  findings: Finding[],
  fits?: (way: readonly Accepted[]) => boolean,
): Followed {
  const notices = items.flatMap(({ hash, header: { author, heads, roster }, body }): Accepted[] =>
    body.kind === "notice" ? [{ ...body.notice, hash, author, heads, roster }] : [],
  );
  const past = earlier(anchor, notices, findings);
  // Each names the one before it, so that the sound ones are a tree with the anchor as its root.
  const sound = new Map<Hash | null, Anchor | Accepted>([[anchor.hash, anchor]]);
  for (const one of [...notices].sort((a, b) => a.version - b.version)) {
    if (!sound.has(one.hash) && whyNot(sound.get(one.previous), one, leftOut, rosters) === undefined) sound.set(one.hash, one);
  }
  const wayTo = (end: Anchor | Accepted): Accepted[] => {
    const way: Accepted[] = [];
    for (let at: Anchor | Accepted | undefined = end; at !== undefined && "author" in at; at = sound.get(at.previous)) way.unshift(at);
    return way;
  };
  const ends = [...sound.values()].sort((a, b) => b.version - a.version || ((a.hash ?? "") < (b.hash ?? "") ? -1 : 1));
  const right = fits && ends.map(wayTo).find((way) => fits([...past, ...way]));
  const way = right ?? wayTo(ends[0] ?? anchor);
  const last = way.at(-1);
  const newest: Anchor = last ? { version: last.version, hash: last.hash, members: last.members, sleeper: last.sleeper } : anchor;
  const accepted = [...past, ...way];
  const kept = new Set(accepted.map(({ hash }) => hash));
  for (const one of notices.filter(({ hash }) => !kept.has(hash))) {
    const { version, hash, author, previous } = one;
    const why = whyNot(sound.get(previous), one, leftOut, rosters) ?? "rival";
    const doubt = right === undefined && (why === "rival" || ((why === "left-out" || why === "roles") && previous === newest.hash));
    findings.push({ kind: "notice-refused", version, hash, author, why, doubt });
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
