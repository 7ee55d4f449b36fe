/** One case: the report, the conversation, the notes, and what can be done. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Progress as Bar } from "../../kit/components.tsx";
import type { CaseView, Me, Progress } from "../desk/views.ts";
import { useAround } from "../parts/around.ts";
import { usePage } from "../parts/page.ts";
import { Entries } from "../parts/entries.tsx";
import { Facts } from "../parts/facts.tsx";
import { Failure, useDoing } from "../parts/failure.tsx";
import { Findings } from "../parts/findings.tsx";
import { CardBox } from "../parts/card-box.tsx";
import { NameBox } from "../parts/name-box.tsx";
import { ReadersBox } from "../parts/readers-box.tsx";
import { Report } from "../parts/report.tsx";
import { StageBox } from "../parts/stage-box.tsx";
import { Tasks } from "../parts/tasks.tsx";
import { WriteBox } from "../parts/write-box.tsx";
import { plainText } from "../rules/preview.ts";
import { caseState, shortName } from "../rules/case-list.ts";

export function Case(props: { id: string; me: Me }): VNode {
  const { t, desk } = useAround();
  const [view, setView] = useState<CaseView | null>(null);
  const [part, setPart] = useState(0);
  const { doing, sentence, run } = useDoing();
  const name = shortName(props.id);
  usePage(`case/${props.id}`, `${t("case-title", { name })} · ${t("console-name")}`);

  const load = (here: () => boolean): Promise<boolean> =>
    run(async () => {
      const opened = await desk.call("openCase", { case: props.id }, { progress: (step) => here() && setPart((step as Progress).part) });
      if (here()) setView(opened);
    });
  useEffect(() => {
    let here = true;
    void load(() => here);
    return () => {
      here = false;
    };
  }, [props.id]);

  return (
    <>
      <a class="back" href="#/">
        {t("back-to-cases")}
      </a>
      <div class="case-head">
        <h1 tabIndex={-1}>{t("case-title", { name })}</h1>
        {view && view.card.title !== "" && (
          <span class="case-name" dir="auto">
            {plainText(view.card.title)}
          </span>
        )}
        {view && <span class={caseState(view.row) === "new" ? "badge warn" : "badge"}>{t(`case-state-${caseState(view.row)}`)}</span>}
        {view && (
          <button type="button" class="link small" disabled={doing} onClick={() => load(() => true)}>
            {t("reload")}
          </button>
        )}
      </div>
      {view === null && sentence === null && (
        <Bar id="opening" label={t("case-opening")} {...(part === 0 ? {} : { part })} line={t("case-opening-checks")} />
      )}
      {sentence?.startsWith("finding-") ? (
        <section class="note bad" role="alert" aria-labelledby="closed-title">
          <h2 id="closed-title">{t("finding-closed-title")}</h2>
          <p>{t(sentence)}</p>
          <p>{t("finding-lead-stops")}</p>
        </section>
      ) : (
        <Failure sentence={sentence}>
          <button type="button" class="link" onClick={() => load(() => true)}>
            {t("reload")}
          </button>
        </Failure>
      )}
      {view && <Opened view={view} me={props.me} written={setView} />}
    </>
  );
}

function Opened(props: { view: CaseView; me: Me; written: (view: CaseView) => void }): VNode {
  const { t } = useAround();
  const { view, me, written } = props;
  const id = view.row.case;
  return (
    <>
      <Findings findings={view.findings} />
      {view.renewed !== null && (
        <p class="note" role="status">
          {t(view.renewed === "first" ? "case-first" : "case-left")}
        </p>
      )}
      <div class="case">
        <aside class="case-side" aria-label={t("case-facts")}>
          <Facts view={view} />
          <ReadersBox key={id} view={view} me={me} written={written} />
          {view.writable && <StageBox key={id} view={view} written={written} />}
          <CardBox key={id} view={view} written={written} />
          {view.name !== null && <NameBox key={id} view={view} name={view.name} written={written} />}
        </aside>
        <div class="case-main">
          {view.report && <Report caseId={id} report={view.report} questions={view.questions} />}
          <section aria-labelledby="talk-title">
            <h2 id="talk-title">{t("talk-title")}</h2>
            {view.row.closed && <p class="quiet">{t("closed-text")}</p>}
            <Entries caseId={id} entries={view.talk} label={t("talk-title")} none={t("talk-none")} />
            {view.writable ? <WriteBox key={id} caseId={id} kind="reply" name={me.name} written={written} /> : <p class="note warn">{t("write-blocked")}</p>}
          </section>
          <section class="inner" aria-labelledby="inner-title">
            <h2 id="inner-title">{t("inner-title")}</h2>
            <p class="quiet small">{t("notes-hint")}</p>
            <Tasks key={id} view={view} written={written} />
            <h3 id="notes-title">{t("notes-title")}</h3>
            <Entries caseId={id} entries={view.notes} label={t("notes-title")} none={t("notes-none")} />
            {view.writable && <WriteBox key={id} caseId={id} kind="note" name={me.name} written={written} />}
          </section>
        </div>
      </div>
    </>
  );
}
