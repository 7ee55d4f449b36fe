/** What the staff did to this place, each entry checked against the signed log, to be looked through, compared and saved. Never a case. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { offerFile, useNewPage } from "../../kit/components.tsx";
import type { Whose } from "../desk/log_door.ts";
import type { DeedView, LogView } from "../desk/views.ts";
import { useAround } from "../parts/around.ts";
import { Compare } from "../parts/compare.tsx";
import { Chooser } from "../parts/chooser.tsx";
import { Failure, useDoing } from "../parts/doing.tsx";
import { type Choice, chosen, EVERYTHING, isDeed } from "../rules/log.ts";
import { dayText } from "../rules/term.ts";

/** Rows that are drawn at once; more at a wish. */
const ROWS = 100;

export function LogPage(props: { whose: Whose }): VNode {
  const { t, desk } = useAround();
  const title = t(props.whose === "acts" ? "log-title" : "log-own-title");
  useNewPage("log", `${title} · ${t("name")}`);
  const [view, setView] = useState<LogView | null>(null);
  const { doing, wrong, run } = useDoing();
  useEffect(() => void run(async () => setView(await desk.call("log", { whose: props.whose }))), []);
  const save = async (): Promise<void> => {
    const file = await desk.call("logFile", null);
    offerFile(new Blob([file], { type: "application/jsonl" }), "sottovoce-log.jsonl");
  };
  return (
    <>
      <h1 tabIndex={-1}>{title}</h1>
      <p>{t(props.whose === "acts" ? "log-lead" : "log-own-lead")}</p>
      <Failure wrong={wrong} />
      {view === null ? (
        doing && (
          <p class="wait" role="status">
            {t("log-checking")}
          </p>
        )
      ) : (
        <>
          <p class={view.ticks === 0 ? "note" : "note good"} role="status">
            {view.ticks === 0 ? t("log-none-yet") : view.complete ? t("log-holds", { ticks: view.ticks, records: view.deeds.length }) : t("log-own-holds", { records: view.deeds.length })}
          </p>
          {view.complete && (
            <div class="actions">
              <button type="button" class="button second" onClick={() => void run(save)}>
                {t("log-save")}
              </button>
            </div>
          )}
          <Deeds view={view} />
          <Lists view={view} />
          {view.complete && <Compare />}
        </>
      )}
    </>
  );
}

function Deeds(props: { view: LogView }): VNode {
  const { t } = useAround();
  const [choice, setChoice] = useState<Choice>(EVERYTHING);
  const [shown, setShown] = useState(ROWS);
  const found = chosen(props.view.deeds, choice);
  return (
    <section>
      <h2>{t("log-deeds")}</h2>
      {props.view.complete && <Chooser all={props.view.deeds} choice={choice} choose={setChoice} />}
      <p class="quiet" aria-live="polite">
        {t("log-found", { found: found.length })}
      </p>
      <ul class="people">
        {found.slice(0, shown).map((deed) => (
          <Deed key={deed.seq} deed={deed} />
        ))}
      </ul>
      {found.length > shown && (
        <button type="button" class="button second" onClick={() => setShown(shown + ROWS)}>
          {t("log-more")}
        </button>
      )}
    </section>
  );
}

function Deed(props: { deed: DeedView }): VNode {
  const { t, language } = useAround();
  const { seq, day, kind, by, about, roles, list, tick, place, leaf } = props.deed;
  const who = by ?? t("log-machine");
  const as = roles.map((role) => t(`role-${role}`)).join(", ");
  return (
    <li>
      <span class="quiet small line">{dayText(day, language)}</span>
      {isDeed(kind) ? t(`deed-${kind}`, { by: who, about: about ?? "", roles: as }) : t("deed-other", { by: who, kind })}
      <details class="small">
        <summary>{t("log-proof")}</summary>
        <p>{t("log-stands", { number: seq, tick, place })}</p>
        <p class="mono">{leaf}</p>
        {list !== null && <p class="mono">{t("log-list-hash", { hash: list })}</p>}
      </details>
    </li>
  );
}

function Lists(props: { view: LogView }): VNode | null {
  const { t } = useAround();
  if (props.view.lists.length === 0) return null;
  return (
    <section>
      <h2>{t("log-lists")}</h2>
      <p class="quiet">{t("log-lists-hint")}</p>
      <ul class="people">
        {props.view.lists.map(({ hash, tick, stands, noted }, at) => (
          <li key={hash}>
            {t("log-list", { number: at + 1 })} <span class="badge">{stands ? t("log-list-stands", { tick }) : t("log-list-new")}</span>
            {stands && noted === false && <span class="small line">{t("log-list-unnoted")}</span>}
            <span class="mono small line">{hash}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
