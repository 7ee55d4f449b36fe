// The six BIP-39 lists. English comes with the bundle; the others are fetched when a language asks for them.
// Keeps no words of anybody.

import { list as english } from "./wordlists/list_en.ts";

/** Languages in which the eight words can be shown and read back. */
export const languages = ["en", "fr", "es", "it", "pt", "cs"] as const;
export type Language = (typeof languages)[number];

/** One list of 2048 words, as shown (NFC) and as compared (folded). */
export interface WordList {
  readonly language: Language;
  readonly shown: readonly string[];
  readonly folded: readonly string[];
}

/** What reading back compares: NFKD, marks removed, lower case, œ as oe and æ as ae. */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("œ", "oe").replaceAll("æ", "ae");
}

function wordList(language: Language, words: readonly string[]): WordList {
  return { language, shown: words.map((word) => word.normalize("NFC")), folded: words.map(fold) };
}

/** The list that is always there. */
export const englishList: WordList = wordList("en", english);

/** Loads one list. Rejects when its file cannot be fetched. */
export async function loadWordList(language: Language): Promise<WordList> {
  switch (language) {
    case "en":
      return englishList;
    case "fr":
      return wordList(language, (await import("./wordlists/list_fr.ts")).list);
    case "es":
      return wordList(language, (await import("./wordlists/list_es.ts")).list);
    case "it":
      return wordList(language, (await import("./wordlists/list_it.ts")).list);
    case "pt":
      return wordList(language, (await import("./wordlists/list_pt.ts")).list);
    case "cs":
      return wordList(language, (await import("./wordlists/list_cs.ts")).list);
  }
}

/** Loads all six, for reading back words of which nobody knows the language. */
export function loadWordLists(): Promise<WordList[]> {
  return Promise.all(languages.map(loadWordList));
}
