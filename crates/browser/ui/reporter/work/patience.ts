/**
 * Patience with a broken connection: the same request again after a while, longer each time, until it works, is refused, or is stopped.
 * Only for requests that may arrive twice.
 */
import { Problem, Unreachable } from "../../kit/http.ts";
import { slugOf } from "./failing.ts";

/** Seconds before each further try: some two minutes in all. */
const WAITS = [1, 2, 4, 8, 15, 30, 60];
const PASSING: readonly string[] = ["busy", "away", "cut-off"];

/** Whether trying again can help. */
export function passes(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof Problem && (PASSING.includes(slugOf(error)) || [429, 502, 504].includes(error.status)));
}

export interface Waiting {
  signal: AbortSignal;
  /** Says that it waits now, and for how long. */
  waiting(seconds: number): void;
  /** Waits; the tests pass their own. */
  pause?: (seconds: number, signal: AbortSignal) => Promise<void>;
}

/** Does `work` until it succeeds or fails for good. */
export async function patiently<T>(work: () => Promise<T>, { signal, waiting, pause = sleep }: Waiting): Promise<T> {
  for (let tries = 0; ; tries++) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      const seconds = WAITS[tries];
      if (!passes(error) || seconds === undefined) throw error;
      waiting(seconds);
      await pause(seconds, signal);
    }
  }
}

function sleep(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, seconds * 1000);
    signal.addEventListener("abort", stop, { once: true });
  });
}
