/** Asking two of the eight words back: which two, and whether what was written is the word. Forgiving as coming back is. */

/** Two different places from 0 to 7, in order, from two random bytes. All 28 pairs are equally likely. */
export function twoPlaces(random: Uint8Array): [number, number] {
  // 28 pairs; 252 = 9 × 28, so bytes from 252 on are thrown away.
  const byte = random.find((value) => value < 252) ?? 0;
  let pair = byte % 28;
  for (let first = 0; first < 7; first++) {
    const rest = 7 - first;
    if (pair < rest) return [first, first + 1 + pair];
    pair -= rest;
  }
  return [0, 1];
}

/** Case, accents and ligatures folded as protocol.md 2 says. */
export function fold(word: string): string {
  return word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/[^\p{Alphabetic}]/gu, "");
}

/** Whether `written` means `word`: equal, or at least its first four letters and nothing else. */
export function isWord(written: string, word: string): boolean {
  const folded = fold(written);
  const whole = fold(word);
  return folded === whole || (folded.length >= 4 && whole.startsWith(folded));
}
