// How strong an own passphrase is, in bits, on the careful side. The estimator
// knows passwords; it takes phrases for chance letters, so words are capped here.

import { bits, ESTIMATED_LETTERS } from "./passphrase.ts";

/** Decimal logarithm of the guesses a text withstands. */
export type Estimator = (text: string) => number;

/** What one ordinary word is worth: it comes from some four thousand. */
const WORD_BITS = 12;
/** Very short words come from fewer. */
const SHORT_WORD_BITS = 6;
/** A long run of letters counts as several words: words can be written together. */
const WORD_LETTERS = 9;

/** Estimated bits of a passphrase: the lower of what the estimator and the count of its words say. */
export function strength(passphrase: string, estimate: Estimator): number {
  const text = passphrase.normalize("NFKC").replace(/\s+/gu, " ").trim().slice(0, ESTIMATED_LETTERS);
  if (text === "") return 0;
  return Math.floor(Math.min(bits(estimate(text)), ofWords(text, estimate)));
}

function ofWords(text: string, estimate: Estimator): number {
  const seen = new Set<string>();
  let sum = 0;
  for (const token of text.split(" ")) {
    const word = token.toLowerCase();
    // A word said again tells next to nothing new.
    sum += seen.has(word) ? 1 : ofToken(token, estimate);
    seen.add(word);
  }
  return sum;
}

function ofToken(token: string, estimate: Estimator): number {
  const plain = /^\p{L}?[\p{Ll}\p{Lo}\p{M}]*[.,;:!?]?$/u.test(token) || /^\p{Lu}+[.,;:!?]?$/u.test(token);
  if (!plain) return bits(estimate(token));
  if (token.length <= 3) return SHORT_WORD_BITS;
  return Math.min(bits(estimate(token)), WORD_BITS * Math.ceil(token.length / WORD_LETTERS));
}
