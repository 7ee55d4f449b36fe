// What crosses from the desk (the worker that holds keys) to the pages. Plain
// values only, and never a key: a page can show a case, not open one.

import type { Card, Ended } from "../../seal/card.ts";
import type { Closure, Outcome } from "../../seal/card_terms.ts";
import type { Change as CardChange } from "../../seal/change.ts";
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
  /** Recovery codes that were used since this was last said. */
  readonly recoverySpent: number;
  /** Wrong codes since the last right one before this session. */
  readonly wrongCodes: number;
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
  readonly stage: Stage | null;
  readonly findings: readonly Finding[];
  /** False when a finding forbids to seal anything here. */
  readonly writable: boolean;
  /** This opening changed the keys: it was the first, or somebody had left. */
  readonly renewed: "first" | "left" | null;
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

/** What is written; exactly one of text with files, a stage, or changes to the card. */
export type Writing =
  | { readonly kind: "reply" | "note"; readonly text: string; readonly files: readonly File[] }
  | { readonly kind: "stage"; readonly stage: Stage }
  | { readonly kind: "changes"; readonly changes: readonly CardChange[] };

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
