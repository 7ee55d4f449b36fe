/** What is known about a case beside what was written: days, who was left out. */
import type { VNode } from "preact";
import type { CaseView, Named } from "../desk/views.ts";
import { useAround } from "./around.ts";
import { DayOf, Due } from "./day.tsx";
import { useNames } from "./entries.tsx";

export function Facts(props: { view: CaseView }): VNode {
  const { t } = useAround();
  const named = useNames();
  const { row, leftOut, stage } = props.view;
  const people = (list: readonly Named[]): VNode => (
    <ul class="bare people">
      {list.map((person) => (
        <li key={person.id}>{named(person)}</li>
      ))}
    </ul>
  );
  return (
    <dl class="facts">
      <div>
        <dt>{t("case-stage")}</dt>
        <dd>
          <strong>{stage === null ? t("case-stage-none") : t(`stage-${stage}`)}</strong>
        </dd>
      </div>
      <div>
        <dt>{t("case-received")}</dt>
        <dd>
          <DayOf day={row.receivedOn} />
        </dd>
      </div>
      <div>
        <dt>{t("case-confirm-by")}</dt>
        <dd>{row.acknowledged ? <span class="quiet">{t("case-row-confirmed")}</span> : row.closed ? <DayOf day={row.ackDue} /> : <Due day={row.ackDue} />}</dd>
      </div>
      {row.feedbackDue !== null && (
        <div>
          <dt>{t("case-feedback-by")}</dt>
          <dd>{row.closed ? <DayOf day={row.feedbackDue} /> : <Due day={row.feedbackDue} />}</dd>
        </div>
      )}
      <div>
        <dt>{t("case-left-out")}</dt>
        <dd>{leftOut.length === 0 ? t("case-left-out-nobody") : people(leftOut)}</dd>
      </div>
    </dl>
  );
}
