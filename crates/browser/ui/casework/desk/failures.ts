// What went wrong, as the name of a sentence. Details stay behind: they may
// hold what nobody should read in a message.

import type { Telling } from "../../kit/bridge.ts";
import { Garbled, Problem, Unreachable } from "../../kit/http.ts";
import { type Reason, Refused } from "../../seal/refusal.ts";
import type { ClosingCode } from "../rules/findings.ts";

/** Thrown on purpose, with the id of what is said. */
export class Failed extends Error {
  constructor(readonly sentence: string) {
    super(sentence);
  }
}

/** Problem types of the server (RFC 9457): the last part of the type. */
const PROBLEMS: Readonly<Record<string, string>> = {
  "signed-out": "problem-ended",
  "sign-in-refused": "problem-wrong-sign-in",
  "code-refused": "problem-code",
  "code-wait": "problem-code-wait",
  "passkey-refused": "problem-passkey",
  "last-factor": "problem-last-factor",
  "ask-again": "problem-ask-again",
  "not-allowed": "problem-not-allowed",
  "foreign-origin": "problem-foreign",
  "not-found": "problem-not-found",
  "keyring-moved": "problem-conflict",
  "book-moved": "problem-conflict",
  "case-stale": "problem-stale",
  "letters-full": "problem-letters-full",
  "last-reader": "problem-last-reader",
  "upload-missing": "problem-upload",
  "cut-off": "problem-upload",
  "name-taken": "problem-name-taken",
  "link-used": "problem-link-used",
  "too-large": "problem-too-large",
  "text-too-long": "problem-too-large",
  busy: "problem-busy",
  away: "problem-busy",
  full: "problem-full",
};

/** The kind of a problem, `keyring-moved` for `/problems/keyring-moved`. */
export function kindOf(problem: Problem): string {
  return problem.type.slice(problem.type.lastIndexOf("/") + 1);
}

function ofProblem(problem: Problem): string {
  const known = PROBLEMS[kindOf(problem)];
  if (known !== undefined) return known;
  if (problem.status === 401) return "problem-ended";
  if (problem.status === 404) return "problem-not-found";
  if (problem.status === 413) return "problem-too-large";
  return problem.status >= 500 ? "problem-busy" : "problem-refused";
}

const REFUSALS: Partial<Record<Reason, string>> = {
  note: "problem-list",
  unsigned: "problem-list",
  roster: "problem-list",
  "other-installation": "problem-list",
  "rolled-back": "problem-list",
  expired: "problem-list-expired",
  "too-early": "problem-list",
  "no-reader": "problem-left-out",
  "too-large": "problem-too-large",
  attachment: "problem-attachment",
};

/** Why a key was not sealed for somebody. */
const BARRED: Readonly<Record<string, string>> = {
  "left-out": "problem-left-out",
  "not-listed": "problem-reader-not-listed",
  "other-roles": "problem-reader-other-roles",
};

/** The id of the sentence for whatever was thrown. */
export function sentenceFor(error: unknown): string {
  if (error instanceof Failed) return error.sentence;
  if (error instanceof Problem) return ofProblem(error);
  if (error instanceof Unreachable) return "problem-offline";
  if (error instanceof Garbled) return "problem-garbled";
  if (error instanceof Refused && error.reason === "may-not-receive") return BARRED[error.detail] ?? "problem-left-out";
  if (error instanceof Refused && error.reason === "request") return "problem-keeper";
  if (error instanceof Refused) return REFUSALS[error.reason] ?? "problem-garbled";
  if (error instanceof DOMException && (error.name === "NotReadableError" || error.name === "NotFoundError")) return "problem-file-gone";
  return "problem-internal";
}

export function telling(error: unknown): Telling {
  return { failure: sentenceFor(error), facts: {} };
}

const CLOSED: Partial<Record<Reason, ClosingCode>> = {
  "cannot-open": "no-own-key",
  "item-0": "no-report",
  signature: "no-signature",
  keyring: "other-keys",
  "stanza-count": "more-keys",
  "may-not-receive": "reader-left-out",
};

/** Why a case stays shut, where the checks refused it as a whole. */
export function closing(error: unknown): unknown {
  if (!(error instanceof Refused)) return error;
  return new Failed(`finding-${CLOSED[error.reason] ?? "damaged"}`);
}
