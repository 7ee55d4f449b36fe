// How far away a day is.

import type { Day } from "../../staff/days.ts";

export type { Day } from "../../staff/days.ts";

/** How a due day reads: the key of a sentence and the number of days in it. */
export interface DueWords {
  readonly key: "late" | "today" | "tomorrow" | "soon" | "later";
  /** Days left, or days late; never negative. */
  readonly days: number;
}

/** A week: inside it a due day is said as days left and not only as a date. */
const SOON = 7;

/** How near a due day is, seen from today. */
export function dueWords(due: Day, today: Day): DueWords {
  const left = due - today;
  if (left < 0) return { key: "late", days: -left };
  if (left === 0) return { key: "today", days: 0 };
  if (left === 1) return { key: "tomorrow", days: 1 };
  return { key: left <= SOON ? "soon" : "later", days: left };
}
