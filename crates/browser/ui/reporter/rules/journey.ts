/**
 * The way through filing: one screen after another, and what must hold before the next. Knows no texts and no DOM.
 */
import { asked, type Answers, type Question, type Questionnaire, textLength } from "./questionnaire.ts";

export type Step =
  | { at: "advice" }
  | { at: "question"; id: string }
  | { at: "files" }
  | { at: "check" }
  | { at: "words" }
  | { at: "back" }
  | { at: "send" };

/** Steps in the order in which they come, given the answers so far. */
export function steps(questionnaire: Questionnaire, answers: Answers): Step[] {
  return [
    { at: "advice" },
    ...asked(questionnaire, answers).map(({ id }): Step => ({ at: "question", id })),
    { at: "files" },
    { at: "check" },
    { at: "words" },
    { at: "back" },
    { at: "send" },
  ];
}

const same = (one: Step, other: Step) => one.at === other.at && (one.at !== "question" || (other.at === "question" && one.id === other.id));

/** The step `by` places away; the same step where there is none. A question no longer asked leads on to the check. */
export function move(all: readonly Step[], from: Step, by: 1 | -1): Step {
  const place = all.findIndex((step) => same(step, from));
  return (place < 0 ? all.find((step) => step.at === "check") : all[place + by]) ?? from;
}

/** The place of a question among those asked, from 1, and how many there are. */
export function progress(questionnaire: Questionnaire, answers: Answers, id: string): { n: number; of: number } {
  const all = asked(questionnaire, answers);
  return { n: all.findIndex((question) => question.id === id) + 1, of: all.length };
}

/**
 * Where "Continue" leads when a question was opened from the check: back to it, but first through follow-up questions
 * that this answer has opened and that are still empty.
 */
export function afterChange(questionnaire: Questionnaire, answers: Answers, id: string): Step {
  const follow = asked(questionnaire, answers).find(
    (question) => question.when.some((condition) => condition.question === id) && (answers[question.id] ?? []).join("") === "",
  );
  return follow ? { at: "question", id: follow.id } : { at: "check" };
}

export type AnswerFault = { kind: "required" } | { kind: "too-long"; over: number } | { kind: "everybody" };

/** What stands against leaving this question, if anything. `maxText` in UTF-8 bytes over all answers. */
export function faultOf(
  question: Question,
  questionnaire: Questionnaire,
  answers: Answers,
  maxText: number,
  reading: { eligible: readonly string[]; leftOut: readonly string[] },
): AnswerFault | null {
  if (question.required && (answers[question.id] ?? []).join("").trim() === "") return { kind: "required" };
  if (question.kind === "people") {
    const left = reading.eligible.filter((person) => !reading.leftOut.includes(person));
    return left.length === 0 ? { kind: "everybody" } : null;
  }
  const over = textLength(questionnaire, answers) - maxText;
  return over > 0 ? { kind: "too-long", over } : null;
}
