// Whose key verifies an item: the reporter's own, or that of a person in the roster the item names (protocol 4, 7).
// And what both sides ask of verified items: a reader's word, a roster in its time, attachments that are there.

import type { Hash, PublicKey, StaffId } from "./bytes.ts";
import type { Finding } from "./findings.ts";
import { attachmentsOf, type Author, type Item, type UnverifiedItem } from "./item.ts";
import { Refused } from "./refusal.ts";
import { personOf, type Roster } from "./roster.ts";

const GRACE = 30;

/** Verified rosters by the hash of their note. */
export type Rosters = ReadonlyMap<Hash, Roster>;

/** The hashes of all rosters that must be fetched before the items can be verified. */
export function rostersNamed(items: readonly UnverifiedItem[], more: readonly Hash[] = []): Hash[] {
  return [...new Set([...items.filter(({ header }) => header.author !== "reporter").map(({ header }) => header.roster), ...more])];
}

export function keyOf(author: Author, roster: Hash, reporter: PublicKey, rosters: Rosters): PublicKey | undefined {
  if (author === "reporter") return reporter;
  const found = rosters.get(roster);
  return found && personOf(found, author)?.signing;
}

/** Verifies each item by its author's key; what does not hold becomes a finding. */
export function verifyItems(
  items: readonly UnverifiedItem[],
  reporter: PublicKey,
  rosters: Rosters,
  findings: Finding[],
): Item[] {
  return items.flatMap((item) => {
    const { author, roster } = item.header;
    try {
      const key = keyOf(author, roster, reporter, rosters);
      if (key !== undefined) return [item.verify(key)];
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
    findings.push({ kind: "forged", author, hash: item.hash });
    return [];
  });
}

/** Nobody goes back to an older roster, or writes under one that was long out of its time. */
export function checkRosters(items: readonly Item[], rosters: Rosters, findings: Finding[]): void {
  const newest = new Map<Author, number>();
  for (const { header, hash } of [...items].sort((a, b) => a.header.seq - b.header.seq)) {
    const roster = rosters.get(header.roster);
    if (header.author === "reporter" || roster === undefined) continue;
    const met = newest.get(header.author) ?? 0;
    if (roster.version < met || header.day > roster.valid_until + GRACE) {
      findings.push({ kind: "old-roster", author: header.author, hash });
    }
    newest.set(header.author, Math.max(met, roster.version));
  }
}

/** Keeps what the reporter wrote, and what people wrote who were ever named as readers and not left out. */
export function keepReaders(
  items: readonly Item[],
  named: ReadonlySet<Author>,
  leftOut: readonly StaffId[],
  findings: Finding[],
): Item[] {
  return items.filter(({ header: { author }, hash }) => {
    if (author === "reporter") return true;
    if (leftOut.includes(author)) findings.push({ kind: "left-out", author, hash });
    else if (!named.has(author)) findings.push({ kind: "stranger", author, hash });
    else return true;
    return false;
  });
}

/** Every attachment that an item names must be there. */
export function checkAttachments(items: readonly Item[], there: readonly { sha256: Hash }[], findings: Finding[]): void {
  const known = new Set(there.map(({ sha256 }) => sha256));
  for (const { sha256 } of items.flatMap(attachmentsOf)) {
    if (!known.has(sha256)) findings.push({ kind: "attachment-missing", sha256 });
  }
}
