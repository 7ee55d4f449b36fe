/** Ten recovery codes, shown this once, to be printed or written down. */
import type { VNode } from "preact";
import type { Texts } from "../../kit/texts.ts";

export function RecoveryCodes({ t, codes, kept }: { t: Texts; codes: readonly string[]; kept: () => void }): VNode {
  return (
    <>
      <h1 tabIndex={-1}>{t("staff-codes-title")}</h1>
      <p>{t("staff-codes-text")}</p>
      <ol class="codes mono" aria-label={t("staff-codes-list")} translate={false}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <p class="note warn">{t("staff-codes-keep")}</p>
      <div class="actions">
        <button type="button" class="button" onClick={kept}>
          {t("staff-codes-kept")}
        </button>
        <button type="button" class="button second" onClick={() => print()}>
          {t("staff-codes-print")}
        </button>
      </div>
    </>
  );
}
