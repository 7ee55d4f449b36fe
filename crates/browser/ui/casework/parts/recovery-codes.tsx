/** Ten recovery codes, shown this once, to be printed or written down. */
import type { VNode } from "preact";
import { useAround } from "./around.ts";

export function RecoveryCodes(props: { codes: readonly string[]; kept: () => void }): VNode {
  const { t } = useAround();
  return (
    <>
      <h1 tabIndex={-1}>{t("codes-title")}</h1>
      <p>{t("codes-text")}</p>
      <ol class="codes mono" aria-label={t("codes-list")} translate={false}>
        {props.codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <p class="note warn">{t("codes-keep")}</p>
      <div class="actions">
        <button type="button" class="button" onClick={props.kept}>
          {t("codes-kept")}
        </button>
        <button type="button" class="button second" onClick={() => print()}>
          {t("codes-print")}
        </button>
      </div>
    </>
  );
}
