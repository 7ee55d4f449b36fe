/** Something that is done to somebody who has enrolled: what it does, said before it is done, and the way back. */
import type { ComponentChildren, VNode } from "preact";
import type { Doing } from "../../staff/doing.ts";
import { useAround } from "./around.ts";
import { Failure } from "./doing.tsx";

export function UponSomebody(props: {
  title: string;
  /** `null` while it is looked up; `""`: nobody here. */
  name: string | null;
  notFound: string;
  /** What it does, one thing a line. */
  does: readonly string[];
  before: string;
  go: string;
  danger?: boolean;
  doing: Doing;
  onGo: () => void;
  /** Stands in place of the question once it is answered. */
  done?: VNode | null;
  /** Stands before what it does. */
  children: ComponentChildren;
}): VNode {
  const { t } = useAround();
  const { doing, wrong } = props.doing;
  return (
    <>
      <p class="back">
        <a href="#/">{t("back-to-people")}</a>
      </p>
      <h1 tabIndex={-1}>{props.title}</h1>
      <Failure wrong={wrong} />
      {props.done != null ? (
        props.done
      ) : props.name === null ? (
        doing && <p class="wait">{t("busy")}</p>
      ) : props.name === "" ? (
        <p>{props.notFound}</p>
      ) : (
        <>
          <p>{props.children}</p>
          <ul>
            {props.does.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
          <p class="note warn">{props.before}</p>
          <div class="actions">
            <button type="button" class={props.danger ? "button danger" : "button"} onClick={props.onGo} disabled={doing}>
              {props.go}
            </button>
            <a class="button second" href="#/">
              {t("cancel")}
            </a>
          </div>
        </>
      )}
    </>
  );
}
