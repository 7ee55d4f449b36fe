/** Where six digits are typed, or pasted, or filled in by a telephone. */
import type { VNode } from "preact";

export function CodeInput(props: { id: string; described: string | undefined; value: string; type: (typed: string) => void }): VNode {
  return (
    <input
      id={props.id}
      class="short code"
      type="text"
      inputMode="numeric"
      autocomplete="one-time-code"
      spellcheck={false}
      aria-describedby={props.described}
      value={props.value}
      onInput={(event) => props.type(event.currentTarget.value)}
    />
  );
}
