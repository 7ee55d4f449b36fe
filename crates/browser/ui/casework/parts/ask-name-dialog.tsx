/** Asking two keepers for a reporter's name: the reason, whether the reporter is told, and which two. What was typed outlasts an ended session. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Choices, Field } from "../../kit/components.tsx";
import { IDENTITY_REASON_LENGTH, isIdentityReason } from "../../seal/card_terms.ts";
import type { AskName, KeeperChoice } from "../desk/views.ts";
import { useAround } from "./around.ts";
import { Dialog } from "./dialog.tsx";
import { useNames } from "./entries.tsx";
import { Failure } from "./failure.tsx";

type Missing = "reason" | "withheld" | "keepers" | null;

function missingOf({ reason, withheld, to }: AskName): Missing {
  if (!isIdentityReason(reason)) return "reason";
  if (withheld !== null && !isIdentityReason(withheld)) return "withheld";
  return to.length === 2 ? null : "keepers";
}

export function AskNameDialog(props: { caseId: string; choice: KeeperChoice; doing: boolean; sentence: string | null; ask: (asked: AskName) => Promise<boolean>; leave: () => void }): VNode {
  const { t, drafts } = useAround();
  const named = useNames();
  const { caseId, choice } = props;
  const [reason, setReason] = useState(drafts.take(caseId, "ask-name").text);
  const [withheld, setWithheld] = useState(drafts.take(caseId, "withhold-name").text);
  const [told, setTold] = useState(withheld === "");
  const [to, setTo] = useState<readonly string[]>(choice.picked);
  const [missing, setMissing] = useState<Missing>(null);
  const may = choice.keepers.filter(({ why }) => why === null);
  const mayNot = choice.keepers.filter(({ why }) => why !== null);
  const type = (kind: "ask-name" | "withhold-name", text: string): void => {
    (kind === "ask-name" ? setReason : setWithheld)(text);
    setMissing(null);
    drafts.keep(caseId, kind, { text, files: [] });
  };
  const go = async (): Promise<void> => {
    const asked = { reason: reason.trim(), withheld: told ? null : withheld.trim(), to };
    const lacks = missingOf(asked);
    setMissing(lacks);
    if (lacks !== null || !(await props.ask(asked))) return;
    drafts.forget(caseId, "ask-name");
    drafts.forget(caseId, "withhold-name");
  };
  const fault = (field: Missing): string | undefined => (missing === field && field !== null ? t(`name-missing-${field}`) : undefined);
  const others = mayNot.length > 0 && (
    <ul class="bare small quiet">
      {mayNot.map(({ keeper, why }) => (
        <li key={keeper.id}>{t(`name-why-${why}`, { name: named(keeper) })}</li>
      ))}
    </ul>
  );
  if (may.length < 2) {
    return (
      <Dialog id="ask-nobody" title={t("name-ask-title")} go={t("back")} onGo={props.leave}>
        <p>{t("name-ask-few")}</p>
        {others}
      </Dialog>
    );
  }
  return (
    <Dialog id="ask-name" title={t("name-ask-title")} go={t("name-ask-go")} doing={props.doing} onGo={() => void go()} onLeave={props.leave}>
      <p>{t("name-ask-text")}</p>
      <Field
        id="ask-name-why"
        label={t("name-ask-reason")}
        hint={t("name-ask-reason-hint")}
        fault={fault("reason")}
        control={(described) => (
          <textarea id="ask-name-why" rows={4} dir="auto" maxLength={IDENTITY_REASON_LENGTH} aria-describedby={described} value={reason} onInput={(event) => type("ask-name", event.currentTarget.value)} />
        )}
      />
      <Choices
        id="ask-name-told"
        legend={t("name-ask-told")}
        options={[
          { value: "yes", title: t("name-ask-tell"), hint: t("name-ask-tell-hint") },
          { value: "no", title: t("name-ask-withhold"), hint: t("name-ask-withhold-hint") },
        ]}
        chosen={[told ? "yes" : "no"]}
        choose={([answer]) => setTold(answer !== "no")}
      />
      {!told && (
        <Field
          id="ask-name-withheld"
          label={t("name-ask-withheld")}
          fault={fault("withheld")}
          control={(described) => (
            <textarea id="ask-name-withheld" rows={3} dir="auto" maxLength={IDENTITY_REASON_LENGTH} aria-describedby={described} value={withheld} onInput={(event) => type("withhold-name", event.currentTarget.value)} />
          )}
        />
      )}
      <Choices
        id="ask-name-keepers"
        legend={t("name-ask-keepers")}
        hint={t("name-ask-keepers-hint")}
        fault={fault("keepers")}
        several
        options={may.map(({ keeper, answered }) => ({ value: keeper.id, title: named(keeper), hint: answered === null ? undefined : t(`name-before-${answered}`) }))}
        chosen={to}
        choose={(chosen) => (setMissing(null), setTo(chosen))}
      />
      {others}
      <Failure sentence={props.sentence} />
    </Dialog>
  );
}
