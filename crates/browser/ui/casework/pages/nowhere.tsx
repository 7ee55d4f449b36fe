/** An address that leads nowhere. */
import type { VNode } from "preact";
import { useNewPage } from "../../kit/components.tsx";
import { useAround } from "../parts/around.tsx";

export function Nowhere(): VNode {
  const { t } = useAround();
  useNewPage("nowhere", `${t("nowhere-title")} · ${t("console-name")}`);
  return (
    <>
      <h1 tabIndex={-1}>{t("nowhere-title")}</h1>
      <p class="lead">{t("yes-no-gone")}</p>
      <p>
        <a href="#/">{t("back-to-cases")}</a>
      </p>
    </>
  );
}
