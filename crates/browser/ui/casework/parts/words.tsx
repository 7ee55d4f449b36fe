/** Six words in a row, to be compared or read aloud. */
import type { VNode } from "preact";

export function SixWords(props: { words: readonly string[]; label: string; secret?: boolean }): VNode {
  return (
    <ol class={props.secret ? "words six secret" : "words six"} aria-label={props.label}>
      {props.words.map((word, place) => (
        <li key={place} translate={false}>
          {word}
        </li>
      ))}
    </ol>
  );
}
