// What went wrong, as the name of a sentence. Details stay behind.

import type { Telling } from "../../kit/bridge.ts";
import { Garbled, Problem, Unreachable } from "../../kit/http.ts";
import { type Reason, Refused } from "../../seal/refusal.ts";

/** Thrown on purpose, with the id of what is said. */
export class Failed extends Error {
  constructor(
    readonly sentence: string,
    readonly facts: Record<string, unknown> = {},
  ) {
    super(sentence);
  }
}

const PROBLEMS: Readonly<Record<string, string>> = {
  "signed-out": "problem-ended",
  "code-refused": "problem-code",
  "code-wait": "problem-code-wait",
  "passkey-refused": "problem-passkey",
  "last-factor": "problem-last-factor",
  "ask-again": "problem-ask-again",
  "not-allowed": "problem-not-allowed",
  "foreign-origin": "problem-foreign",
  malformed: "problem-malformed",
  "not-found": "problem-not-found",
  "not-oneself": "problem-not-oneself",
  "last-handler": "problem-last-handler",
  busy: "problem-busy",
  away: "problem-busy",
};

/** Why the server did not take a signed list. */
const LISTS: Readonly<Record<string, string>> = { version: "problem-list-moved", person: "problem-list-person" };

function ofProblem({ type, status, more }: Problem): string {
  const kind = type.slice(type.lastIndexOf("/") + 1);
  if (kind === "list-refused") return LISTS[String(more["reason"])] ?? "problem-list-refused";
  return PROBLEMS[kind] ?? (status === 401 ? "problem-ended" : status >= 500 ? "problem-busy" : "problem-internal");
}

const REFUSALS: Partial<Record<Reason, string>> = {
  "cannot-open": "problem-passphrase",
  "stanza-kind": "problem-key-file",
  bytes: "problem-key-file",
  "other-key": "problem-other-key",
  words: "problem-words",
};

/** Why a list that was signed elsewhere is not taken. */
export const RETURNED: Partial<Record<Reason, string>> = {
  unsigned: "problem-returned-other-key",
  signature: "problem-returned-other-key",
  "other-key": "problem-returned-other-key",
  "other-person": "problem-returned-person",
  "rolled-back": "problem-returned-moved",
  "too-early": "problem-returned-term",
  expired: "problem-returned-term",
  roster: "problem-returned-place",
  "other-installation": "problem-returned-place",
};

export function telling(error: unknown): Telling {
  if (error instanceof Failed) return { failure: error.sentence, facts: error.facts };
  return { failure: sentenceFor(error), facts: {} };
}

function sentenceFor(error: unknown): string {
  if (error instanceof Problem) return ofProblem(error);
  if (error instanceof Unreachable) return "problem-offline";
  if (error instanceof Garbled) return "problem-garbled";
  if (error instanceof Refused) return REFUSALS[error.reason] ?? "problem-garbled";
  return "problem-internal";
}
