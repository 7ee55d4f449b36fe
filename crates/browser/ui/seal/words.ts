// The eight words: 80 random bits and a checksum of 8, in one of six BIP-39 lists (protocol 2).
// Shows and reads back; never stores, sends or logs them.

import { concat, label, sha } from "./bytes.ts";
import type { Random } from "./random.ts";
import { fold, type Language, type WordList } from "./wordlists.ts";

export const WORD_COUNT = 8;
export const ENTROPY_BYTES = 10;

/** What reading back found, in the words of the shared vectors. Places count from 0. */
export type Reading =
  | { readonly found: { readonly language: Language; readonly entropy: Uint8Array } }
  | { readonly count: number }
  | { readonly unknown: { readonly place: number; readonly near: readonly string[] } }
  | { readonly mixed: { readonly place: number; readonly near: readonly string[] } }
  | { readonly checksum: true }
  | { readonly several: readonly Language[] };

/** Draws the entropy of a new mailbox. */
export function drawEntropy(random: Random): Uint8Array {
  return random.bytes(ENTROPY_BYTES);
}

function checksum(entropy: Uint8Array): number {
  return sha(label("words-checksum"), entropy)[0] ?? 0;
}

/** `count` indices of 11 bits, most significant bit first. */
export function elevenBits(bytes: Uint8Array, count: number): number[] {
  const bit = (n: number): number => ((bytes[n >> 3] ?? 0) >> (7 - (n & 7))) & 1;
  return Array.from({ length: count }, (_, word) => {
    let index = 0;
    for (let n = 0; n < 11; n++) index = (index << 1) | bit(word * 11 + n);
    return index;
  });
}

/** The eight words over the entropy. */
export function toWords(entropy: Uint8Array, list: WordList): string[] {
  const bytes = concat(entropy, Uint8Array.of(checksum(entropy)));
  return elevenBits(bytes, WORD_COUNT).map((index) => list.shown[index] ?? "");
}

/** The index of a word in a list: equal, or at least four letters and the beginning of exactly one. */
export function find(word: string, list: WordList): number | undefined {
  const exact = list.folded.indexOf(word);
  if (exact >= 0) return exact;
  if (word.length < 4) return undefined;
  const begun = list.folded.flatMap((entry, index) => (entry.startsWith(word) ? [index] : []));
  return begun.length === 1 ? begun[0] : undefined;
}

function fromIndices(indices: readonly number[]): Uint8Array | undefined {
  const bytes = new Uint8Array(11);
  indices.forEach((index, word) => {
    for (let n = 0; n < 11; n++) {
      const at = word * 11 + n;
      if ((index >> (10 - n)) & 1) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (1 << (7 - (at & 7)));
    }
  });
  const entropy = bytes.slice(0, ENTROPY_BYTES);
  return checksum(entropy) === bytes[ENTROPY_BYTES] ? entropy : undefined;
}

/** Splits what was typed into folded words; anything that is not a letter separates. */
export function splitWords(typed: string): string[] {
  return fold(typed).split(/[^\p{Alphabetic}]+/u).filter((word) => word !== "");
}

/** Reads the words back from the given lists, all six unless the person has said which language it is. */
export function readWords(typed: string, lists: readonly WordList[]): Reading {
  const words = splitWords(typed);
  if (words.length !== WORD_COUNT) return { count: words.length };
  const looked = lists.map((list) => ({ list, indices: words.map((word) => find(word, list)) }));
  const whole = looked.filter(({ indices }) => !indices.includes(undefined));
  const passed = whole.flatMap(({ list: { language }, indices }) => {
    const entropy = fromIndices(indices as number[]);
    return entropy ? [{ language, entropy }] : [];
  });
  const [first, second] = passed;
  if (first && second) return { several: passed.map(({ language }) => language) };
  if (first) return { found: first };
  if (whole.length > 0) return { checksum: true };
  return misread(words, looked);
}

interface Looked {
  readonly list: WordList;
  readonly indices: readonly (number | undefined)[];
}

/** Which word is wrong, measured by the list in which most of the eight stand. */
function misread(words: readonly string[], looked: readonly Looked[]): Reading {
  const hits = ({ indices }: Looked): number => indices.filter((index) => index !== undefined).length;
  const likely = looked.reduce((best, next) => (hits(next) > hits(best) ? next : best));
  const nowhere = words.findIndex((_, place) => looked.every(({ indices }) => indices[place] === undefined));
  if (nowhere >= 0) return { unknown: { place: nowhere, near: nearWords(words[nowhere] ?? "", likely.list) } };
  const place = likely.indices.indexOf(undefined);
  return { mixed: { place, near: nearWords(words[place] ?? "", likely.list) } };
}

/** Up to three list words at a distance of at most 2, nearest first, then in the list's order. */
function nearWords(word: string, list: WordList): string[] {
  return list.folded
    .map((entry, index) => ({ index, distance: editDistance(word, entry) }))
    .filter(({ distance }) => distance <= 2)
    .sort((a, b) => a.distance - b.distance || a.index - b.index)
    .slice(0, 3)
    .map(({ index }) => list.shown[index] ?? "");
}

/** Optimal string alignment: letters to change, insert or drop, or two neighbours to swap. 3 stands for "far". */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      next.push(best);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 3;
}
