/** What readers keep about a case among themselves: what they call it, who leads, labels, what a first look came to, how it ended. */
import type { ComponentChildren, VNode } from "preact";
import { useState } from "preact/hooks";
import type { Change } from "../../seal/change.ts";
import type { CardView, CaseView } from "../desk/views.ts";
import { plainText } from "../rules/preview.ts";
import { useAround } from "./around.ts";
import { DayOf } from "./day.tsx";
import { useNames } from "./entries.tsx";
import { Failure, useDoing } from "./failure.tsx";
import { NameDialog } from "./name-dialog.tsx";
import { type Decided, ReasonDialog } from "./reason-dialog.tsx";

export function CardBox(props: { view: CaseView; written: (view: CaseView) => void }): VNode {
  const { t, desk } = useAround();
  const { view } = props;
  const { card, writable } = view;
  const { doing, sentence, run, clear } = useDoing();
  const [asked, setAsked] = useState<"names" | Decided | null>(null);
  const [done, setDone] = useState(false);

  const keep = (...changes: readonly Change[]): Promise<boolean> =>
    run(async () => {
      setDone(false);
      const now = await desk.call("write", { case: view.row.case, writing: { kind: "changes", changes } });
      setAsked(null);
      setDone(true);
      props.written(now);
    });
  const leave = (): void => setAsked(null);
  const act = (what: "names" | Decided): VNode => (
    <button key={what} type="button" class="link small" disabled={doing} onClick={() => (clear(), setAsked(what))}>
      {t(`card-${what}-open`)}
    </button>
  );
  const decisions: readonly Decided[] = ["outcome", "hand-off", card.ended === null ? "closure" : "reopened"];

  return (
    <section class="stage-box" aria-labelledby="card-heading">
      <h2 id="card-heading">{t("card-heading")}</h2>
      <dl class="facts">
        <Names card={card} />
        <Decisions card={card} />
      </dl>
      {writable && card.ended?.mayAgree && (
        <p>
          <button type="button" class="button second" disabled={doing} onClick={() => card.ended && void keep({ change: "agreed", value: card.ended.hash })}>
            {t("card-agree")}
          </button>
        </p>
      )}
      {writable && <div class="stage-acts">{(["names", ...decisions] as const).map(act)}</div>}
      {doing && asked === null && <p class="wait small">{t("busy")}</p>}
      {asked === null && <Failure sentence={sentence} />}
      <p class="small good" role="status">
        {done && asked === null ? t("card-done") : ""}
      </p>
      {asked === "names" && <NameDialog card={card} readers={view.readers} doing={doing} sentence={sentence} keep={(changes) => void keep(...changes)} leave={leave} />}
      {asked !== null && asked !== "names" && <ReasonDialog caseId={view.row.case} what={asked} doing={doing} sentence={sentence} decide={keep} leave={leave} />}
    </section>
  );
}

function Fact(props: { name: string; children: ComponentChildren }): VNode {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd dir="auto">{props.children}</dd>
    </div>
  );
}

function Names({ card }: { card: CardView }): VNode {
  const { t } = useAround();
  const named = useNames();
  return (
    <>
      {card.title !== "" && <Fact name={t("card-title")}>{plainText(card.title)}</Fact>}
      <Fact name={t("card-lead")}>{card.lead === null ? <span class="quiet">{t("card-lead-nobody")}</span> : named(card.lead)}</Fact>
      {card.labels.length > 0 && (
        <Fact name={t("card-labels")}>
          <ul class="bare labels">
            {card.labels.map((label) => (
              <li key={label} class="badge">
                {plainText(label)}
              </li>
            ))}
          </ul>
        </Fact>
      )}
    </>
  );
}

function Decisions({ card }: { card: CardView }): VNode {
  const { t } = useAround();
  const named = useNames();
  const { outcome, handed, ended } = card;
  return (
    <>
      {outcome !== null && <Fact name={t("card-outcome")}>{t(`outcome-${outcome.choice}`)}</Fact>}
      {handed.map(({ day, to }) => (
        <Fact key={`${day} ${to}`} name={t("card-hand-off")}>
          {plainText(to)} · <DayOf day={day} />
        </Fact>
      ))}
      {ended !== null && (
        <Fact name={t("card-closure")}>
          {t(`closure-${ended.choice}`)}
          {!ended.holds && <p class="small">{t(ended.mayAgree ? "card-agree-text" : "card-agree-wait", { name: named(ended.by) })}</p>}
          {ended.agreed !== null && <p class="small">{t("card-agreed", { name: named(ended.agreed) })}</p>}
        </Fact>
      )}
    </>
  );
}
