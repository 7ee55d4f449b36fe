/**
 * From a failure's name to words: which text, which finding. Says nothing of its own and blames nobody.
 */
import { TaskFailed } from "../../kit/bridge.ts";
import type { Texts } from "../../kit/texts.ts";
import type { Readers } from "../contract.ts";

const PLAIN: readonly string[] = ["unreachable", "full", "busy", "too-large", "expired", "garbled", "channel", "questions", "nobody", "keepers", "readers-changed", "closed", "gone", "joined-otherwise"];

/** What to say when a task of the Worker failed. */
export function failureText(t: Texts, error: unknown): string {
  if (!(error instanceof TaskFailed)) return t("fail-own", { code: "page" });
  const { failure, facts } = error;
  const fact = (name: string) => (typeof facts[name] === "string" ? facts[name] : "");
  if (PLAIN.includes(failure)) return t(`fail-${failure}`);
  switch (failure) {
    case "stopped":
      return t("send-stopped");
    case "unknown":
      return t("sent-unknown");
    case "refused":
      return t("fail-refused", { detail: fact("detail") });
    case "raced":
      return t("reply-raced");
    case "file-changed":
      return t("file-changed", { name: fact("name") });
    case "attachment-broken":
      return t("attach-broken", { name: fact("name") });
    case "attachment-missing":
      return t("attach-missing", { name: fact("name") });
    case "joined":
      return t("fail-joined", { name: fact("name") });
    case "worker-broken":
      return t("fail-worker");
    case "finding":
      return findingText(t, fact("kind"));
    default:
      return t("fail-own", { code: failure === "own" ? fact("code") : failure });
  }
}

/** The list of people as it is now, where a failure says that it changed. */
export function readersIn(error: unknown): Readers | null {
  const changed = error instanceof TaskFailed && error.failure === "readers-changed";
  return changed ? (error.facts["readers"] as Readers) : null;
}

/** The sentence for a finding; an unknown kind is still said, with its code. */
export function findingText(t: Texts, kind: string): string {
  const text = t(`finding-${kind}`);
  return text.startsWith("[") ? t("finding-other", { code: kind }) : text;
}

/** A Worker that breaks while the report is on its way leaves open whether it arrived, as a broken line does. */
export function afterBreak(error: unknown, underway: boolean): unknown {
  return underway && error instanceof TaskFailed && error.failure === "worker-broken" ? new TaskFailed("unknown", {}) : error;
}

/**
 * After a failure at the very end nobody knows whether the report arrived. Then nothing may be changed before a second try:
 * the same submission would be answered with the first one's receipt, and the change would be lost.
 */
export function mayChangeAfter(error: unknown): boolean {
  return !(error instanceof TaskFailed && error.failure === "unknown");
}
