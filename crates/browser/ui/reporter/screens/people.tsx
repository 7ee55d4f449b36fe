/** Is anyone who handles reports involved? Everybody who could ever receive a key stands here by name; the answer chooses the keys. */
import type { VNode } from "preact";
import { Choices } from "../../kit/components.tsx";
import { inOrder, mainRole } from "../rules/people.ts";
import { dayText } from "../rules/dates.ts";
import { type Question, say } from "../rules/questionnaire.ts";
import { DATES, LANGUAGE, t } from "../say.ts";
import { Note, type StepProps } from "./parts.tsx";

export function People(props: StepProps & { question: Question; fault: string }): VNode {
  const { question, draft, ready, change } = props;
  const people = inOrder(ready.people).map((person) => {
    const role = mainRole(person);
    return { value: person.id, title: person.name, hint: role && t(`people-role-${role}`) };
  });
  return (
    <>
      <Choices
        id={question.id}
        legend={say(question.title, LANGUAGE)}
        heading
        hint={question.hint && say(question.hint, LANGUAGE)}
        fault={props.fault || undefined}
        options={[
          { value: "none", title: t("people-none") },
          { value: "some", title: t("people-some") },
        ]}
        chosen={draft.involved === null ? [] : [draft.involved]}
        choose={([answer]) => change({ involved: answer === "some" ? "some" : "none" })}
      />
      {draft.involved === "some" ? (
        <Choices id="left-out" legend={t("people-choose")} several options={people} chosen={draft.chosenOut} choose={(chosenOut) => change({ chosenOut })} />
      ) : (
        <ul class="bare card">
          {people.map((person) => (
            <li key={person.value}>
              <strong>{person.title}</strong> <span class="quiet small">{person.hint}</span>
            </li>
          ))}
        </ul>
      )}
      <p class="quiet">{t("people-first")}</p>
      {ready.expiredOn !== null && (
        <Note kind="warn">
          <p>{t("people-expired", { day: dayText(ready.expiredOn, DATES) })}</p>
          <label class="choice">
            <input type="checkbox" checked={draft.takesExpired} onChange={(event) => change({ takesExpired: event.currentTarget.checked })} />
            <span>{t("people-expired-choice")}</span>
          </label>
        </Note>
      )}
    </>
  );
}
