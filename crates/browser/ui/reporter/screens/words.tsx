/** The eight words: shown before anything is sent, copied, printed or saved at the reporter's wish; then two are asked back. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type Fault, Faults, Field, offerFile } from "../../kit/components.tsx";
import { failureText } from "../rules/failures.ts";
import { isWord, twoPlaces } from "../rules/words_back.ts";
import { LANGUAGE, t } from "../say.ts";
import { Note, StepForm, type StepProps } from "./parts.tsx";

/** A name that says nothing to whoever finds the file. */
export const NEUTRAL_NAME = "notes.txt";

export function Words(props: StepProps): VNode {
  const { draft, change, link } = props;
  const [fault, setFault] = useState("");
  const draw = () => {
    setFault("");
    link.call("draw", { language: LANGUAGE }).then(({ words }) => change({ words }), (error: unknown) => setFault(failureText(t, error)));
  };
  const known = draft.words.length > 0;
  useEffect(() => {
    if (!known) draw();
    // Once: the words stay the same until the page is left.
  }, []);
  if (!known) {
    return (
      <StepForm next={draw} back={props.back} label={t("try-again")}>
        <Faults title={t("faults-title")} faults={fault === "" ? [] : [{ text: fault }]} />
        <h1 tabIndex={-1}>{t("words-title")}</h1>
        {fault === "" && <p class="wait">{t("words-drawing")}</p>}
      </StepForm>
    );
  }
  return (
    <StepForm next={props.next} back={props.back} label={t("words-noted")}>
      <h1 tabIndex={-1} class="no-print">
        {t("words-title")}
      </h1>
      <p class="lead no-print">{t("words-lead")}</p>
      <ol class="words" translate={false}>
        {draft.words.map((word) => (
          <li key={word}>{word}</li>
        ))}
      </ol>
      <p class="no-print">{t("words-how")}</p>
      <Keeping words={draft.words} />
    </StepForm>
  );
}

function Keeping(props: { words: readonly string[] }): VNode {
  const [asking, setAsking] = useState<"print" | "save" | null>(null);
  const [told, setTold] = useState("");
  const text = props.words.join(" ");
  const copy = () => navigator.clipboard.writeText(text).then(() => setTold(t("words-copied")), () => setTold(t("words-copy-failed")));
  const sure = () => {
    if (asking === "print") print();
    else offerFile(new Blob([`${text}\n`], { type: "text/plain" }), NEUTRAL_NAME);
    setAsking(null);
  };
  return (
    <div class="no-print">
      <div class="actions">
        {"clipboard" in navigator && (
          <button type="button" class="button second" onClick={() => void copy()}>
            {t("words-copy")}
          </button>
        )}
        <button type="button" class="button second" onClick={() => setAsking("print")}>
          {t("words-print")}
        </button>
        <button type="button" class="button second" onClick={() => setAsking("save")}>
          {t("words-save")}
        </button>
      </div>
      <p aria-live="polite" class="quiet">
        {told}
      </p>
      {asking && (
        <div role="group" aria-live="polite">
          <Note kind="warn">
            <p>{t("words-save-warn")}</p>
            <div class="actions">
              <button type="button" class="button second" onClick={sure}>
                {t(asking === "print" ? "words-print-sure" : "words-save-sure")}
              </button>
              <button type="button" class="link" onClick={() => setAsking(null)}>
                {t("words-cancel")}
              </button>
            </div>
          </Note>
        </div>
      )}
    </div>
  );
}

export function WordsBack(props: StepProps): VNode {
  const { words } = props.draft;
  const [places] = useState(() => twoPlaces(crypto.getRandomValues(new Uint8Array(16))));
  const [written, setWritten] = useState(["", ""]);
  const [faults, setFaults] = useState<Fault[]>([]);
  const next = () => {
    const found = places.flatMap((place, field) => {
      const text = written[field] ?? "";
      if (isWord(text, words[place] ?? "")) return [];
      return [{ text: t(text.trim() === "" ? "back-empty" : "back-wrong", { n: place + 1 }), at: `word-${field}` }];
    });
    setFaults(found);
    if (found.length === 0) props.next();
  };
  return (
    <StepForm
      next={next}
      back={props.back}
      other={
        <button type="button" class="link" onClick={props.back}>
          {t("back-show")}
        </button>
      }
    >
      <Faults title={t("faults-title")} faults={faults} />
      <h1 tabIndex={-1}>{t("back-title")}</h1>
      <p class="lead">{t("back-lead")}</p>
      {places.map((place, field) => (
        <Field
          key={place}
          id={`word-${field}`}
          label={t("back-nth", { n: place + 1 })}
          fault={faults.find((fault) => fault.at === `word-${field}`)?.text}
          control={(described) => (
            <input
              type="text"
              class="short"
              id={`word-${field}`}
              aria-describedby={described}
              value={written[field] ?? ""}
              autocomplete="off"
              autocapitalize="none"
              autocorrect="off"
              spellcheck={false}
              translate={false}
              onInput={(event) => setWritten(written.map((old, other) => (other === field ? event.currentTarget.value : old)))}
            />
          )}
        />
      ))}
    </StepForm>
  );
}
