/** Running one thing at a time, and saying what went wrong. Shows no detail of any error: a detail may hold content. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { TaskFailed } from "../../kit/bridge.ts";
import { sentences } from "../texts.ts";
import { useAround } from "./around.tsx";

export interface Wrong {
  readonly sentence: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

function wrongOf(error: unknown): Wrong {
  if (!(error instanceof TaskFailed)) return { sentence: "problem-internal", facts: {} };
  return { sentence: sentences.has(error.failure) ? error.failure : "problem-internal", facts: error.facts };
}

export function Failure(props: { wrong: Wrong | null }): VNode | null {
  const { t } = useAround();
  if (props.wrong === null) return null;
  return (
    <div class="note bad" role="alert">
      <p>{t(props.wrong.sentence)}</p>
    </div>
  );
}

/** Runs one thing at a time; keeps what went wrong, and passes an ended session on. */
export function useDoing(): { readonly doing: boolean; readonly wrong: Wrong | null; run: (work: () => Promise<void>) => Promise<boolean> } {
  const { ended } = useAround();
  const [doing, setDoing] = useState(false);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const run = async (work: () => Promise<void>): Promise<boolean> => {
    if (doing) return false;
    setDoing(true);
    setWrong(null);
    try {
      await work();
      return true;
    } catch (error) {
      const said = wrongOf(error);
      if (said.sentence === "problem-ended") ended();
      else setWrong(said);
      return false;
    } finally {
      setDoing(false);
    }
  };
  return { doing, wrong, run };
}
