/** Turns what went wrong into a sentence. Shows no detail of any error: a detail may hold content. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { TaskFailed } from "../../kit/bridge.ts";
import { sentences } from "../texts.ts";
import { useAround } from "./around.tsx";

/** The id of the sentence for an error. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof TaskFailed)) return "problem-internal";
  const id = error.failure === "worker-broken" ? "problem-worker" : error.failure;
  return sentences.has(id) ? id : "problem-internal";
}

export function Failure(props: { sentence: string | null; children?: VNode }): VNode | null {
  const { t } = useAround();
  if (props.sentence === null) return null;
  return (
    <div class="note bad" role="alert">
      <p>{t(props.sentence)}</p>
      {props.children}
    </div>
  );
}

/** Runs one thing at a time; keeps what went wrong, and passes an ended session on. */
export function useDoing(): {
  readonly doing: boolean;
  readonly sentence: string | null;
  run: (work: () => Promise<void>) => Promise<boolean>;
  clear: () => void;
} {
  const { ended } = useAround();
  const [doing, setDoing] = useState(false);
  const [sentence, setSentence] = useState<string | null>(null);
  const run = async (work: () => Promise<void>): Promise<boolean> => {
    if (doing) return false;
    setDoing(true);
    setSentence(null);
    try {
      await work();
      return true;
    } catch (error) {
      const said = sentenceOf(error);
      if (said === "problem-ended") ended();
      else setSentence(said);
      return false;
    } finally {
      setDoing(false);
    }
  };
  return { doing, sentence, run, clear: () => setSentence(null) };
}
