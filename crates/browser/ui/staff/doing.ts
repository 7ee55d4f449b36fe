/** Running one thing at a time, and saying what went wrong. Keeps no detail of any error: a detail may hold content. */
import { useState } from "preact/hooks";
import { TaskFailed } from "../kit/bridge.ts";

/** What went wrong: the id of a sentence, and the values it names. */
export interface Wrong {
  readonly sentence: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export function wrongOf(error: unknown, sentences: ReadonlySet<string>): Wrong {
  if (!(error instanceof TaskFailed)) return { sentence: "problem-internal", facts: {} };
  const id = error.failure === "worker-broken" ? "problem-worker" : error.failure;
  return { sentence: sentences.has(id) ? id : "problem-internal", facts: error.facts };
}

export interface Doing {
  readonly doing: boolean;
  readonly wrong: Wrong | null;
  /** Answers whether it went well; a second one while the first still runs does nothing. */
  readonly run: (work: () => Promise<void>) => Promise<boolean>;
  readonly clear: () => void;
}

/**
 * @param ended told instead of a sentence when the session is over
 * @param askAgain asks for the second factor once more, where the server wants it; then the work is done from its beginning
 */
export function useDoing(sentences: ReadonlySet<string>, ended: () => void, askAgain: () => Promise<boolean> = async () => false): Doing {
  const [doing, setDoing] = useState(false);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const run = async (work: () => Promise<void>): Promise<boolean> => {
    if (doing) return false;
    setDoing(true);
    setWrong(null);
    try {
      await proved(work, askAgain);
      return true;
    } catch (error) {
      const said = wrongOf(error, sentences);
      if (said.sentence === "problem-ended") ended();
      else setWrong(said);
      return false;
    } finally {
      setDoing(false);
    }
  };
  return { doing, wrong, run, clear: () => setWrong(null) };
}

/** Does it; where a second factor must be shown first, asks for it and does it once more. */
export async function proved(work: () => Promise<void>, askAgain: () => Promise<boolean>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const asks = error instanceof TaskFailed && error.failure === "problem-ask-again";
    if (!asks || !(await askAgain())) throw error;
    await work();
  }
}
