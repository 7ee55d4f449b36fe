/** Guesses that a passphrase withstands. A file of its own, fetched only when somebody wants a passphrase of their own. */
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";

const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

/** Decimal logarithm of the guesses a text withstands. */
export function guessesLog10(text: string): number {
  return estimator.check(text).guessesLog10;
}
