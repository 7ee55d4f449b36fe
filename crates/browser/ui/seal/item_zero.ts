// Item 0 among what claims to be it (protocol 4, 5): any member can put such a thing into a case, and must not shut it by that.

import { type Rosters, verifyItems } from "./authors.ts";
import type { Hash } from "./bytes.ts";
import type { Finding } from "./findings.ts";
import type { Recipient } from "./hybrid.ts";
import type { Item, Report, UnverifiedItem } from "./item.ts";
import type { UnverifiedKeyring } from "./keyring.ts";
import { type Accepted, type Anchor, type Followed, followNotices, isNamed } from "./notices.ts";
import { Refused } from "./refusal.ts";

type Zero = ReturnType<UnverifiedItem["verifyAsReport"]>;

/** What a case looks like if this is its item 0. */
export interface Judged {
  readonly zero: Zero;
  readonly report: Report;
  /** This item 0 first: of two under one number it is the one that counts. */
  readonly verified: readonly Item[];
  readonly followed: Followed;
  readonly found: readonly Finding[];
  /** The keyring in force and the notices name each other, and the first of them has seen this one's author. */
  readonly fits: boolean;
}

/**
 * Items that could be item 0: signed by the key they carry, and naming the first conversation key. What only claims to be
 * one does not count: any member can put such a thing there.
 */
function itemsZero(items: readonly UnverifiedItem[], generations: readonly Recipient[]): Zero[] {
  const once = new Map(items.filter(({ header }) => header.kind === "report").map((item) => [item.hash, item]));
  return [...once.values()].flatMap((item) => {
    try {
      const zero = item.verifyAsReport();
      return zero.body.report.conversation === generations[0] ? [zero] : [];
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return [];
    }
  });
}

export function startOf({ members, sleeper }: Report): Anchor {
  return { version: 1, hash: null, members, sleeper };
}

function judge(keyring: UnverifiedKeyring, items: readonly UnverifiedItem[], zero: Zero, generations: readonly Recipient[], rosters: Rosters): Judged {
  const { report } = zero.body;
  const start = startOf(report);
  const found: Finding[] = [];
  const held = verifyItems(items, report.mailbox.signing, rosters, found);
  const verified = [zero, ...held.filter(({ hash }) => hash !== zero.hash), ...held.filter(({ hash }) => hash === zero.hash).slice(1)];
  const fit = (way: readonly Accepted[]): boolean => isNamedBy(keyring, report, start, way) && sameGenerations(generations, report, way);
  const followed = followNotices(start, verified, report.left_out, rosters, found, fit);
  const first = followed.accepted[0];
  const own = new Set(verified.filter(({ header }) => header.author === "reporter").map(({ hash }) => hash));
  const seen = (hash: Hash, seq: number): boolean => (seq === 0 ? hash === zero.hash : own.has(hash));
  const names = first?.heads.some(({ author, hash, seq }) => author === "reporter" && seen(hash, seq)) ?? signs(keyring, report);
  return { zero, report, verified, followed, found, fits: names && fit(followed.accepted) };
}

function signs(keyring: UnverifiedKeyring, { mailbox }: Report): boolean {
  try {
    keyring.verify(mailbox.signing);
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return false;
  }
}

/** Handlers take the mailbox from item 0 and from nowhere else. Of several the one that keyring and notices name. Refused: "item-0". */
export function findZero(keyring: UnverifiedKeyring, items: readonly UnverifiedItem[], generations: readonly Recipient[], rosters: Rosters): Judged {
  const judged = itemsZero(items, generations).map((zero) => judge(keyring, items, zero, generations, rosters));
  const right = judged.length === 1 ? judged : judged.filter(({ fits }) => fits);
  const [one, second] = right;
  if (one === undefined || second !== undefined) throw new Refused("item-0");
  return one;
}

/** Whether the newest notice, or item 0 where there is none, names this keyring and its people. */
export function isNamedBy({ header, hash }: UnverifiedKeyring, report: Report, start: Anchor, notices: readonly Accepted[]): boolean {
  const last = notices.at(-1);
  const before = notices.at(-2) ?? start;
  const said = last ?? { ...start, keyring: report.keyring };
  const previous = last === undefined ? null : (notices.at(-2)?.keyring ?? report.keyring);
  return (
    header.version === said.version &&
    hash === said.keyring &&
    header.previous === previous &&
    (last === undefined || isNamed(header.author, before)) &&
    header.sleeper === said.sleeper &&
    header.members.join() === said.members.join()
  );
}

/** The keys in the keyring are those that item 0 and the notices named to the reporter. */
export function sameGenerations(generations: readonly Recipient[], report: Report, notices: readonly Accepted[]): boolean {
  const named = [report.conversation, ...notices.map(({ conversation }) => conversation)];
  return named.length === generations.length && named.every((one, n) => one === generations[n]);
}
