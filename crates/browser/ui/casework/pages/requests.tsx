/** Requests for reporters' names, for who keeps them: who asks and why. Keepers never see a name, nor anything else of a case. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Field } from "../../kit/components.tsx";
import { IDENTITY_REASON_LENGTH, isIdentityReason } from "../../seal/card_terms.ts";
import type { Answering, RequestView } from "../desk/views.ts";
import { useAround } from "../parts/around.ts";
import { DayOf } from "../parts/day.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { useNames } from "../parts/entries.tsx";
import { Failure, useDoing } from "../parts/failure.tsx";
import { usePage } from "../parts/page.ts";
import { plainText } from "../rules/preview.ts";

/** What is being decided about one request. */
interface Deciding {
  readonly request: RequestView;
  readonly agrees: boolean;
}

export function Requests(): VNode {
  const { t, desk } = useAround();
  usePage("requests", `${t("requests-title")} · ${t("console-name")}`);
  const [requests, setRequests] = useState<readonly RequestView[] | null>(null);
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const { doing, sentence, run, clear } = useDoing();

  const load = (here: () => boolean): Promise<boolean> =>
    run(async () => {
      const now = await desk.call("requests", null);
      if (here()) setRequests(now);
    });
  useEffect(() => {
    let here = true;
    void load(() => here);
    return () => {
      here = false;
    };
  }, []);
  const answer = (asked: Answering): Promise<boolean> =>
    run(async () => {
      setRequests(await desk.call("answerRequest", asked));
      setDeciding(null);
      setDone(t(asked.agrees ? "requests-agreed" : "requests-declined"));
    });
  const drop = (letter: string): Promise<boolean> =>
    run(async () => {
      setRequests(await desk.call("dropLetter", { letter }));
      setDone(t("requests-dropped"));
    });

  return (
    <>
      <div class="case-head">
        <h1 tabIndex={-1}>{t("requests-title")}</h1>
        <button type="button" class="link small" disabled={doing} onClick={() => load(() => true)}>
          {t("reload")}
        </button>
      </div>
      <p class="lead">{t("requests-lead")}</p>
      {deciding === null && <Failure sentence={sentence} />}
      <p class="good" role="status">
        {done}
      </p>
      {requests === null && sentence === null && <p class="wait">{t("busy")}</p>}
      {requests?.length === 0 && <p>{t("requests-none")}</p>}
      {requests !== null && requests.length > 0 && (
        <ol class="talk" aria-label={t("requests-title")}>
          {requests.map((request) => (
            <li key={request.letter} class="said theirs">
              <One request={request} doing={doing} decide={(agrees) => (clear(), setDone(null), setDeciding({ request, agrees }))} drop={() => void drop(request.letter)} />
            </li>
          ))}
        </ol>
      )}
      {deciding !== null && <Decide deciding={deciding} doing={doing} sentence={sentence} answer={answer} leave={() => setDeciding(null)} />}
    </>
  );
}

function One(props: { request: RequestView; doing: boolean; decide: (agrees: boolean) => void; drop: () => void }): VNode {
  const { t } = useAround();
  const named = useNames();
  const { by, others, day, name, reason, withheld, fault } = props.request;
  const title = by === null || name === null ? t("requests-unread") : t("requests-by", { name: named(by), case: name });
  return (
    <>
      <h2 class="said-head">
        {title} {day !== null && <DayOf day={day} />}
      </h2>
      {fault !== null && (
        <div class="note bad">
          <p>
            <strong>{t("requests-fault")}</strong> {t(`request-${fault}`)}
          </p>
          {by !== null && <p>{t("requests-fault-claims")}</p>}
        </div>
      )}
      {reason !== "" && (
        <p class="prose" dir="auto">
          {plainText(reason)}
        </p>
      )}
      {others.length > 0 && <p class="quiet">{t("requests-others", { names: others.map(named).join(" · ") })}</p>}
      {by !== null && <p class="quiet">{t(withheld === null ? "requests-told" : "requests-withheld")}</p>}
      {withheld !== null && (
        <p class="prose" dir="auto">
          {plainText(withheld)}
        </p>
      )}
      <div class="stage-acts">
        {fault === null ? (
          <>
            <button type="button" class="button second" disabled={props.doing} aria-label={t("requests-agree-named", { title })} onClick={() => props.decide(true)}>
              {t("requests-agree")}
            </button>
            <button type="button" class="button second" disabled={props.doing} aria-label={t("requests-decline-named", { title })} onClick={() => props.decide(false)}>
              {t("requests-decline")}
            </button>
          </>
        ) : (
          <button type="button" class="link" disabled={props.doing} aria-label={t("requests-drop-named", { title })} onClick={props.drop}>
            {t("requests-drop")}
          </button>
        )}
      </div>
    </>
  );
}

function Decide(props: { deciding: Deciding; doing: boolean; sentence: string | null; answer: (asked: Answering) => Promise<boolean>; leave: () => void }): VNode {
  const { t, drafts } = useAround();
  const { request, agrees } = props.deciding;
  const [reason, setReason] = useState(drafts.take(request.letter, "answer").text);
  const [missing, setMissing] = useState(false);
  const act = agrees ? "agree" : "decline";
  const type = (text: string): void => {
    setReason(text);
    setMissing(false);
    drafts.keep(request.letter, "answer", { text, files: [] });
  };
  const go = async (): Promise<void> => {
    const said = reason.trim();
    setMissing(!isIdentityReason(said));
    if (isIdentityReason(said) && (await props.answer({ letter: request.letter, agrees, reason: said }))) drafts.forget(request.letter, "answer");
  };
  return (
    <Dialog id="answer" title={t(`requests-${act}-ask`)} go={t(`requests-${act}`)} danger={agrees} doing={props.doing} onGo={() => void go()} onLeave={props.leave}>
      <p>{t(`requests-${act}-text`)}</p>
      <Field
        id="answer-why"
        label={t("requests-reason")}
        hint={t("requests-reason-hint")}
        fault={missing ? t("requests-reason-missing") : undefined}
        control={(described) => (
          <textarea id="answer-why" rows={4} dir="auto" maxLength={IDENTITY_REASON_LENGTH} aria-describedby={described} value={reason} onInput={(event) => type(event.currentTarget.value)} />
        )}
      />
      <Failure sentence={props.sentence} />
    </Dialog>
  );
}
