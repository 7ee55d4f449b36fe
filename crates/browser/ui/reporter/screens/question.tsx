/** One question. What it is stands in the questionnaire; whether it may be left stands in rules/journey.ts. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Choices, Faults, Field } from "../../kit/components.tsx";
import { leftOut } from "../draft.ts";
import { type AnswerFault, faultOf, progress } from "../rules/journey.ts";
import { eligible } from "../rules/people.ts";
import { type Question, type Questionnaire, say, settleChoice, textLength } from "../rules/questionnaire.ts";
import { LANGUAGE, t } from "../say.ts";
import { StepForm, type StepProps } from "./parts.tsx";
import { People } from "./people.tsx";

/** From here on the count of what is left is shown. */
const NEARLY_FULL = 2_000;

export function Ask(props: StepProps & { question: Question; questionnaire: Questionnaire }): VNode {
  const { question, questionnaire, draft, ready } = props;
  const [fault, setFault] = useState("");
  const values = draft.answers[question.id] ?? [];
  const answer = (next: readonly string[]) => props.change({ answers: { ...draft.answers, [question.id]: next } });
  const next = () => {
    const found = faultIn(props);
    setFault(found);
    if (found === "") props.next();
  };
  const { n, of } = progress(questionnaire, draft.answers, question.id);
  const left = ready.door.maxText - textLength(questionnaire, draft.answers);
  return (
    <StepForm next={next} back={props.back}>
      <Faults title={t("faults-title")} faults={fault === "" ? [] : [{ text: fault, at: question.id }]} />
      <p class="step">{t("question-step", { n, of })}</p>
      {question.kind === "people" ? (
        <People {...props} fault={fault} />
      ) : (
        <Control question={question} values={values} answer={answer} fault={fault} />
      )}
      {question.kind === "text" && left < NEARLY_FULL && (
        <p class="count" aria-live="polite">
          {left >= 0 ? t("question-left", { n: left }) : t("fault-too-long", { over: -left })}
        </p>
      )}
      {!question.required && question.kind !== "hint" && question.kind !== "people" && <p class="quiet small">{t("question-optional")}</p>}
    </StepForm>
  );
}

/** What stands against going on from a question, in words. */
export function faultIn({ question, questionnaire, draft, ready }: StepProps & { question: Question; questionnaire: Questionnaire }): string {
  const reading = { eligible: eligible(ready.people), leftOut: leftOut(draft) };
  const found = faultOf(question, questionnaire, draft.answers, ready.door.maxText, reading);
  if (found) return faultText(found);
  return question.kind === "people" && ready.expiredOn !== null && !draft.takesExpired ? t("fault-expired") : "";
}

function faultText(fault: AnswerFault): string {
  if (fault.kind === "too-long") return t("fault-too-long", { over: fault.over });
  return t(fault.kind === "required" ? "fault-required" : "fault-everybody");
}

function Control(props: { question: Question; values: readonly string[]; answer: (next: readonly string[]) => void; fault: string }): VNode {
  const { question, values, answer, fault } = props;
  const title = say(question.title, LANGUAGE);
  const hint = question.hint && say(question.hint, LANGUAGE);
  if (question.kind === "hint") {
    return (
      <>
        <h1 tabIndex={-1}>{title}</h1>
        <p class="lead">{hint}</p>
      </>
    );
  }
  if (question.kind === "one" || question.kind === "several") {
    const options = question.options.map((option) => ({
      value: option.value,
      title: say(option.title, LANGUAGE),
      hint: option.hint && say(option.hint, LANGUAGE),
    }));
    const choose = (chosen: string[]) => answer(question.kind === "several" ? settleChoice(values, chosen) : chosen);
    return <Choices id={question.id} legend={title} heading hint={hint} fault={fault || undefined} several={question.kind === "several"} options={options} chosen={values} choose={choose} />;
  }
  return (
    <Field
      id={question.id}
      label={title}
      heading
      hint={hint}
      fault={fault || undefined}
      control={(described) => <Written question={question} value={values[0] ?? ""} write={(text) => answer([text])} described={described} wrong={fault !== ""} />}
    />
  );
}

function Written(props: { question: Question; value: string; write: (text: string) => void; described: string | undefined; wrong: boolean }): VNode {
  const { question, value, write, described } = props;
  const common = { id: question.id, value, "aria-describedby": described, "aria-invalid": props.wrong || undefined, "aria-required": question.required || undefined };
  if (question.kind === "line") return <input type="text" {...common} autocomplete="off" spellcheck={false} onInput={(event) => write(event.currentTarget.value)} />;
  return <textarea rows={10} {...common} autocomplete="off" spellcheck={false} onInput={(event) => write(event.currentTarget.value)} />;
}
