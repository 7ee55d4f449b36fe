/** Parts that several screens share: the frame of a step, and what a step is given. */
import type { ComponentChildren, VNode } from "preact";
import type { Ready } from "../contract.ts";
import type { Draft } from "../draft.ts";
import { t } from "../say.ts";
import type { Link } from "../worker_link.ts";

/** What every step of filing is given. */
export interface StepProps {
  ready: Ready;
  draft: Draft;
  change(part: Partial<Draft>): void;
  next(): void;
  back(): void;
  link: Link;
}

/** A form with Back above and one next step below. */
export function StepForm(props: {
  children: ComponentChildren;
  next: () => void;
  back?: (() => void) | undefined;
  label?: string;
  other?: ComponentChildren;
}): VNode {
  const submit = (event: Event) => {
    event.preventDefault();
    props.next();
    // The same fault twice changes nothing on the page; it must be heard again all the same.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(".faults")?.focus());
  };
  return (
    <form onSubmit={submit} noValidate autocomplete="off">
      {props.back && (
        <button type="button" class="back" onClick={props.back}>
          {t("back")}
        </button>
      )}
      {props.children}
      <div class="actions">
        <button class="button">{props.label ?? t("next")}</button>
        {props.other}
      </div>
    </form>
  );
}

/** A piece of advice with a line at its left. */
export function Note(props: { kind?: "warn" | "bad" | "good"; title?: string; children: ComponentChildren }): VNode {
  return (
    <div class={props.kind ? `note ${props.kind}` : "note"}>
      {props.title && <h2>{props.title}</h2>}
      {props.children}
    </div>
  );
}
