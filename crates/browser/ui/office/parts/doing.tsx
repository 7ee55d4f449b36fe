/** What went wrong in the office, in a sentence. */
import type { VNode } from "preact";
import * as doing from "../../staff/doing.ts";
import { sentences } from "../texts.ts";
import { useAround } from "./around.ts";

export function Failure(props: { wrong: doing.Wrong | null }): VNode | null {
  const { t } = useAround();
  if (props.wrong === null) return null;
  return (
    <div class="note bad" role="alert">
      <p>{t(props.wrong.sentence)}</p>
    </div>
  );
}

export function useDoing(): doing.Doing {
  const { ended, askAgain } = useAround();
  return doing.useDoing(sentences, ended, askAgain);
}
