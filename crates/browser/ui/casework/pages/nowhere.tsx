/** An address that leads nowhere. */
import type { VNode } from "preact";
import { useAround } from "../parts/around.ts";
import { usePage } from "../parts/page.ts";

export function Nowhere(): VNode {
  const { t } = useAround();
  usePage("nowhere", `${t("nowhere-title")} · ${t("console-name")}`);
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
