/** Warns before the keys are put away, and lets a person stay. */
import type { VNode } from "preact";
import { useAround } from "./around.ts";
import { Dialog } from "./dialog.tsx";

export function Idle(props: { left: number; stay: () => void }): VNode {
  const { t } = useAround();
  return (
    <Dialog id="idle" title={t("idle-title")} go={t("idle-stay")} onGo={props.stay}>
      <p>{t("idle-text", { minutes: Math.max(1, Math.ceil(props.left / 60_000)) })}</p>
    </Dialog>
  );
}
