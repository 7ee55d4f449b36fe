/**
 * The page's one link to its Worker. Starts it at the first call, starts it anew when it broke, and then gives back what it had forgotten:
 * the channel and the eight words. Keeps the words only as long as the draft does.
 */
import { type Bridge, openBridge, TaskFailed } from "../kit/bridge.ts";
import type { ReporterTasks } from "./contract.ts";
import { LANGUAGE } from "./say.ts";

export interface Link {
  call: Bridge<ReporterTasks>["call"];
  /** Ends the Worker with all that is in it. */
  end(): void;
}

/** `words` gives the words that a new Worker must know. */
export function openLink(words: () => readonly string[]): Link {
  let bridge: Bridge<ReporterTasks> | null = null;
  const revive = async (fresh: Bridge<ReporterTasks>) => {
    await fresh.call("prepare", {});
    if (words().length > 0) await fresh.call("read", { typed: words().join(" "), language: LANGUAGE, purpose: "file" });
  };
  return {
    call(task, asked, options) {
      const fresh = bridge === null;
      const now = (bridge ??= openBridge<ReporterTasks>("/reporter-worker.js"));
      const prepared = fresh && task !== "prepare" ? revive(now) : Promise.resolve();
      return prepared
        .then(() => now.call(task, asked, options))
        .catch((error: unknown) => {
          if (error instanceof TaskFailed && (error.failure === "worker-broken" || fresh)) {
            now.end();
            bridge = null;
          }
          throw error;
        });
    },
    end() {
      bridge?.end();
      bridge = null;
    },
  };
}
