/** Something over the page that must be answered before anything else goes on. The browser keeps the focus inside, Escape leaves, and the focus goes back. */
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** @param props.id begins the ids of what stands in it; no two that can be open at once have the same */
export function DialogBox(props: { id: string; title: string; onLeave: () => void; children: ComponentChildren }): VNode {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    box.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog ref={box} class="dialog" aria-labelledby={`${props.id}-title`} onCancel={(event) => (event.preventDefault(), props.onLeave())}>
      <h2 id={`${props.id}-title`}>{props.title}</h2>
      {props.children}
    </dialog>
  );
}
