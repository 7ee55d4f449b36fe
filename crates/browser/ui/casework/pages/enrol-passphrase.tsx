/** Second step: six drawn words to note, or a passphrase of one's own that is strong enough. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Faults, Field } from "../../kit/components.tsx";
import { useAround } from "../parts/around.ts";
import { Failure, useDoing } from "../parts/failure.tsx";
import { SixWords } from "../parts/words.tsx";
import { OWN_BITS } from "../rules/passphrase.ts";
import { strength, type Estimator } from "../rules/strength.ts";

/** `words` are there when they were drawn: two of them are asked back. */
export interface Chosen {
  readonly passphrase: string;
  readonly words: readonly string[] | null;
}

export function EnrolPassphrase(props: { before: Chosen | null; go: (chosen: Chosen) => void; back: () => void }): VNode {
  const { t, desk } = useAround();
  const { sentence, run } = useDoing();
  const [own, setOwn] = useState(props.before !== null && props.before.words === null);
  const [words, setWords] = useState<readonly string[] | null>(props.before?.words ?? null);
  const draw = (): Promise<boolean> => run(async () => setWords(await desk.call("drawPassphrase", null)));
  useEffect(() => {
    if (!own && words === null) void draw();
  }, [own]);
  if (own) return <OwnPassphrase go={props.go} drawn={() => setOwn(false)} />;
  return (
    <>
      <button type="button" class="back" onClick={props.back}>
        {t("back")}
      </button>
      <h1 tabIndex={-1}>{t("enrol-passphrase-title")}</h1>
      <p class="lead">{t("enrol-passphrase-text")}</p>
      <Failure sentence={sentence} />
      {words === null ? <p class="wait">{t("busy")}</p> : <SixWords words={words} label={t("enrol-passphrase-words")} secret />}
      <p>{t("enrol-passphrase-keep")}</p>
      <div class="actions">
        <button type="button" class="button" disabled={words === null} onClick={() => words && props.go({ passphrase: words.join(" "), words })}>
          {t("enrol-passphrase-noted")}
        </button>
        <button type="button" class="button second" onClick={draw}>
          {t("enrol-passphrase-other")}
        </button>
        <button type="button" class="link" onClick={() => setOwn(true)}>
          {t("enrol-passphrase-own")}
        </button>
      </div>
    </>
  );
}

function OwnPassphrase(props: { go: (chosen: Chosen) => void; drawn: () => void }): VNode {
  const { t } = useAround();
  const [estimate, setEstimate] = useState<Estimator | null>(null);
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string | undefined>(undefined);
  useEffect(() => {
    let here = true;
    void import("../estimator.ts").then((file) => here && setEstimate(() => file.guessesLog10));
    return () => {
      here = false;
    };
  }, []);
  const found = estimate === null || typed === "" ? null : strength(typed, estimate);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (found === null || found < OWN_BITS) setFault(t("enrol-own-weak", { bits: found ?? 0, needed: OWN_BITS }));
    else props.go({ passphrase: typed, words: null });
  };
  return (
    <form onSubmit={submit} noValidate>
      <h1 tabIndex={-1}>{t("enrol-passphrase-title")}</h1>
      <Faults title={t("faults-title")} faults={fault === undefined ? [] : [{ text: fault, at: "own" }]} />
      <Field
        id="own"
        label={t("enrol-own-label")}
        hint={t("enrol-own-hint")}
        fault={fault}
        control={(described) => (
          <textarea id="own" class="one-line" rows={2} autocomplete="off" autocapitalize="none" spellcheck={false} aria-describedby={described} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
        )}
      />
      <p class={found !== null && found >= OWN_BITS ? "count good" : "count"} aria-live="polite">
        {estimate === null
          ? t("enrol-own-measuring")
          : found !== null && t(found >= OWN_BITS ? "enrol-own-strong" : "enrol-own-weak", { bits: found, needed: OWN_BITS })}
      </p>
      <div class="actions">
        <button class="button" type="submit" disabled={estimate === null}>
          {t("enrol-next")}
        </button>
        <button type="button" class="link" onClick={props.drawn}>
          {t("enrol-passphrase-drawn")}
        </button>
      </div>
    </form>
  );
}
