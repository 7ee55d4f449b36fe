// What crosses from the desk (the worker that holds keys) to the pages. Plain
// values only, and never a key: a page can show a case, not open one.

import type { Card, Ended } from "../../seal/card.ts";
import type { Hash } from "../../seal/bytes.ts";
import type { Closure, Outcome } from "../../seal/card_terms.ts";
import type { Change as CardChange } from "../../seal/change.ts";
import type { AnswerFault } from "../../seal/identity_answer.ts";
import type { NotAsked, RequestFault } from "../../seal/identity_request.ts";
import type { Notices } from "../../staff/own/door.ts";
import type { BookTrouble, Known } from "../rules/case-book.ts";
import type { CaseRow } from "../rules/case-list.ts";
import type { Day } from "../rules/days.ts";
import type { Finding } from "../rules/findings.ts";
import type { IdleState } from "../rules/idle.ts";
import type { Stage } from "../rules/stages.ts";

/** Who is signed in. */
export interface Me {
  readonly person: string;
  /** The function shown to others. */
  readonly name: string;
  readonly roles: readonly string[];
  /** The organisation's key is not offline: the server says so, or the list in force does not say otherwise. */
  readonly trial: boolean;
  /** Only one person on the list can read new reports. */
  readonly onlyReader: boolean;
  /** The list of readers: in force, out of date, not naming this person with these keys, or not signed by the organisation. */
  readonly list: "in-force" | "expired" | "not-on-it" | "not-signed";
  /** What happened to the second factor since they last said that they know. */
  readonly notices: Notices;
}

/** What stands after the passphrase. */
export interface AskedOn {
  /** There is no second factor yet: it must be set up now. */
  readonly setUp: boolean;
  readonly codes: boolean;
  readonly passkeys: boolean;
}

/** What somebody is told when they have enrolled. */
export interface Enrolled {
  readonly inRoster: boolean;
  /** Ten, said this once. */
  readonly recoveryCodes: readonly string[];
}

export interface Invitation {
  readonly open: boolean;
  readonly name: string;
  readonly roles: readonly string[];
}

export interface Named {
  readonly id: string;
  /** `null`: not on the list that is in force. */
  readonly name: string | null;
}

export interface FileView {
  readonly sha256: string;
  /** As its sender wrote it: to be made safe before it is shown. */
  readonly name: string;
  /** True bytes. */
  readonly length: number;
  /** Among what the server names for this case. */
  readonly there: boolean;
}

/** What a member changed on the card. */
export interface ChangeView {
  readonly change: CardChange["change"];
  /** What it names; `""` where the sentence needs nothing more. */
  readonly said: string;
  readonly who?: Named | null;
  /** Whom it names, where it is more than one. */
  readonly people?: readonly Named[];
  readonly choice?: Outcome | Closure;
  readonly reason: string;
  /** Set, or taken away; of a task: to do, or done. */
  readonly on: boolean;
}

export interface TaskView {
  readonly task: string;
  readonly text: string;
  readonly who: Named | null;
  readonly due: Day | null;
  readonly done: boolean;
}

/** A task to be set; a new one has no number yet. */
export interface TaskAsked {
  readonly task: string | null;
  readonly text: string;
  readonly who: string | null;
  readonly due: Day | null;
  readonly done: boolean;
}

/** What members keep about the case among themselves, with names for ids. */
export interface CardView extends Omit<Card, "lead" | "tasks" | "ended"> {
  readonly lead: Named | null;
  readonly tasks: readonly TaskView[];
  readonly ended: EndedView | null;
}

export interface EndedView extends Omit<Ended, "by" | "agreed"> {
  readonly by: Named;
  readonly agreed: Named | null;
  /** Whether who looks may be the second who agrees. */
  readonly mayAgree: boolean;
}

/** One entry of a conversation or of the notes. */
export interface Entry {
  readonly key: string;
  readonly author: "reporter" | Named;
  readonly mine: boolean;
  readonly day: Day;
  readonly what:
    | { readonly kind: "text"; readonly text: string; readonly files: readonly FileView[] }
    | { readonly kind: "stage"; readonly stage: Stage }
    | { readonly kind: "change"; readonly change: ChangeView }
    | { readonly kind: "readers"; readonly people: readonly Named[] }
    | { readonly kind: "name-left" }
    | { readonly kind: "disclosed"; readonly reason: string };
}

export interface ReportView {
  readonly day: Day;
  readonly questionnaire: string;
  readonly answers: readonly { readonly question: string; readonly value: string }[];
  readonly files: readonly FileView[];
}

export interface CaseView {
  readonly row: CaseRow;
  readonly report: ReportView | null;
  /** The exact JSON of the questions, checked against the hash in the report; `null` when it could not be had. */
  readonly questions: string | null;
  readonly readers: readonly Named[];
  readonly sleeper: Named | null;
  /** The stand-in was woken, and reads. */
  readonly awake: boolean;
  readonly leftOut: readonly Named[];
  /** Read this case once, enrolled anew since, and may be added again. */
  readonly anew: readonly Named[];
  readonly talk: readonly Entry[];
  readonly notes: readonly Entry[];
  readonly card: CardView;
  readonly name: NameView | null;
  readonly stage: Stage | null;
  readonly findings: readonly Finding[];
  /** False when a finding forbids to seal anything here. */
  readonly writable: boolean;
  /** This opening changed the keys: it was the first, or somebody had left. */
  readonly renewed: "first" | "left" | null;
}

/** A keeper who was asked for the reporter's name, and what came back. Only who asked is told. */
export interface KeeperAsked {
  readonly keeper: Named;
  readonly answer: "not-told" | "waits" | "agreed" | "no";
  readonly reason: string;
  /** Why something that came in their name does not count. */
  readonly fault: AnswerFault | null;
}

/** Somebody asked two keepers. */
export interface NameAsked {
  readonly request: string;
  readonly by: Named;
  readonly mine: boolean;
  readonly day: Day;
  readonly reason: string;
  /** Why the reporter is not told; `null`: they are. */
  readonly withheld: string | null;
  /** About a name in whose place the reporter left another one since. */
  readonly earlier: boolean;
  /** Who asked was shown the name. */
  readonly read: boolean;
  readonly keepers: readonly KeeperAsked[];
}

/** That the reporter left a name. Never the name. */
export interface NameView {
  readonly left: Day;
  readonly asked: readonly NameAsked[];
  /** Two keepers agreed with who looks, and what they gave opens it. */
  readonly ready: boolean;
  /** What two or more of them gave does not open it, or to nothing that this reporter signed. */
  readonly wrong: "wrong" | "forged-identity" | "other-case" | null;
}

/** Who can be asked for a name, and the two that were drawn; none where there are not two. */
export interface KeeperChoice {
  readonly keepers: readonly { readonly keeper: Named; readonly why: NotAsked | null; readonly answered: "agreed" | "no" | null }[];
  readonly picked: readonly string[];
}

export interface AskName {
  readonly reason: string;
  readonly withheld: string | null;
  readonly to: readonly string[];
}

/** A request for a reporter's name, to who is signed in. What stands beside a fault is only claimed. */
export interface RequestView {
  readonly letter: string;
  readonly by: Named | null;
  /** Who is asked beside who looks. */
  readonly others: readonly Named[];
  /** The case's short name. */
  readonly name: string | null;
  readonly day: Day | null;
  readonly reason: string;
  readonly withheld: string | null;
  readonly fault: RequestFault | "unreadable" | null;
}

export interface Answering {
  readonly letter: string;
  readonly agrees: boolean;
  readonly reason: string;
}

/** Who could be added to a case. */
export interface Others {
  readonly people: readonly Named[];
  /** Some of the list may not be given this case. */
  readonly someMayNot: boolean;
}

/** A change of who reads. */
export interface Change {
  readonly kind: "add" | "take-out";
  readonly person: string;
}

/** What is written; exactly one of text with files, a stage, changes to the card, or that the reporter's name is about to be shown. */
export type Writing =
  | { readonly kind: "reply" | "note"; readonly text: string; readonly files: readonly File[] }
  | { readonly kind: "stage"; readonly stage: Stage }
  | { readonly kind: "disclosure"; readonly requests: readonly Hash[]; readonly reason: string | null }
  | { readonly kind: "changes"; readonly changes: readonly CardChange[] };

/** What is known of the cases, beside what the server's list says. */
export interface BookView {
  readonly known: readonly Known[];
  readonly trouble: BookTrouble | null;
  /** The day on which the book had been written that was fetched at the beginning; `null`: there was none. */
  readonly keptOn: Day | null;
}

/** A case was looked into for the list: so many of all. */
export interface Refreshed {
  readonly done: number;
  readonly total: number;
  /** `null` where the case does not open. */
  readonly known: Known | null;
}

/** How far something long is. */
export type Progress =
  | { readonly step: "stretching" | "sending" | "opening"; readonly part: number }
  | { readonly step: "sealing"; readonly name: string; readonly part: number };

export interface OpenedFile {
  readonly blob: Blob;
  /** The first bytes, for deciding what to show. */
  readonly head: Uint8Array;
}

export interface IdleNews {
  readonly state: IdleState;
  /** Milliseconds left. */
  readonly left: number;
}
