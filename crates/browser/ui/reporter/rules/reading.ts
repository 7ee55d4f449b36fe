/** From what reading the eight words found to words, and to the place where the focus belongs. */
import type { Texts } from "../../kit/texts.ts";
import type { Reading } from "../contract.ts";

export interface ReadingFault {
  text: string;
  /** The word's place, from 0. */
  place?: number;
  near: readonly string[];
}

/** Null when the words were found or the language must be asked. */
export function readingFault(t: Texts, reading: Reading): ReadingFault | null {
  switch (reading.outcome) {
    case "found":
    case "several":
      return null;
    case "count":
      return { text: t("fault-count", { n: reading.count }), near: [] };
    case "unknown": {
      const values = { n: reading.place + 1, word: reading.word };
      const near = nearText(t, reading.near);
      const text = near === "" ? t("fault-word", values) : t("fault-word-near", { ...values, near });
      return { text, place: reading.place, near: reading.near };
    }
    case "mixed":
      return { text: t("fault-mixed", { n: reading.place + 1, word: reading.word }), place: reading.place, near: [] };
    case "checksum":
      return { text: t("fault-checksum"), near: [] };
  }
}

function nearText(t: Texts, near: readonly string[]): string {
  const [first, second, third] = near;
  if (first === undefined) return "";
  if (second === undefined) return first;
  if (third === undefined) return t("near-or", { first, second });
  return t("near-or-three", { first, second, third });
}

/** Spreads pasted words over the eight fields when there is more than one in what was put into a field. */
export function spread(fields: readonly string[], place: number, written: string): string[] {
  const words = written.split(/[^\p{L}\p{M}]+/u).filter((word) => word !== "");
  const next = [...fields];
  if (words.length < 2) {
    next[place] = written;
    return next;
  }
  words.slice(0, 8 - place).forEach((word, offset) => (next[place + offset] = word));
  return next;
}
