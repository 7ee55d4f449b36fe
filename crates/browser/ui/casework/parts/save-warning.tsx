/** The word of warning before a file leaves the page. */
import type { VNode } from "preact";
import { useAround } from "./around.ts";
import { Dialog } from "./dialog.tsx";

export function SaveWarning(props: { name: string; disarmed: boolean; save: () => void; leave: () => void }): VNode {
  const { t } = useAround();
  return (
    <Dialog id="save" title={t("save-title")} go={t("save-go")} onGo={props.save} onLeave={props.leave}>
      <p class="file-name">
        <bdi>{props.name}</bdi>
      </p>
      <ul>
        <li>{t("save-text-leaves")}</li>
        <li>{t("save-text-harm")}</li>
        <li>{t("save-text-traces")}</li>
        {props.disarmed && <li>{t("file-disarmed")}</li>}
      </ul>
    </Dialog>
  );
}
