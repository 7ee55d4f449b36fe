/** Days as people read them, with how near they are where something is due. */
import type { VNode } from "preact";
import { dateOfDay, dayOnTheWall, isoDay, type Day } from "../../staff/days.ts";
import { dueWords } from "../rules/days.ts";
import { useAround } from "./around.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

/** "21 Nov", with the year where it is not this one. Making a format is slow, so each is kept. */
export function dayText(day: Day, language: string): string {
  const date = dateOfDay(day);
  const year = date.getUTCFullYear() === new Date().getFullYear() ? {} : ({ year: "numeric" } as const);
  const key = `${language}/${"year" in year}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { day: "numeric", month: "short", timeZone: "UTC", ...year });
  formats.set(key, format);
  return format.format(date);
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
