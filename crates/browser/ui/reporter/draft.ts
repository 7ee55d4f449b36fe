/**
 * What the reporter has written so far: in this page's memory, nowhere else, gone when the page is left.
 */
import { isWritten } from "./rules/left_name.ts";
import type { LeftName, ToSend } from "./contract.ts";

export interface Draft {
  readonly answers: Readonly<Record<string, readonly string[]>>;
  /** Whether anyone who handles reports is involved; null while unanswered, which counts as nobody. */
  readonly involved: "none" | "some" | null;
  readonly chosenOut: readonly string[];
  /** Goes on although the list of people ran out. */
  readonly takesExpired: boolean;
  readonly files: readonly ToSend[];
  /** A name for the identity keepers, and how to be reached; both may be empty, and in most reports are. */
  readonly identity: LeftName;
  readonly readBack: boolean;
  readonly words: readonly string[];
}

export const EMPTY: Draft = { answers: {}, involved: null, chosenOut: [], takesExpired: false, files: [], identity: { name: "", contact: "" }, readBack: true, words: [] };

/** Who is left out: whoever was chosen, as long as the answer is still that someone is involved. */
export function leftOut(draft: Draft): string[] {
  return draft.involved === "some" ? [...draft.chosenOut].sort() : [];
}

/** Whether leaving the page would lose something. */
export function holdsSomething(draft: Draft): boolean {
  return draft.files.length > 0 || isWritten(draft.identity) || Object.values(draft.answers).some((values) => values.some((value) => value.trim() !== ""));
}
