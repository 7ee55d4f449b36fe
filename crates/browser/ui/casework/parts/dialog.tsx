/** A question that must be answered before anything else goes on, with its answers. */
import type { ComponentChildren, VNode } from "preact";
import { DialogBox } from "../../staff/dialog.tsx";
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
  return (
    <DialogBox id={props.id} title={props.title} onLeave={props.onLeave ?? props.onGo}>
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
    </DialogBox>
  );
}
