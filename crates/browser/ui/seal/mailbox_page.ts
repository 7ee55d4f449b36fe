// Pages of the mailbox: each answer is exactly 64 KiB, whatever there is (docs/api.md). Puts the pieces together.

import { allZero, concat, equal, readU32 } from "./bytes.ts";
import { Refused } from "./refusal.ts";

export const PAGE_SIZE = 65536;
const HEAD = 16;
const MOST_PAGES = 1 << 16;

export interface MailboxPage {
  /** How many pages the document has. */
  readonly pages: number;
  /** Says which document this is a page of; another tag on a later page: start again. */
  readonly tag: Uint8Array;
  readonly piece: Uint8Array;
}

/** Refused: "mailbox-page". */
export function readPage(bytes: Uint8Array): MailboxPage {
  if (bytes.length !== PAGE_SIZE) throw new Refused("mailbox-page");
  const pages = readU32(bytes, 0);
  const length = readU32(bytes, 4);
  const end = HEAD + length;
  if (pages < 1 || pages > MOST_PAGES || end > PAGE_SIZE || !allZero(bytes.subarray(end))) throw new Refused("mailbox-page");
  return { pages, tag: bytes.slice(8, HEAD), piece: bytes.slice(HEAD, end) };
}

/** Whether a later page is of the same document. */
export function sameDocument(first: MailboxPage, later: MailboxPage): boolean {
  return first.pages === later.pages && equal(first.tag, later.tag);
}

/** The document from all its pages in order. Refused: "mailbox-page". */
export function joinPages(pages: readonly MailboxPage[]): Uint8Array {
  const [first] = pages;
  if (!first || pages.length !== first.pages || !pages.every((page) => sameDocument(first, page))) throw new Refused("mailbox-page");
  return concat(...pages.map(({ piece }) => piece));
}
