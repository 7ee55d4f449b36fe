/** Coming back: eight fields, forgiving. A wrong word is named as soon as its field is left, on this side. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Choices, Faults } from "../../kit/components.tsx";
import type { Box, Language, Opening } from "../contract.ts";
import { failureText } from "../rules/failures.ts";
import { readingFault, spread } from "../rules/reading.ts";
import { t } from "../say.ts";
import type { Link } from "../worker_link.ts";
import { Note, StepForm } from "./parts.tsx";

const EIGHT = [0, 1, 2, 3, 4, 5, 6, 7];

interface WordFault {
  text: string;
  near: readonly string[];
}

export function Return(props: { link: Link; back: () => void; opened: (box: Box & { found: true }) => void }): VNode {
  const [words, setWords] = useState<string[]>(EIGHT.map(() => ""));
  const [wrong, setWrong] = useState<ReadonlyMap<number, WordFault>>(new Map());
  const [summary, setSummary] = useState<{ text: string; at: string } | null>(null);
  const [languages, setLanguages] = useState<Language[]>([]);
  const [language, setLanguage] = useState<Language | null>(null);
  const [state, setState] = useState<Opening | null>(null);
  const [nothing, setNothing] = useState(false);

  const mark = (place: number, fault: WordFault | null) => {
    setWrong((before) => {
      const after = new Map(before);
      if (fault) after.set(place, fault);
      else after.delete(place);
      return after;
    });
  };
  const write = (place: number, written: string) => {
    setWords((before) => spread(before, place, written));
    mark(place, null);
  };
  const left = async (place: number) => {
    const written = (words[place] ?? "").trim();
    if (written === "") return;
    // What cannot be looked up now is looked up when all eight are read.
    const found = await props.link.call("word", { written }).catch(() => ({ known: true, near: [] }));
    const fault = found.known ? null : readingFault(t, { outcome: "unknown", place, word: written, near: found.near });
    mark(place, fault && { text: fault.text, near: fault.near });
  };
  const open = async () => {
    if (state) return;
    setSummary(null);
    setNothing(false);
    setState({ phase: "words" });
    try {
      const reading = await props.link.call("read", { typed: words.join(" "), language, purpose: "open" });
      if (reading.outcome === "several") setLanguages(reading.languages);
      const fault = readingFault(t, reading);
      if (fault) {
        setSummary({ text: fault.text, at: `word-${fault.place ?? Math.max(0, words.findIndex((word) => word.trim() === ""))}` });
        if (fault.place !== undefined) mark(fault.place, { text: fault.text, near: fault.near });
      } else if (reading.outcome === "found") {
        const box = await props.link.call("open", {}, { progress: (told) => setState(told as Opening) });
        if (box.found) props.opened(box);
        else setNothing(true);
      }
    } catch (error) {
      setSummary({ text: failureText(t, error), at: "word-0" });
    } finally {
      setState(null);
    }
  };
  return (
    <StepForm next={() => void open()} back={props.back} label={t("return-open")}>
      <Faults title={t("faults-title")} faults={summary ? [summary] : []} />
      <h1 tabIndex={-1}>{t("return-title")}</h1>
      <p class="lead">{t("return-lead")}</p>
      <p class="quiet">{t("box-unseen")}</p>
      {nothing && (
        <div role="alert">
          <Note kind="warn" title={t("return-nothing-title")}>
            <p>{t("return-nothing")}</p>
          </Note>
        </div>
      )}
      <div class="word-fields">
        {EIGHT.map((place) => (
          <WordField key={place} place={place} value={words[place] ?? ""} fault={wrong.get(place)} write={write} left={(at) => void left(at)} />
        ))}
      </div>
      {languages.length > 1 && (
        <Choices
          id="language"
          legend={t("return-language")}
          options={languages.map((one) => ({ value: one, title: t(`language-${one}`) }))}
          chosen={language ? [language] : []}
          choose={([one]) => setLanguage(languages.find((other) => other === one) ?? null)}
        />
      )}
      <p class="wait" hidden={!state} aria-live="polite">
        {state ? t(`opening-${state.phase}`) : ""}
      </p>
    </StepForm>
  );
}

function WordField(props: { place: number; value: string; fault: WordFault | undefined; write: (place: number, written: string) => void; left: (place: number) => void }): VNode {
  const { place, fault } = props;
  const id = `word-${place}`;
  return (
    <div class={fault ? "field wrong" : "field"}>
      <label for={id}>{t("return-nth", { n: place + 1 })}</label>
      <input
        type="text"
        id={id}
        value={props.value}
        autocomplete="off"
        autocapitalize="none"
        autocorrect="off"
        spellcheck={false}
        translate={false}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
        onInput={(event) => props.write(place, event.currentTarget.value)}
        onBlur={() => props.left(place)}
      />
      {fault && (
        <span class="fault small" id={`${id}-fault`} aria-live="polite">
          {fault.text}
        </span>
      )}
      {fault?.near.map((word) => (
        <button type="button" class="link small" key={word} onClick={() => props.write(place, word)}>
          {t("use-near", { word })}
        </button>
      ))}
    </div>
  );
}
