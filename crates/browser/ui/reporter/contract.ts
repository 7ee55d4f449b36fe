/**
 * What the page asks of its Worker, and what it gets: plain values, no keys. The eight words cross once, to be shown;
 * what opens the mailbox stays in the Worker.
 */
import type { CallContext } from "../kit/bridge.ts";
import type { Person } from "./rules/people.ts";
import type { SentAnswer } from "./rules/questionnaire.ts";

/** The door's own description (docs/api.md). Sizes in bytes, `nextTick` in Unix seconds. */
export interface Door {
  open: boolean;
  nextTick: number;
  tickSeconds: number;
  confirmDays: number;
  maxText: number;
  maxAttachment: number;
  maxAttachments: number;
}

/** All that is needed before the first question. */
export interface Ready {
  organisation: string;
  /** The organisation key's six words. */
  mark: string;
  people: Person[];
  /** The day on which the list of people ran out, if it has. */
  expiredOn: number | null;
  questionnaire: string;
  door: Door;
}

/** Goes with the failure "readers-changed": the list as it is now. */
export type Readers = Pick<Ready, "people" | "expiredOn">;

export interface ToSend {
  file: File;
  name: string;
  type: string;
}

/** A name that identity keepers keep, unread, and how to reach whom it belongs to. */
export interface LeftName {
  name: string;
  contact: string;
}

export interface ToFile {
  answers: SentAnswer[];
  /** Goes along for the identity keepers, if anything was written. */
  identity: LeftName | null;
  leftOut: string[];
  files: ToSend[];
  /** Whether the reporter's own words can be read back with the eight words. */
  readBack: boolean;
}

/** How far sending is. */
export type Sending =
  | { phase: "words" }
  | { phase: "work" }
  | { phase: "sealing" }
  | { phase: "file"; place: number; of: number; done: number; all: number }
  | { phase: "report" }
  | { phase: "waiting"; seconds: number };

export interface Sent {
  /** Unix seconds. */
  leavesAt: number;
  confirmBy: number;
  /** The receipt as text to be saved; null when its signature is not the place's. */
  receipt: string | null;
}

export type Language = "en" | "fr" | "es" | "it" | "pt" | "cs";

/** What reading the words back found. Places count from 0. */
export type Reading =
  | { outcome: "found" }
  | { outcome: "count"; count: number }
  | { outcome: "unknown"; place: number; word: string; near: string[] }
  | { outcome: "mixed"; place: number; word: string }
  | { outcome: "checksum" }
  | { outcome: "several"; languages: Language[] };

export type Stage = "received" | "confirmed" | "assessing" | "question" | "investigating" | "acting" | "feedback" | "closed";

export interface Attached {
  /** How the page names it to the Worker. */
  key: string;
  name: string;
  type: string;
  length: number;
}

/** One line of the conversation. `by` is null for the reporter; a name that is not in the list any more is "". */
export type Entry =
  | { kind: "report"; day: number; answers: SentAnswer[]; files: Attached[] }
  | { kind: "message"; by: string | null; day: number; text: string; files: Attached[] }
  | { kind: "stage"; by: string; day: number; stage: Stage }
  | { kind: "readers"; names: string[]; day: number }
  | { kind: "name-left"; day: number }
  | { kind: "name-known"; by: string; day: number; reason: string };

/** The mailbox as the page shows it. */
export type Box =
  | { found: false }
  | {
      found: true;
      /** Whether it has left for its readers. */
      delivered: boolean;
      acknowledged: boolean;
      confirmBy: number;
      stage: Stage;
      entries: Entry[];
      /** Kinds of what does not fit, each once; `finding-<kind>` is its text. */
      findings: string[];
      /** Whether an answer can be sealed to people who may have it. */
      mayReply: boolean;
      readBack: boolean;
      /** Identity keepers who were not left out, by name, and how many there are in all. */
      keepers: { names: string[]; all: number };
      questionnaire: string;
      door: Door;
    };

/** A mailbox that is there. */
export type FoundBox = Box & { found: true };

/** The receipt made again, and what was found. */
export interface Again {
  text: string;
  /** To be saved; null where there is none. */
  receipt: string | null;
}

export type Opening = { phase: "words" } | { phase: "fetch" } | { phase: "open" };

export type ReporterTasks = {
  /** Fetches channel, door, list of people, questionnaire, and checks them. */
  prepare(asked: Record<never, never>, call: CallContext): Promise<Ready>;
  /** Draws the eight words and starts making the keys. The same words until `forget`. */
  draw(asked: { language: Language }, call: CallContext): Promise<{ words: string[] }>;
  /** Bytes a second that this device locks. */
  speed(asked: Record<never, never>, call: CallContext): Promise<{ bytesPerSecond: number }>;
  /** Locks and sends. Asked again after a failure, it goes on where it was. Tells `Sending`. */
  file(asked: ToFile, call: CallContext): Promise<Sent>;
  /** Reads the eight words back; when found, they are kept for opening, or for filing in a Worker that was started anew. */
  read(asked: { typed: string; language: Language | null; purpose: "open" | "file" }, call: CallContext): Promise<Reading>;
  /** Whether one word stands in a list; if not, near ones. */
  word(asked: { written: string }, call: CallContext): Promise<{ known: boolean; near: string[] }>;
  /** Fetches, opens and checks the mailbox. Tells `Opening`. */
  open(asked: Record<never, never>, call: CallContext): Promise<Box>;
  /** Answers in the mailbox. Tells `Sending`. */
  reply(asked: { text: string; files: ToSend[] }, call: CallContext): Promise<{ leavesAt: number }>;
  /** Leaves a name with the identity keepers. Tells `Sending`. */
  leaveName(asked: LeftName, call: CallContext): Promise<{ leavesAt: number }>;
  /** Fetches, checks and unlocks one attachment. Tells its part, 0 to 1. */
  attachment(asked: { key: string }, call: CallContext): Promise<{ content: Blob }>;
  /** Makes the receipt of the opened mailbox again, and checks it against the public log. */
  receipt(asked: Record<never, never>, call: CallContext): Promise<Again>;
  /** Drops all secrets. */
  forget(asked: Record<never, never>, call: CallContext): Promise<null>;
};

/** Names of failures that cross the bridge; `fail-<name>` or a rule of rules/failures.ts gives the text. */
export type Failure =
  | "stopped"
  | "unreachable"
  | "unknown"
  | "full"
  | "busy"
  | "too-large"
  | "refused"
  | "expired"
  | "garbled"
  | "channel"
  | "questions"
  | "nobody"
  /** Fewer than two identity keepers are left. */
  | "keepers"
  | "readers-changed"
  | "closed"
  | "raced"
  | "gone"
  /** These words belong to an earlier report, and somebody reads that one who is left out now. */
  | "joined"
  /** As before, and it was decided otherwise there whether the words open what was written. */
  | "joined-otherwise"
  | "file-changed"
  | "attachment-broken"
  | "attachment-missing"
  | "finding"
  | "own";
