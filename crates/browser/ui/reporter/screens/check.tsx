/** Check your answers: everything that will be sent, each with a way to change it. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Choices, Faults } from "../../kit/components.tsx";
import { sizeText } from "../../kit/sizes.ts";
import { leftOut } from "../draft.ts";
import type { Later } from "../later_link.ts";
import type { Step } from "../rules/journey.ts";
import { keepersAmong, nameFault, offered } from "../rules/left_name.ts";
import { asked, type Question, type Questionnaire, say } from "../rules/questionnaire.ts";
import { LANGUAGE, t } from "../say.ts";
import { StepForm, type StepProps } from "./parts.tsx";

export function Check(props: StepProps & { questionnaire: Questionnaire; open: (step: Step) => void; later: Later }): VNode {
  const { draft, questionnaire, change } = props;
  const { LeaveName } = props.later;
  const [looked, setLooked] = useState(false);
  const keepers = keepersAmong(props.ready.people, leftOut(draft));
  // Where nobody may keep it, the fields are not shown, and nothing of it is sent.
  const fault = offered(keepers) === "yes" ? nameFault(draft.identity) : null;
  const wrong = looked ? fault : null;
  const next = () => {
    setLooked(true);
    if (fault === null) props.next();
  };
  const questions = asked(questionnaire, draft.answers).filter((question) => question.kind !== "hint");
  const files = draft.files.map((one) => `${one.name} (${sizeText(t, one.file.size)})`).join("\n");
  return (
    <StepForm next={next} back={props.back}>
      <Faults title={t("faults-title")} faults={wrong === null ? [] : [{ text: t(wrong === "name" ? "name-fault" : "name-contact-fault"), at: `left-${wrong}` }]} />
      <h1 tabIndex={-1}>{t("check-title")}</h1>
      <p class="lead">{t("check-lead")}</p>
      <dl class="answers">
        {questions.map((question) => (
          <Row key={question.id} title={say(question.title, LANGUAGE)} value={shown(question, props)} open={() => props.open({ at: "question", id: question.id })} />
        ))}
        <Row title={t("check-files")} value={files} none={t("files-none")} open={() => props.open({ at: "files" })} />
      </dl>
      <Choices
        id="read-back"
        legend={t("check-readback")}
        options={[
          { value: "yes", title: t("check-readback-yes"), hint: t("check-readback-yes-about") },
          { value: "no", title: t("check-readback-no"), hint: t("check-readback-no-about") },
        ]}
        chosen={[draft.readBack ? "yes" : "no"]}
        choose={([answer]) => change({ readBack: answer !== "no" })}
      />
      <LeaveName left={draft.identity} keepers={keepers} looked={looked} change={(identity) => change({ identity })} />
    </StepForm>
  );
}

function Row(props: { title: string; value: string; none?: string; open: () => void }): VNode {
  return (
    <div>
      <dt>{props.title}</dt>
      <dd class={props.value === "" ? "quiet" : undefined}>{props.value === "" ? (props.none ?? t("question-none")) : props.value}</dd>
      <dd>
        <button type="button" class="link" aria-label={t("check-change-name", { name: props.title })} onClick={props.open}>
          {t("check-change")}
        </button>
      </dd>
    </div>
  );
}

function shown(question: Question, { draft, ready }: StepProps): string {
  if (question.kind === "people") {
    const out = leftOut(draft);
    if (out.length === 0) return t("people-answer-none");
    const names = ready.people.filter((person) => out.includes(person.id)).map((person) => person.name);
    return `${t("check-left-out")}: ${names.join(", ")}`;
  }
  const values = draft.answers[question.id] ?? [];
  if (question.options.length === 0) return values.join("\n").trim();
  return values.map((value) => question.options.find((option) => option.value === value)).map((option) => (option ? say(option.title, LANGUAGE) : "")).join("\n");
}
