/** Numbers as people read them: bytes and durations. Texts come from the caller's Fluent bundle. */
import type { Texts } from "./texts.ts";

/** "3 KB", "20 MB": rounded up, at most one decimal. Needs the messages `size-kb`, `size-mb`, `size-gb`. */
export function sizeText(t: Texts, bytes: number): string {
  const units: [string, number][] = [["size-gb", 1 << 30], ["size-mb", 1 << 20]];
  for (const [id, unit] of units) {
    if (bytes >= unit) return t(id, { n: Math.ceil((bytes / unit) * 10) / 10 });
  }
  return t("size-kb", { n: Math.ceil(bytes / 1024) });
}

/** "less than a minute", "about 5 minutes". Needs `time-moment`, `time-minutes`. */
export function durationText(t: Texts, seconds: number): string {
  return seconds < 60 ? t("time-moment") : t("time-minutes", { n: Math.ceil(seconds / 60) });
}
