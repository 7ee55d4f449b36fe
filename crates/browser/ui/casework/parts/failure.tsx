/** What went wrong in the console, in a sentence. */
import type { VNode } from "preact";
import * as doing from "../../staff/doing.ts";
import { sentences } from "../texts.ts";
import { useAround } from "./around.ts";

/** The id of the sentence for an error. */
export function sentenceOf(error: unknown): string {
  return doing.wrongOf(error, sentences).sentence;
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

export function useDoing(): doing.Doing & { readonly sentence: string | null } {
  const { ended, askAgain } = useAround();
  const one = doing.useDoing(sentences, ended, askAgain);
  return { ...one, sentence: one.wrong?.sentence ?? null };
}
