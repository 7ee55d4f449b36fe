/** Something that is decided about a case, with the reason, which every reader of it sees. What was typed outlasts an ended session. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Field } from "../../kit/components.tsx";
import { closures, isLine, isReason, LINE_LENGTH, outcomes } from "../../seal/card_terms.ts";
import type { Change } from "../../seal/change.ts";
import { oneLine } from "../rules/card.ts";
import { useAround } from "./around.ts";
import { Dialog } from "./dialog.tsx";
import { Failure } from "./failure.tsx";

export type Decided = "outcome" | "closure" | "hand-off" | "reopened";

const CHOICES = { outcome: outcomes, closure: closures } as const;

interface Typed {
  readonly choice: string;
  readonly to: string;
  readonly reason: string;
}

/** The change that was typed, or what is missing of it. */
function changeOf(what: Decided, { choice, to, reason }: Typed): Change | "choice" | "to" | "reason" {
  const chosen = <T extends string>(options: readonly T[]): T | undefined => options.find((one) => one === choice);
  const [outcome, closure] = [chosen(outcomes), chosen(closures)];
  if (what === "outcome" && outcome === undefined) return "choice";
  if (what === "closure" && closure === undefined) return "choice";
  if (what === "hand-off" && !isLine(oneLine(to), LINE_LENGTH)) return "to";
  if (!isReason(reason)) return "reason";
  if (what === "outcome" && outcome !== undefined) return { change: what, value: { choice: outcome, reason } };
  if (what === "closure" && closure !== undefined) return { change: what, value: { choice: closure, reason } };
  return what === "hand-off" ? { change: what, value: { to: oneLine(to), reason } } : { change: "reopened", value: reason };
}

export function ReasonDialog(props: { caseId: string; what: Decided; doing: boolean; sentence: string | null; decide: (change: Change) => Promise<boolean>; leave: () => void }): VNode {
  const { t, drafts } = useAround();
  const { caseId, what } = props;
  const [typed, setTyped] = useState<Typed>({ choice: "", to: "", reason: drafts.take(caseId, what).text });
  const [missing, setMissing] = useState<string | null>(null);
  const type = (more: Partial<Typed>): void => {
    const next = { ...typed, ...more };
    setTyped(next);
    setMissing(null);
    drafts.keep(caseId, what, { text: next.reason, files: [] });
  };
  const go = async (): Promise<void> => {
    const change = changeOf(what, typed);
    if (typeof change === "string") setMissing(change);
    else if (await props.decide(change)) drafts.forget(caseId, what);
  };
  const fault = (field: string): string | undefined => (missing === field ? t(`card-missing-${field}`) : undefined);
  return (
    <Dialog id={what} title={t(`card-${what}-ask`)} go={t(`card-${what}-go`)} doing={props.doing} onGo={() => void go()} onLeave={props.leave}>
      <p>{t(`card-${what}-text`)}</p>
      {(what === "outcome" || what === "closure") && (
        <Field
          id={`${what}-choice`}
          label={t(`card-${what}`)}
          hint={typed.choice === "knowingly-false" ? t("card-second") : undefined}
          fault={fault("choice")}
          control={(described) => (
            <select id={`${what}-choice`} aria-describedby={described} value={typed.choice} onChange={(event) => type({ choice: event.currentTarget.value })}>
              <option value="">{t("card-choose")}</option>
              {CHOICES[what].map((one) => (
                <option key={one} value={one}>
                  {t(`${what}-${one}`)}
                </option>
              ))}
            </select>
          )}
        />
      )}
      {what === "hand-off" && (
        <Field
          id={`${what}-to`}
          label={t("card-to")}
          hint={t("card-to-hint")}
          fault={fault("to")}
          control={(described) => (
            <input id={`${what}-to`} aria-describedby={described} autocomplete="off" value={typed.to} maxLength={LINE_LENGTH} onInput={(event) => type({ to: event.currentTarget.value })} />
          )}
        />
      )}
      <Field
        id={`${what}-reason`}
        label={t("card-reason")}
        hint={t("card-reason-hint")}
        fault={fault("reason")}
        control={(described) => (
          <textarea id={`${what}-reason`} rows={4} dir="auto" aria-describedby={described} value={typed.reason} onInput={(event) => type({ reason: event.currentTarget.value })} />
        )}
      />
      <Failure sentence={props.sentence} />
    </Dialog>
  );
}
