/** What readers call a case, who leads, and its labels. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Field } from "../../kit/components.tsx";
import { LINE_LENGTH } from "../../seal/card_terms.ts";
import type { Change } from "../../seal/change.ts";
import type { CardView, Named } from "../desk/views.ts";
import { changesBetween, faultIn, labelsOf, type NamesFault, oneLine } from "../rules/card.ts";
import { useAround } from "./around.ts";
import { Dialog } from "./dialog.tsx";
import { useNames } from "./entries.tsx";
import { Failure } from "./failure.tsx";

export function NameDialog(props: { card: CardView; readers: readonly Named[]; doing: boolean; sentence: string | null; keep: (changes: readonly Change[]) => void; leave: () => void }): VNode {
  const { t } = useAround();
  const named = useNames();
  const { card, readers } = props;
  const before = { title: card.title, lead: card.lead?.id ?? null, labels: card.labels };
  const [title, setTitle] = useState(card.title);
  const [lead, setLead] = useState(before.lead ?? "");
  const [labels, setLabels] = useState(card.labels.join(", "));
  const [fault, setFault] = useState<NamesFault | null>(null);
  const go = (): void => {
    const after = { title: oneLine(title), lead: lead === "" ? null : lead, labels: labelsOf(labels) };
    const wrong = faultIn(after);
    setFault(wrong);
    if (wrong !== null) return;
    const changes = changesBetween(before, after);
    if (changes.length === 0) props.leave();
    else props.keep(changes);
  };
  // Who led and reads no more stays in the list, or saving something else would change it unasked.
  const people = card.lead === null || readers.some(({ id }) => id === card.lead?.id) ? readers : [...readers, card.lead];
  return (
    <Dialog id="names" title={t("card-names-ask")} go={t("card-names-go")} doing={props.doing} onGo={go} onLeave={props.leave}>
      <p>{t("card-names-text")}</p>
      <Field
        id="names-called"
        label={t("card-title")}
        hint={t("card-title-hint")}
        fault={fault === "title" ? t("card-title-fault") : undefined}
        control={(described) => (
          <input id="names-called" dir="auto" aria-describedby={described} autocomplete="off" value={title} maxLength={LINE_LENGTH} onInput={(event) => setTitle(event.currentTarget.value)} />
        )}
      />
      <Field
        id="names-lead"
        label={t("card-lead")}
        control={(described) => (
          <select id="names-lead" aria-describedby={described} value={lead} onChange={(event) => setLead(event.currentTarget.value)}>
            <option value="">{t("card-lead-nobody")}</option>
            {people.map((person) => (
              <option key={person.id} value={person.id}>
                {named(person)}
              </option>
            ))}
          </select>
        )}
      />
      <Field
        id="names-labels"
        label={t("card-labels")}
        hint={t("card-labels-hint")}
        fault={fault === "labels" ? t("card-labels-fault") : undefined}
        control={(described) => (
          <input id="names-labels" dir="auto" aria-describedby={described} autocomplete="off" value={labels} onInput={(event) => setLabels(event.currentTarget.value)} />
        )}
      />
      <Failure sentence={props.sentence} />
    </Dialog>
  );
}
