/** The report as it was sent: the reporter's answers under the questions as the reporter saw them. */
import type { VNode } from "preact";
import type { CaseView, ReportView } from "../desk/views.ts";
import { labelled } from "../rules/answers.ts";
import { plainText } from "../rules/preview.ts";
import { useAround } from "./around.ts";
import { dayText } from "./day.tsx";
import { Files } from "./files.tsx";

export function Report(props: { caseId: string; report: ReportView; questions: CaseView["questions"] }): VNode {
  const { t, language } = useAround();
  const { report } = props;
  return (
    <section aria-labelledby="report-title">
      <h2 id="report-title">{t("report-title")}</h2>
      <p class="quiet small">{t("report-on", { day: dayText(report.day, language) })}</p>
      {props.questions === null && <p class="hint">{t("report-no-labels")}</p>}
      <dl class="answers">
        {labelled(report.answers, props.questions, language).map((answer) => (
          <div key={answer.question}>
            <dt>{answer.label}</dt>
            <dd dir="auto">
              {answer.chosen && answer.values.length > 1 ? (
                <ul class="values">
                  {answer.values.map((value) => (
                    <li key={value}>{value}</li>
                  ))}
                </ul>
              ) : (
                plainText(answer.values.join("\n"))
              )}
            </dd>
          </div>
        ))}
      </dl>
      {report.files.length > 0 && (
        <>
          <h3>{t("talk-attachments")}</h3>
          <Files caseId={props.caseId} files={report.files} />
        </>
      )}
    </section>
  );
}
