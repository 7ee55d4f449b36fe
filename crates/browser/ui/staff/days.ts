// Days as the staff's pages read and write them. A day is an integer, days since 1970-01-01; no hour of anything ever comes in here.

import type { Day } from "../seal/bytes.ts";

export type { Day } from "../seal/bytes.ts";

const MILLISECONDS = 86_400_000;

/** The calendar day on the wall of whoever reads, as a `Day`. */
export function dayOnTheWall(now: Date): Day {
  return Math.floor(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / MILLISECONDS);
}

/** Midnight UTC of a day, to be written out with `timeZone: "UTC"`. */
export function dateOfDay(day: Day): Date {
  return new Date(day * MILLISECONDS);
}

/** `2026-11-21`, for a field for days and for `<time datetime>`. */
export function isoDay(day: Day): string {
  return dateOfDay(day).toISOString().slice(0, 10);
}

/** A day as a field for days gives it; `null` for nothing, or for what is no day. */
export function dayTyped(typed: string): Day | null {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(typed) ? Date.parse(`${typed}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(time) || time < 0 ? null : Math.floor(time / MILLISECONDS);
}
