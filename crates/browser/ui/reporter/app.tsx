/** The client as one component: which screen is shown, what was written, what the Worker knows. All of it in memory. */
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { TaskFailed } from "../kit/bridge.ts";
import { Faults, useNewPage } from "../kit/components.tsx";
import type { FoundBox, Readers, Ready, Sent } from "./contract.ts";
import { type Draft, EMPTY, holdsSomething } from "./draft.ts";
import { fetchLater, type Later } from "./later_link.ts";
import { failureText } from "./rules/failures.ts";
import { afterChange, move, type Step, steps } from "./rules/journey.ts";
import { parseQuestionnaire, type Questionnaire } from "./rules/questionnaire.ts";
import { LANGUAGE, t } from "./say.ts";
import { Advice } from "./screens/advice.tsx";
import { Check } from "./screens/check.tsx";
import { Files } from "./screens/files.tsx";
import { Note, StepForm } from "./screens/parts.tsx";
import { Ask } from "./screens/question.tsx";
import { Return } from "./screens/return.tsx";
import { Send } from "./screens/send.tsx";
import { SentPage } from "./screens/sent.tsx";
import { Words, WordsBack } from "./screens/words.tsx";
import type { Way } from "./way.ts";
import type { Link } from "./worker_link.ts";

export type View =
  | { at: "start" }
  | { at: "ready"; for: "report" | "return" }
  | { at: "step"; step: Step; changing: boolean }
  | { at: "sent" }
  | { at: "return" }
  | { at: "box" };

export interface AppProps {
  view: View;
  way: Way<View>;
  link: Link;
  leave: () => void;
  /** What must be known outside: whether leaving would lose something, the words for a new Worker, and whether Back must wait. */
  tell: (state: { dirty?: boolean; words?: readonly string[]; busy?: boolean; mark?: string; organisation?: string }) => void;
}

export function App(props: AppProps): VNode | null {
  const { view, way, link, tell } = props;
  const [ready, setReady] = useState<{ ready: Ready; questionnaire: Questionnaire } | null>(null);
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [sent, setSent] = useState<Sent | null>(null);
  const [later, setLater] = useState<Later | null>(null);
  const [box, setBox] = useState<FoundBox | null>(null);
  const key = view.at === "step" ? `${view.step.at} ${view.step.at === "question" ? view.step.id : ""}` : view.at;
  useNewPage(key, t("site-name"));
  useEffect(() => tell({ dirty: holdsSomething(draft), words: draft.words }), [draft]);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));

  switch (view.at) {
    case "start":
      return null;
    case "ready":
      return (
        <GetReady
          link={link}
          back={way.back}
          done={(now, more) => {
            setLater(more);
            setReady({ ready: now, questionnaire: parseQuestionnaire(now.questionnaire) });
            tell({ mark: now.mark, organisation: now.organisation });
            if (view.for === "return") return way.swap({ at: "return" });
            // Drawn now, so that the keys are made while the person writes. If it fails, the page of the words tries again.
            link.call("draw", { language: LANGUAGE }).then(({ words }) => change({ words }), () => undefined);
            return way.swap({ at: "step", step: { at: "advice" }, changing: false });
          }}
        />
      );
    case "return":
      return (
        <Return
          link={link}
          back={way.back}
          opened={(now) => {
            setBox(now);
            way.settle({ at: "box" });
          }}
        />
      );
    case "box":
      return box && later && <later.BoxPage box={box} link={link} show={setBox} leave={props.leave} busy={(busy) => tell({ busy })} dirty={(dirty) => tell({ dirty })} />;
    case "sent":
      return sent && <SentPage sent={sent} leave={props.leave} />;
    case "step":
      return (
        ready && later && (
          <Filing
            {...props}
            later={later}
            {...ready}
            view={view}
            draft={draft}
            change={change}
            renew={(readers) => setReady({ ...ready, ready: { ...ready.ready, ...readers } })}
            sent={(now) => {
              setSent(now);
              setDraft(EMPTY);
              way.settle({ at: "sent" });
            }}
          />
        )
      );
  }
}

function Filing(
  props: AppProps & { view: View & { at: "step" }; ready: Ready; later: Later; questionnaire: Questionnaire; draft: Draft; change: (part: Partial<Draft>) => void; sent: (sent: Sent) => void; renew: (readers: Readers) => void },
): VNode | null {
  const { view, way, draft, questionnaire, ready, change, link } = props;
  const { step } = view;
  const to = (next: Step, changing = false) => way.go({ at: "step", step: next, changing });
  const next = () => {
    if (!view.changing) return to(move(steps(questionnaire, draft.answers), step, 1));
    if (step.at !== "question") return to({ at: "check" });
    const then = afterChange(questionnaire, draft.answers, step.id);
    return to(then, then.at === "question");
  };
  const shared = { ready, draft, change, next, back: way.back, link };
  switch (step.at) {
    case "advice":
      return <Advice {...shared} />;
    case "question": {
      const question = questionnaire.find(({ id }) => id === step.id);
      return question ? <Ask {...shared} key={step.id} question={question} questionnaire={questionnaire} /> : null;
    }
    case "files":
      return <Files {...shared} />;
    case "check":
      return <Check {...shared} later={props.later} questionnaire={questionnaire} open={(asked) => to(asked, true)} />;
    case "words":
      return <Words {...shared} />;
    case "back":
      return <WordsBack {...shared} />;
    case "send":
      return <Send {...shared} questionnaire={questionnaire} sent={props.sent} renew={props.renew} busy={(busy) => props.tell({ busy })} lock={() => way.settle(view)} />;
  }
}

/** A Worker that breaks before it did anything is one that this browser cannot run. */
function cannotStart(error: unknown): boolean {
  return error instanceof TaskFailed && error.failure === "worker-broken";
}

/** Fetches what the first question needs, and what comes after it, whatever somebody wants here; a failure is said, and tried again at a wish. */
function GetReady(props: { link: Link; back: () => void; done: (ready: Ready, later: Later) => void }): VNode {
  const [fault, setFault] = useState("");
  const [closed, setClosed] = useState(false);
  const alive = useRef(true);
  const prepare = () => {
    setFault("");
    Promise.all([props.link.call("prepare", {}), fetchLater()])
      .then(([ready, later]) => {
        if (!alive.current) return;
        if (!ready.door.open) setClosed(true);
        else props.done(ready, later);
      })
      .catch((error: unknown) => setFault(cannotStart(error) ? t("fail-worker-old") : failureText(t, error)));
  };
  useEffect(() => {
    prepare();
    return () => {
      alive.current = false;
    };
  }, []);
  if (closed) {
    return (
      <>
        <h1 tabIndex={-1}>{t("start-closed-title")}</h1>
        <Note kind="warn">
          <p>{t("start-closed")}</p>
        </Note>
        <button type="button" class="back" onClick={props.back}>
          {t("back")}
        </button>
      </>
    );
  }
  if (fault !== "") {
    return (
      <StepForm next={prepare} back={props.back} label={t("try-again")} other={<a href="/plain">{t("start-plain")}</a>}>
        <Faults title={t("ready-failed-title")} faults={[{ text: fault }]} />
        <h1 tabIndex={-1}>{t("ready-failed-title")}</h1>
        <p>{t("ready-failed")}</p>
      </StepForm>
    );
  }
  return (
    <>
      <h1 tabIndex={-1}>{t("ready-title")}</h1>
      <p class="wait" role="status">
        {t("ready-line")}
      </p>
    </>
  );
}
