/** What stands around every page of the staff: the way past the head, the trial, the organisation's six words. */
import type { VNode } from "preact";
import type { Place } from "./around.ts";

export function SkipLink(props: { text: string }): VNode {
  return (
    <a class="skip" href="#content" onClick={toContent}>
      {props.text}
    </a>
  );
}

/** A link to an anchor would change the address, which names the page. */
function toContent(event: Event): void {
  event.preventDefault();
  document.getElementById("content")?.focus();
}

/** @param titled false where something is said that is no matter of a trial */
export function TrialNote({ title, titled = true, said }: { title: string; titled?: boolean; said: string }): VNode {
  return (
    <aside class="note warn trial" aria-label={title}>
      <p>
        {titled && <strong>{title}. </strong>}
        {said}
      </p>
    </aside>
  );
}

/** @param whose said before the words */
export function Fingerprints(props: { place: Place; whose: string }): VNode {
  return (
    <>
      {props.place.fingerprints.map((words) => (
        <p key={words.join()}>
          {props.whose}{" "}
          <span class="mono fingerprint" translate={false}>
            {words.join(" ")}
          </span>
        </p>
      ))}
    </>
  );
}
