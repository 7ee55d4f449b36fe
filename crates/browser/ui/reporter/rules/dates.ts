/** Days and times as people read them. A day is an integer since 1970-01-01 and has no time zone of its own. */

/** "28 November 2026". */
export function dayText(day: number, language: string): string {
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(day * 86_400_000));
}

/**
 * When a report leaves, in the reader's own clock, or `null` when that is within a minute of `now`. Both in Unix seconds.
 * The zone is named, since some browsers pretend to be in another one.
 */
export function leavesText(leavesAt: number, now: number, language: string): string | null {
  if (leavesAt - now < 60) return null;
  const at = new Date(leavesAt * 1000);
  const clock = { hour: "2-digit", minute: "2-digit", timeZoneName: "short" } as const;
  const sameDay = at.toDateString() === new Date(now * 1000).toDateString();
  return new Intl.DateTimeFormat(language, sameDay ? clock : { day: "numeric", month: "long", ...clock }).format(at);
}
