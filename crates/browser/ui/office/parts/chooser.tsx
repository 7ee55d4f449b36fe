/** Which deeds of the log to show: by day, kind and person. */
import type { VNode } from "preact";
import { Field } from "../../kit/components.tsx";
import { dayTyped } from "../../staff/days.ts";
import type { DeedView } from "../desk/views.ts";
import { type Choice, deeds, named } from "../rules/log.ts";
import { useAround } from "./around.ts";

export function Chooser(props: { all: readonly DeedView[]; choice: Choice; choose: (choice: Choice) => void }): VNode {
  const { t } = useAround();
  const change = (part: Partial<Choice>): void => props.choose({ ...props.choice, ...part });
  return (
    <form class="chooser" onSubmit={(event) => event.preventDefault()}>
      <Field
        id="log-from"
        label={t("log-from")}
        control={() => <input id="log-from" type="date" onInput={(event) => change({ from: dayTyped(event.currentTarget.value) })} />}
      />
      <Field id="log-to" label={t("log-to")} control={() => <input id="log-to" type="date" onInput={(event) => change({ to: dayTyped(event.currentTarget.value) })} />} />
      <Field
        id="log-kind"
        label={t("log-kind")}
        control={() => (
          <select id="log-kind" value={props.choice.kind} onChange={(event) => change({ kind: event.currentTarget.value })}>
            <option value="">{t("log-any")}</option>
            {deeds.map((kind) => (
              <option value={kind} key={kind}>
                {t(`kind-${kind}`)}
              </option>
            ))}
          </select>
        )}
      />
      <Field
        id="log-person"
        label={t("log-person")}
        control={() => (
          <select id="log-person" value={props.choice.person} onChange={(event) => change({ person: event.currentTarget.value })}>
            <option value="">{t("log-any")}</option>
            {named(props.all).map((name) => (
              <option value={name} key={name}>
                {name}
              </option>
            ))}
          </select>
        )}
      />
    </form>
  );
}
