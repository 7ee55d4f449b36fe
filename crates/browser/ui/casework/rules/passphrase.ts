// Passphrases of staff: six drawn words, or an own one that is strong enough.
// Which words are asked back is decided here too. Randomness comes in.

/** Six words of a list of 2048 carry 66 bits. */
export const DRAWN_WORDS = 6;
/** An own passphrase must be estimated at least this strong, in bits. */
export const OWN_BITS = 60;
/** Longer input is not estimated any further: it would only cost time. */
export const ESTIMATED_LETTERS = 100;
const LIST = 2048;

export type Fill = (bytes: Uint8Array) => Uint8Array;

/** Six words, each drawn uniformly: 16 random bits, the upper five thrown away. */
export function drawWords(list: readonly string[], random: (length: number) => Uint8Array): string[] {
  if (list.length !== LIST) throw new Error(`the list has ${list.length} words, not ${LIST}`);
  const bytes = random(DRAWN_WORDS * 2);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: DRAWN_WORDS }, (_, index) => list[view.getUint16(index * 2) % LIST] ?? "");
}

/** Two different places, ascending, from 0. */
export function askedBack(fill: Fill): [number, number] {
  for (;;) {
    const [a = 0, b = 0] = fill(new Uint8Array(2));
    // 252 = 42 × 6: above it a remainder would favour the first places.
    if (a >= 252 || b >= 252) continue;
    const places: [number, number] = [a % DRAWN_WORDS, b % DRAWN_WORDS];
    if (places[0] !== places[1]) return places[0] < places[1] ? places : [places[1], places[0]];
  }
}

/** Whether what was typed is the word; the list has only plain lower-case letters. */
export function sameWord(typed: string, word: string): boolean {
  return typed.normalize("NFKC").trim().toLowerCase() === word;
}

/** Bits from an estimator's decimal logarithm of guesses. */
export function bits(guessesLog10: number): number {
  return guessesLog10 * Math.log2(10);
}
