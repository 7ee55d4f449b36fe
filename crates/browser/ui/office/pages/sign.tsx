/** Signing the list anew, here or on a machine that is not connected: the difference first, whatever way is taken. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Choices, useNewPage } from "../../kit/components.tsx";
import type { DraftView } from "../desk/views.ts";
import { useAround } from "../parts/around.ts";
import { Failure, useDoing } from "../parts/doing.tsx";
import { dayText } from "../rules/term.ts";
import { SignElsewhere } from "./sign-elsewhere.tsx";
import { SignHere } from "./sign-here.tsx";

interface Put {
  readonly version: number;
  readonly validUntil: number;
}

export function Sign(): VNode {
  const { t, desk } = useAround();
  const [draft, setDraft] = useState<DraftView | null>(null);
  const [done, setDone] = useState<Put | null>(null);
  const { doing, wrong, run } = useDoing();
  useNewPage(done === null ? "sign" : "signed", `${t(done === null ? "sign-title" : "signed-title")} · ${t("name")}`);
  useEffect(() => void run(async () => setDraft(await desk.call("draft", null))), []);
  if (done !== null) return <Done {...done} />;
  return (
    <>
      <p class="back">
        <a href="#/">{t("back-to-people")}</a>
      </p>
      <h1 tabIndex={-1}>{t("sign-title")}</h1>
      {draft === null ? doing ? <p class="wait">{t("busy")}</p> : <Failure wrong={wrong} /> : <Ways draft={draft} done={setDone} />}
    </>
  );
}

const WAYS = ["here", "elsewhere"] as const;
type Way = (typeof WAYS)[number];

function Ways(props: { draft: DraftView; done: (put: Put) => void }): VNode {
  const { t, language } = useAround();
  const { draft, done } = props;
  const [way, setWay] = useState<Way>(draft.offline || !draft.keyHere ? "elsewhere" : "here");
  return (
    <>
      <p>{t("sign-about", { version: draft.version, day: dayText(draft.validUntil, language) })}</p>
      <Choices
        id="sign-way"
        legend={t("way-title")}
        options={WAYS.map((value) => ({ value, title: t(`way-${value}`), hint: t(`way-${value}-hint`) }))}
        chosen={[way]}
        choose={([chosen]) => setWay(WAYS.find((one) => one === chosen) ?? way)}
      />
      {way === "here" ? <SignHere draft={draft} done={done} /> : <SignElsewhere draft={draft} done={done} />}
    </>
  );
}

function Done(props: Put): VNode {
  const { t, language } = useAround();
  return (
    <>
      <h1 tabIndex={-1}>{t("signed-title")}</h1>
      <p class="note good">{t("signed-text", { version: props.version, day: dayText(props.validUntil, language) })}</p>
      <p>
        <a class="button" href="#/">
          {t("back-to-people")}
        </a>
      </p>
    </>
  );
}
