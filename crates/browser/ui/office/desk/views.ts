// What crosses from the desk to the pages. Plain values only, and never a key or a passphrase.

import type { Notices } from "../../staff/own/door.ts";
import type { Change } from "../../seal/roster_draft.ts";
import type { Day } from "../rules/term.ts";

/** Who is signed in. */
export interface Me {
  readonly person: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** What happened to the second factor since they last said that they know. */
  readonly notices: Notices;
}

/** Where somebody stands: on the list as they enrolled; waiting for it; on it with something else than they enrolled with; not sent keys. */
export type Standing = "listed" | "waiting" | "differs" | "needs-none";

/** Somebody, with what they are here. */
export interface Somebody {
  readonly person: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
}

export interface PersonRow extends Somebody {
  readonly enrolledOn: Day;
  readonly standing: Standing;
}

export interface InvitedRow extends Somebody {
  readonly until: Day;
}

export interface PeopleView {
  readonly today: Day;
  /** `null`: no list was signed yet. */
  readonly list: { readonly version: number; readonly validUntil: Day; readonly offline: boolean } | null;
  /** On the list in force, and not enrolled any more: reports may still be sealed to them until it is signed anew. */
  readonly gone: readonly string[];
  readonly enrolled: readonly PersonRow[];
  /** Of whom one of two people has said that they lost their keys. */
  readonly renewing: readonly RenewingRow[];
  readonly invited: readonly InvitedRow[];
}

export interface RenewingRow {
  readonly person: string;
  readonly by: string;
  readonly until: Day;
}

/** Somebody who could be let enrol anew, as the signed list names them. */
export interface ColleagueRow {
  readonly person: string;
  readonly name: string;
}

/** What came of agreeing: a link once two did, else `null`. */
export interface AgreedView {
  readonly token: string | null;
  readonly until: Day;
}

/** Where reporters come to, and when staff were told of it. */
export interface ChannelView {
  readonly addresses: readonly string[];
  readonly today: Day;
  readonly told: readonly { readonly on: Day; readonly how: string }[];
}

/** The link's token, this once. */
export interface InvitedView {
  readonly token: string;
  readonly until: Day;
}

export interface LineView extends Somebody {
  readonly change: Change;
  /** Listed only with the six words heard from them. */
  readonly needsWords: boolean;
}

/** A list that is about to be signed, against the one in force. */
export interface DraftView {
  readonly version: number;
  readonly validUntil: Day;
  readonly lines: readonly LineView[];
  /** On the list in force, and nowhere among those who enrolled. */
  readonly gone: readonly string[];
  /** The organisation's key is still kept by the server. */
  readonly keyHere: boolean;
  /** The list in force was signed offline: to sign the next one here would put the key into a page of the server's. */
  readonly offline: boolean;
}

/** A list that was signed elsewhere, and what it changes. */
export interface ReturnedView {
  readonly version: number;
  readonly validUntil: Day;
  readonly offline: boolean;
  readonly lines: readonly Pick<LineView, "person" | "name" | "roles" | "groups" | "change">[];
  /** Enrolled, and not on it. */
  readonly missing: readonly string[];
  /** On the list in force, and not enrolled any more. */
  readonly gone: readonly string[];
}

/** A file to be saved. */
export interface SavedView {
  readonly name: string;
  readonly text: string;
}

/** Something that somebody of the staff did, and that stands in the log. */
export interface DeedView {
  readonly seq: number;
  readonly day: Day;
  readonly kind: string;
  /** Names; `null`: a command on the server's machine, or nobody. */
  readonly by: string | null;
  readonly about: string | null;
  readonly roles: readonly string[];
  /** The list of readers it was about, by hash. */
  readonly list: string | null;
  /** Delivery, place and leaf. */
  readonly tick: number;
  readonly place: number;
  readonly leaf: string;
}

/** Where a list of readers stands. */
export interface ListPlace {
  readonly hash: string;
  readonly tick: number;
  /** In the log; else it is new and comes with the next delivery. */
  readonly stands: boolean;
  /** A record says who put it in force; `null` where only one's own are read. A list from before the log kept such records has none. */
  readonly noted: boolean | null;
}

export interface LogView {
  readonly ticks: number;
  /** Newest first. */
  readonly deeds: readonly DeedView[];
  readonly lists: readonly ListPlace[];
  /** All that was done, and none missing; else somebody's own. */
  readonly complete: boolean;
}

export interface Signing {
  readonly leftOut: readonly string[];
  readonly heard: Readonly<Record<string, string>>;
  /** The key's file, or `null` to take the server's. */
  readonly key: Uint8Array | null;
  readonly passphrase: string;
}
