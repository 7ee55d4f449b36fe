/** Fourth step: the six words over the new key, to be read aloud. They are never on one page with the passphrase. */
import type { VNode } from "preact";
import { useAround } from "../parts/around.ts";
import { SixWords } from "../parts/words.tsx";

export function EnrolRead(props: { words: readonly string[]; doing: boolean; go: () => void }): VNode {
  const { t } = useAround();
  return (
    <>
      <h1 tabIndex={-1}>{t("enrol-read-title")}</h1>
      <p class="lead">{t("enrol-read-text")}</p>
      <SixWords words={props.words} label={t("enrol-read-words")} />
      <div class="actions">
        <button type="button" class="button" onClick={props.go} disabled={props.doing}>
          {t("enrol-next")}
        </button>
      </div>
    </>
  );
}

export function EnrolDone(props: { words: readonly string[]; inRoster: boolean }): VNode {
  const { t } = useAround();
  return (
    <>
      <h1 tabIndex={-1}>{t("enrol-done-title")}</h1>
      {props.inRoster ? (
        <p class="note good">{t("enrol-done-in")}</p>
      ) : (
        <>
          <p class="note">{t("enrol-done-wait")}</p>
          <SixWords words={props.words} label={t("enrol-read-words")} />
        </>
      )}
      <div class="actions">
        <a class="button" href="/">
          {t("enrol-done-signin")}
        </a>
      </div>
    </>
  );
}
