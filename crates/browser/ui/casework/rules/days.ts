// Days and how far away they are. A day is an integer, days since 1970-01-01;
// no hour of anything ever comes in here, since none is kept.

export type Day = number;

/** How a due day reads: the key of a sentence and the number of days in it. */
export interface DueWords {
  readonly key: "late" | "today" | "tomorrow" | "soon" | "later";
  /** Days left, or days late; never negative. */
  readonly days: number;
}

const MILLISECONDS = 86_400_000;
/** A week: inside it a due day is said as days left and not only as a date. */
const SOON = 7;

/** The calendar day on the wall of whoever reads, as a `Day`. */
export function dayOnTheWall(now: Date): Day {
  return Math.floor(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / MILLISECONDS);
}

/** Midnight UTC of a day, to be written out with `timeZone: "UTC"`. */
export function dateOfDay(day: Day): Date {
  return new Date(day * MILLISECONDS);
}

/** `2026-11-21`, for `<time datetime>`. */
export function isoDay(day: Day): string {
  return dateOfDay(day).toISOString().slice(0, 10);
}

/** A day as a date field gives it; `null` for nothing, or for what is no day. */
export function dayFrom(typed: string): Day | null {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(typed) ? Date.parse(`${typed}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(time) || time < 0 ? null : Math.floor(time / MILLISECONDS);
}

/** How near a due day is, seen from today. */
export function dueWords(due: Day, today: Day): DueWords {
  const left = due - today;
  if (left < 0) return { key: "late", days: -left };
  if (left === 0) return { key: "today", days: 0 };
  if (left === 1) return { key: "tomorrow", days: 1 };
  return { key: left <= SOON ? "soon" : "later", days: left };
}
