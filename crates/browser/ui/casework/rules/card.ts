// What people type about a case, turned into changes: only what differs is written, and only what a reader's client takes.

import type { StaffId } from "../../seal/bytes.ts";
import { isLine, LABEL_LENGTH, LINE_LENGTH } from "../../seal/card_terms.ts";
import type { Change } from "../../seal/change.ts";

export interface Names {
  readonly title: string;
  /** An id, or `null`: nobody leads. */
  readonly lead: string | null;
  readonly labels: readonly string[];
}

/** Labels as typed: with commas between, each once, white space as one blank. */
export function labelsOf(typed: string): string[] {
  return [...new Set(typed.split(",").map(oneLine).filter((label) => label !== ""))];
}

/** A text as one line. */
export function oneLine(typed: string): string {
  return typed.replace(/\s+/g, " ").trim();
}

export type NamesFault = "title" | "labels";

/** What is wrong with it; `null`: nothing. */
export function faultIn({ title, labels }: Names): NamesFault | null {
  if (title !== "" && !isLine(title, LINE_LENGTH)) return "title";
  return labels.every((label) => isLine(label, LABEL_LENGTH)) ? null : "labels";
}

export function changesBetween(before: Names, after: Names): Change[] {
  const changes: Change[] = [];
  if (after.title !== before.title) changes.push({ change: "title", value: after.title });
  if (after.lead !== before.lead) changes.push({ change: "lead", value: after.lead as StaffId | null });
  for (const name of before.labels) if (!after.labels.includes(name)) changes.push({ change: "label", value: { name, on: false } });
  for (const name of after.labels) if (!before.labels.includes(name)) changes.push({ change: "label", value: { name, on: true } });
  return changes;
}
