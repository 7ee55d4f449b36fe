/** What does not fit together in a case, each as a sentence. */
import type { VNode } from "preact";
import { heaviest, type Finding } from "../rules/findings.ts";
import { useAround } from "./around.ts";

export function Findings(props: { findings: readonly Finding[] }): VNode | null {
  const { t } = useAround();
  if (props.findings.length === 0) return null;
  const weight = heaviest(props.findings);
  return (
    <section class={weight === "soft" ? "note warn findings" : "note bad findings"} role="alert" aria-labelledby="findings-title">
      <h2 id="findings-title">{t("finding-title")}</h2>
      <ul>
        {props.findings.map((finding) => (
          <li key={`${finding.code}/${finding.reporter ?? ""}/${finding.name ?? ""}`}>
            {t(`finding-${finding.code}`, { name: finding.reporter ? t("finding-reporter") : (finding.name ?? t("case-unknown-person")), count: finding.count ?? 1 })}
          </li>
        ))}
      </ul>
      <p>{t(`finding-lead-${weight}`)}</p>
    </section>
  );
}
