/** Days as people read them, with how near they are where something is due. */
import type { VNode } from "preact";
import { dateOfDay, dayOnTheWall, dueWords, isoDay, type Day } from "../rules/days.ts";
import { useAround } from "./around.tsx";

const formats = new Map<string, Intl.DateTimeFormat>();

/** "21 Nov 2026". Making a format is slow, so it is kept. */
export function dayText(day: Day, language: string): string {
  let format = formats.get(language);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
    formats.set(language, format);
  }
  return format.format(dateOfDay(day));
}

export function DayOf(props: { day: Day }): VNode {
  const { language } = useAround();
  return <time dateTime={isoDay(props.day)}>{dayText(props.day, language)}</time>;
}

/** A due day; late ones are said and coloured. */
export function Due(props: { day: Day }): VNode {
  const { t } = useAround();
  const { key, days } = dueWords(props.day, dayOnTheWall(new Date()));
  const near = key === "late" ? "due late" : key === "later" ? "due" : "due near";
  return (
    <span class={near}>
      <DayOf day={props.day} /> <span class="due-words">{t(`due-${key}`, { days })}</span>
    </span>
  );
}
