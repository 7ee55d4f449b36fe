/**
 * From whatever went wrong to a name that can cross the bridge. Never lets a message of the machine through to the page.
 */
import type { Telling } from "../../kit/bridge.ts";
import { Garbled, Problem, Unreachable } from "../../kit/http.ts";
import { Refused } from "../../seal/refusal.ts";
import type { Failure } from "../contract.ts";

/** Something failed that has a name of its own. */
export class Failed extends Error {
  constructor(
    readonly failure: Failure,
    readonly facts: Record<string, unknown> = {},
  ) {
    super(failure);
  }
}

/** The last part of a problem's type. */
export function slugOf(problem: Problem): string {
  return problem.type.split("/").at(-1) ?? "";
}

const BY_SLUG: Readonly<Record<string, Failure>> = {
  "too-large": "too-large",
  "text-too-long": "too-large",
  "work-refused": "expired",
  "upload-missing": "expired",
  "state-moved": "raced",
  "not-open": "closed",
  busy: "busy",
  away: "busy",
  full: "full",
  "cut-off": "unreachable",
};

/** For `serveBridge`. */
export function nameFailure(error: unknown): Telling {
  if (error instanceof Failed) return { failure: error.failure, facts: error.facts };
  if (error instanceof Unreachable) return named("unreachable");
  if (error instanceof Garbled) return named("garbled");
  if (error instanceof Problem) return problemName(error);
  if (error instanceof Refused) return refusalName(error);
  if (error instanceof DOMException && error.name === "AbortError") return named("stopped");
  return named("own", { code: error instanceof Error ? error.name : "unknown" });
}

const named = (failure: Failure, facts: Record<string, unknown> = {}): Telling => ({ failure, facts });

function problemName(problem: Problem): Telling {
  const known = BY_SLUG[slugOf(problem)];
  if (known) return named(known);
  if (problem.status === 413) return named("too-large");
  if (problem.status === 507) return named("full");
  if (problem.status >= 500) return named("busy");
  return named("refused", { detail: problem.detail });
}

function refusalName(refused: Refused): Telling {
  switch (refused.reason) {
    case "no-reader":
      return named("nobody");
    case "no-keepers":
      return named("keepers");
    case "rolled-back":
      return named("finding", { kind: "roster-old" });
    case "json":
    case "shape":
    case "bytes":
    case "mailbox-page":
      return named("garbled");
    default:
      return named("own", { code: refused.reason });
  }
}
