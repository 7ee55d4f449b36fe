// What is wrong with what a server showed. Typed, so that pages can say it in words a person understands.
// Nothing here throws: a conversation with findings is shown together with them.

import type { Hash } from "./bytes.ts";
import type { Author } from "./item.ts";

export type Finding =
  /** It opens for nobody here, or is damaged. */
  | { readonly kind: "unreadable"; readonly id: string }
  /** It belongs to another case. */
  | { readonly kind: "other-case"; readonly id: string }
  /** Its signature is not its author's, or its author is in no roster. */
  | { readonly kind: "forged"; readonly author: Author; readonly hash: Hash }
  /** Written by somebody who was never named as a reader. */
  | { readonly kind: "stranger"; readonly author: Author; readonly hash: Hash }
  /** Written by somebody the reporter left out. */
  | { readonly kind: "left-out"; readonly author: Author; readonly hash: Hash }
  /** Shown twice. */
  | { readonly kind: "repeated"; readonly hash: Hash }
  /** One author, one number, two items. */
  | { readonly kind: "forked"; readonly author: Author; readonly seq: number }
  /** An item before a later one is not there, or does not fit to it. */
  | { readonly kind: "gap"; readonly author: Author; readonly seq: number }
  /** Somebody saw this item; it is not shown. */
  | { readonly kind: "dropped"; readonly author: Author; readonly seq: number }
  /** Own items are missing, by count. */
  | { readonly kind: "own-missing"; readonly count: number }
  /** The mailbox state is older than what is shown, or than its number says. */
  | { readonly kind: "state-rolled-back" }
  /**
   * A notice that is not followed: wrong author, wrong link, it names somebody left out or who reads no cases, or it rivals one that is followed.
   * In doubt: it could be the one that counts, and nobody here can tell.
   */
  | {
      readonly kind: "notice-refused";
      readonly version: number;
      readonly hash: Hash;
      readonly author: Author;
      readonly why: "author" | "link" | "left-out" | "roles" | "rival";
      readonly doubt: boolean;
    }
  /** A notice that was accepted before is not shown any more. */
  | { readonly kind: "notice-dropped"; readonly version: number }
  /** An author went back to an older roster, or used one long out of its time. */
  | { readonly kind: "old-roster"; readonly author: Author; readonly hash: Hash }
  /** An attachment that an item names is not there. */
  | { readonly kind: "attachment-missing"; readonly sha256: Hash };
