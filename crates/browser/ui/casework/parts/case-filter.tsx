/** What of the list is wanted, beside state and order: by stage, lead, label, what is due, and what is unread. */
import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { Field } from "../../kit/components.tsx";
import { active, ANYTHING, type DueChoice, type Filter, type Listed, NOBODY, occurring } from "../rules/case-book.ts";
import { plainText } from "../rules/preview.ts";
import { isStage, STAGES } from "../rules/stages.ts";
import { useAround } from "./around.ts";

const DUE: readonly DueChoice[] = ["late", "week"];

export function CaseFilter(props: { rows: readonly Listed[]; filter: Filter; choose: (filter: Filter) => void }): VNode {
  const { t, language } = useAround();
  const { rows, filter } = props;
  const { labels, leads } = useMemo(() => occurring(rows, language), [rows]);
  const set = (part: Partial<Filter>): void => props.choose({ ...filter, ...part });
  const count = active(filter);
  const pick = (id: string, label: string, value: string, options: readonly (readonly [string, string])[], chosen: (value: string) => void): VNode => (
    <Field
      id={`filter-${id}`}
      label={label}
      control={() => (
        <select id={`filter-${id}`} value={value} onChange={(event) => chosen(event.currentTarget.value)}>
          <option value="">{t("filter-any")}</option>
          {options.map(([key, text]) => (
            <option key={key} value={key}>
              {text}
            </option>
          ))}
        </select>
      )}
    />
  );
  return (
    <details class="filter" open={count > 0}>
      <summary>{count === 0 ? t("filter-title") : t("filter-active", { count })}</summary>
      <div class="filter-fields">
        {pick("stage", t("cases-column-stage"), filter.stage, STAGES.map((stage) => [stage, t(`stage-${stage}`)] as const), (value) => set({ stage: isStage(value) ? value : "" }))}
        {pick(
          "lead",
          t("card-lead"),
          filter.lead,
          [[NOBODY, t("card-lead-nobody")] as const, ...leads.map(({ id, name }) => [id, name ?? t("case-unknown-person")] as const)],
          (lead) => set({ lead }),
        )}
        {pick("label", t("filter-label"), filter.label, labels.map((label) => [label, plainText(label)] as const), (label) => set({ label }))}
        {pick("due", t("filter-due"), filter.due, DUE.map((due) => [due, t(`filter-due-${due}`)] as const), (value) => set({ due: DUE.find((due) => due === value) ?? "" }))}
        <label class="choice slim" for="unread-only">
          <input id="unread-only" type="checkbox" checked={filter.unread} onChange={(event) => set({ unread: event.currentTarget.checked })} />
          <span>{t("filter-unread")}</span>
        </label>
        {count > 0 && (
          <button type="button" class="link" onClick={() => props.choose(ANYTHING)}>
            {t("filter-clear")}
          </button>
        )}
      </div>
    </details>
  );
}
