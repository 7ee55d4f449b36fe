/** Fetches what comes later (later.ts), once, and lets the page say its texts. */
import { TaskFailed } from "../kit/bridge.ts";
import { learn } from "./say.ts";

export type Later = typeof import("./later.ts");

let fetched: Promise<Later> | null = null;

/** Fails as a Worker's task does that could not reach the place. */
export function fetchLater(): Promise<Later> {
  fetched ??= import("./later.ts").then(
    (later) => {
      learn(later.texts);
      return later;
    },
    () => {
      fetched = null;
      throw new TaskFailed("unreachable", {});
    },
  );
  return fetched;
}
