// Randomness as a parameter. The system's generator is named here once and passed in by the workers;
// nothing in this folder draws from it by itself, but for age, which draws file keys, nonces and KEM randomness.

export interface Random {
  /** `length` random bytes. */
  bytes(length: number): Uint8Array;
}

/** The browser's generator; available in insecure contexts too. */
export const systemRandom: Random = {
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
};

/** Uniform in 0 … bound − 1, by rejection. `bound` is 1 … 2^32. */
export function below(random: Random, bound: number): number {
  const limit = 2 ** 32 - (2 ** 32 % bound);
  for (;;) {
    const drawn = random.bytes(4);
    const value = new DataView(drawn.buffer, drawn.byteOffset, 4).getUint32(0, true);
    if (value < limit) return value % bound;
  }
}

/** The same things in uniformly random order. */
export function shuffled<T>(random: Random, things: readonly T[]): T[] {
  const rest = [...things];
  const out: T[] = [];
  while (rest.length > 0) out.push(...rest.splice(below(random, rest.length), 1));
  return out;
}
