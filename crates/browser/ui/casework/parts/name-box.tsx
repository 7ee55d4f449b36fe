/** A reporter's name that keepers keep: that it was left, who asked for it, and being shown it. The name itself is in this page only, until it is left. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { CaseView, KeeperChoice, NameAsked, NameView } from "../desk/views.ts";
import { plainText } from "../rules/preview.ts";
import { useAround } from "./around.ts";
import { AskNameDialog } from "./ask-name-dialog.tsx";
import { DayOf } from "./day.tsx";
import { Dialog } from "./dialog.tsx";
import { useNames } from "./entries.tsx";
import { Failure, useDoing } from "./failure.tsx";

export function NameBox(props: { view: CaseView; name: NameView; written: (view: CaseView) => void }): VNode {
  const { t, desk } = useAround();
  const { view, name } = props;
  const id = view.row.case;
  const { doing, sentence, run, clear } = useDoing();
  const [choice, setChoice] = useState<KeeperChoice | null>(null);
  const [asksToShow, setAsksToShow] = useState(false);
  const [shown, setShown] = useState<{ name: string; contact: string } | null>(null);
  const [done, setDone] = useState<string | null>(null);

  const choose = (): Promise<boolean> =>
    run(async () => {
      setDone(null);
      setChoice(await desk.call("keepers", { case: id }));
    });
  const ask = (asked: Parameters<Parameters<typeof AskNameDialog>[0]["ask"]>[0]): Promise<boolean> =>
    run(async () => {
      const now = await desk.call("askName", { case: id, asked });
      setChoice(null);
      setDone(t("name-ask-done"));
      props.written(now);
    });
  const show = (): Promise<boolean> =>
    run(async () => {
      const opened = await desk.call("showName", { case: id });
      setAsksToShow(false);
      setShown({ name: opened.name, contact: opened.contact });
      props.written(opened.view);
    });
  const read = name.asked.some((one) => one.read && !one.earlier);

  return (
    <section class="stage-box" aria-labelledby="name-title">
      <h2 id="name-title">{t("name-title")}</h2>
      <p>
        {t("name-left")} <DayOf day={name.left} />
      </p>
      <p class="quiet small">{t("name-left-text")}</p>
      {name.asked.map((one) => (
        <Asked key={one.request + one.by.id} asked={one} />
      ))}
      {name.wrong !== null && (
        <p class="note bad small" role="alert">
          {t(`name-wrong-${name.wrong}`)}
        </p>
      )}
      {view.writable && name.ready && (
        <p>
          <button type="button" class="button second" disabled={doing} onClick={() => (clear(), setAsksToShow(true))}>
            {t("name-show")}
          </button>
        </p>
      )}
      {view.writable && (
        <button type="button" class="link small" disabled={doing} onClick={() => void choose()}>
          {t(name.asked.some(({ mine, earlier }) => mine && !earlier) ? "name-ask-again" : "name-ask")}
        </button>
      )}
      {doing && choice === null && !asksToShow && <p class="wait small">{t("busy")}</p>}
      {choice === null && !asksToShow && <Failure sentence={sentence} />}
      <p class="small good" role="status">
        {done}
      </p>
      {choice !== null && <AskNameDialog caseId={id} choice={choice} doing={doing} sentence={sentence} ask={ask} leave={() => setChoice(null)} />}
      {asksToShow && (
        <Dialog id="show-name" title={t("name-show-ask")} go={t("name-show")} doing={doing} onGo={() => void show()} onLeave={() => setAsksToShow(false)}>
          <p>{t(read ? "name-show-again" : "name-show-text")}</p>
          <Failure sentence={sentence} />
        </Dialog>
      )}
      {shown !== null && <Shown {...shown} hide={() => setShown(null)} />}
    </section>
  );
}

/** The name, over the page and nowhere else in it: gone when this is closed. */
function Shown(props: { name: string; contact: string; hide: () => void }): VNode {
  const { t } = useAround();
  return (
    <Dialog id="shown-name" title={t("name-title")} go={t("name-hide")} onGo={props.hide}>
      <dl class="facts">
        <div>
          <dt>{t("name-name")}</dt>
          <dd dir="auto">{plainText(props.name)}</dd>
        </div>
        {props.contact !== "" && (
          <div>
            <dt>{t("name-contact")}</dt>
            <dd class="prose" dir="auto">
              {plainText(props.contact)}
            </dd>
          </div>
        )}
      </dl>
      <p class="small">{t("name-shown-text")}</p>
    </Dialog>
  );
}

/** One request: by whom, why, and what each keeper said. Only who asked knows that. */
function Asked({ asked }: { asked: NameAsked }): VNode {
  const { t } = useAround();
  const named = useNames();
  return (
    <div class="small">
      <p>
        {t(asked.mine ? "name-asked-you" : "name-asked", { name: named(asked.by) })} <DayOf day={asked.day} />
      </p>
      {asked.earlier && <p class="quiet">{t("name-earlier")}</p>}
      <ul class="bare people">
        {asked.keepers.map(({ keeper, answer, reason, fault }) => (
          <li key={keeper.id}>
            {t(`name-answer-${answer}`, { name: named(keeper) })}
            {reason !== "" && <span dir="auto"> “{plainText(reason)}”</span>}
            {fault !== null && <span class="note bad">{t(`name-fault-${fault}`, { name: named(keeper) })}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
