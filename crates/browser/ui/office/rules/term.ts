// How much time a list has left, and days as people read them.

import { dateOfDay, type Day } from "../../staff/days.ts";

export type { Day } from "../../staff/days.ts";

/** From so many days before its end on, everybody here is warned. */
export const WARN_DAYS = 30;

export interface Term {
  readonly state: "in-force" | "ends-soon" | "over";
  /** Days left, the last one counted; 0 when it is over. */
  readonly days: number;
}

export function termOf(validUntil: Day, today: Day): Term {
  const days = validUntil - today + 1;
  if (days <= 0) return { state: "over", days: 0 };
  return { state: days <= WARN_DAYS ? "ends-soon" : "in-force", days };
}

/** "21 November 2026". */
export function dayText(day: Day, language: string): string {
  const format = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return format.format(dateOfDay(day));
}
