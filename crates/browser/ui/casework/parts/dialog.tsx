/** A question that must be answered before anything else goes on. The browser keeps the focus inside and Escape leaves. */
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useAround } from "./around.ts";

export function Dialog(props: {
  id: string;
  title: string;
  go: string;
  danger?: boolean;
  doing?: boolean;
  onGo: () => void;
  /** Without it the dialog has one answer only. */
  onLeave?: () => void;
  children: ComponentChildren;
}): VNode {
  const { t } = useAround();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    box.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog ref={box} class="dialog" aria-labelledby={`${props.id}-title`} onCancel={(event) => (event.preventDefault(), (props.onLeave ?? props.onGo)())}>
      <h2 id={`${props.id}-title`}>{props.title}</h2>
      {props.children}
      <div class="actions">
        {props.onLeave && (
          <button type="button" class="button second" onClick={props.onLeave} autofocus>
            {t("cancel")}
          </button>
        )}
        <button type="button" class={props.danger ? "button danger" : "button"} onClick={props.onGo} disabled={props.doing}>
          {props.go}
        </button>
      </div>
    </dialog>
  );
}
