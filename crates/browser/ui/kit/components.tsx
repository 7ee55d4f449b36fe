/** Components that reporters' client and staff console share. They show; they decide nothing and keep no state. */
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** One fault: what is wrong, in words, and the id of the control to go to. */
export interface Fault {
  text: string;
  at?: string;
}

/** The error summary on top of a page. Takes the focus whenever its list changes. */
export function Faults(props: { title: string; faults: readonly Fault[]; children?: ComponentChildren }): VNode | null {
  const box = useRef<HTMLDivElement>(null);
  const key = props.faults.map((fault) => fault.text).join("\n");
  useEffect(() => {
    if (key !== "") box.current?.focus();
  }, [key]);
  if (props.faults.length === 0) return null;
  return (
    <div class="faults" role="alert" tabIndex={-1} ref={box} aria-labelledby="faults-title">
      <h2 id="faults-title">{props.title}</h2>
      <ul>
        {props.faults.map((fault) => (
          <li key={fault.text}>{fault.at === undefined ? fault.text : <FaultLink text={fault.text} at={fault.at} />}</li>
        ))}
      </ul>
      {props.children}
    </div>
  );
}

function FaultLink(props: { text: string; at: string }): VNode {
  const go = (event: Event) => {
    event.preventDefault();
    document.getElementById(props.at)?.focus();
  };
  return (
    <a href={`#${props.at}`} onClick={go}>
      {props.text}
    </a>
  );
}

/** A labelled control: label, hint, fault, then the control, tied together for screen readers. */
export function Field(props: {
  id: string;
  label: ComponentChildren;
  /** The label is the page's heading. */
  heading?: boolean;
  hint?: ComponentChildren;
  fault?: string | undefined;
  /** Draws the control; `described` goes into `aria-describedby`. */
  control: (described: string | undefined) => VNode;
}): VNode {
  const described = [props.hint ? `${props.id}-hint` : "", props.fault ? `${props.id}-fault` : ""].filter(Boolean).join(" ");
  const label = <label for={props.id}>{props.label}</label>;
  return (
    <div class={props.fault ? "field wrong" : "field"}>
      {props.heading ? <h1 tabIndex={-1}>{label}</h1> : label}
      {props.hint && (
        <span class="hint" id={`${props.id}-hint`}>
          {props.hint}
        </span>
      )}
      {props.fault && (
        <span class="fault" id={`${props.id}-fault`}>
          {props.fault}
        </span>
      )}
      {props.control(described || undefined)}
    </div>
  );
}

/** One or several of a list. */
export function Choices(props: {
  id: string;
  legend: ComponentChildren;
  heading?: boolean;
  hint?: ComponentChildren;
  fault?: string | undefined;
  several?: boolean;
  options: readonly { value: string; title: string; hint?: string | undefined }[];
  chosen: readonly string[];
  choose: (chosen: string[]) => void;
}): VNode {
  const described = [props.hint ? `${props.id}-hint` : "", props.fault ? `${props.id}-fault` : ""].filter(Boolean).join(" ");
  const pick = (value: string, on: boolean) => {
    if (!props.several) props.choose(on ? [value] : []);
    else props.choose(props.options.map((option) => option.value).filter((other) => (other === value ? on : props.chosen.includes(other))));
  };
  return (
    <fieldset class={props.fault ? "choices wrong" : "choices"} aria-describedby={described || undefined}>
      <legend>{props.heading ? <h1 tabIndex={-1}>{props.legend}</h1> : props.legend}</legend>
      {props.hint && (
        <span class="hint" id={`${props.id}-hint`}>
          {props.hint}
        </span>
      )}
      {props.fault && (
        <span class="fault" id={`${props.id}-fault`}>
          {props.fault}
        </span>
      )}
      {props.options.map((option, place) => (
        <label class="choice" key={option.value}>
          <input
            type={props.several ? "checkbox" : "radio"}
            name={props.id}
            id={place === 0 ? props.id : `${props.id}-${place}`}
            value={option.value}
            checked={props.chosen.includes(option.value)}
            onChange={(event) => pick(option.value, event.currentTarget.checked)}
          />
          <span>{option.title}</span>
          {option.hint && <span class="hint">{option.hint}</span>}
        </label>
      ))}
    </fieldset>
  );
}

/** How far something is: `part` between 0 and 1, or nothing while it cannot be known. The line below is read out politely. */
export function Progress(props: { id: string; label: string; part?: number | undefined; line: string }): VNode {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      <progress id={props.id} max={1} {...(props.part === undefined ? {} : { value: props.part })} />
      <p class="doing" aria-live="polite">
        {props.line}
      </p>
    </div>
  );
}

/** Puts the focus on the page's heading whenever `view` changes, and the title into the tab: what a new page does by itself. */
export function useNewPage(view: string, title: string): void {
  const first = useRef(true);
  useEffect(() => {
    document.title = title;
    if (first.current) {
      first.current = false;
      return;
    }
    scrollTo(0, 0);
    document.querySelector<HTMLElement>("main h1")?.focus();
  }, [view, title]);
}

/** Offers bytes as a file to save. The address is withdrawn again after a minute. */
export function offerFile(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
