/** A conversation or the notes, in order: who, on which day, what. */
import type { VNode } from "preact";
import type { ChangeView, Entry, Named } from "../desk/views.ts";
import { plainText } from "../rules/preview.ts";
import { useAround } from "./around.ts";
import { DayOf } from "./day.tsx";
import { Files } from "./files.tsx";

export function useNames(): (person: Named | "reporter") => string {
  const { t } = useAround();
  return (person) => (person === "reporter" ? t("talk-reporter") : (person.name ?? t("case-unknown-person")));
}

export function Entries(props: { caseId: string; entries: readonly Entry[]; label: string; none: string }): VNode {
  if (props.entries.length === 0) return <p class="quiet">{props.none}</p>;
  return (
    <ol class="talk" aria-label={props.label}>
      {props.entries.map((entry) => (
        <One key={entry.key} caseId={props.caseId} entry={entry} />
      ))}
    </ol>
  );
}

/** What somebody changed on the card, in a sentence. */
function Said({ change, name }: { change: ChangeView; name: string }): VNode {
  const { t } = useAround();
  const named = useNames();
  const people = change.people?.map(named).join(" · ");
  const said = people ?? (change.choice !== undefined ? t(`${change.change}-${change.choice}`) : change.who ? named(change.who) : plainText(change.said));
  return <>{t(`change-${change.change}-${change.on ? "on" : "off"}`, { name, said })}</>;
}

function One({ caseId, entry }: { caseId: string; entry: Entry }): VNode {
  const { t } = useAround();
  const named = useNames();
  const name = named(entry.author);
  const { what } = entry;
  if (what.kind === "stage") {
    return (
      <li class="event">
        {t("talk-stage", { name, stage: t(`stage-${what.stage}`) })} · <DayOf day={entry.day} />
      </li>
    );
  }
  if (what.kind === "readers") {
    return (
      <li class="event">
        {t("talk-notice", { people: what.people.map(named).join(" · ") })} · <DayOf day={entry.day} />
      </li>
    );
  }
  if (what.kind === "name-left" || what.kind === "disclosed") {
    return (
      <li class="event">
        {t(`talk-${what.kind}`, { name })} · <DayOf day={entry.day} />
        {what.kind === "disclosed" && (
          <p class="prose" dir="auto">
            {plainText(what.reason)}
          </p>
        )}
      </li>
    );
  }
  if (what.kind === "change") {
    return (
      <li class="event">
        <span dir="auto">
          <Said change={what.change} name={name} />
        </span> · <DayOf day={entry.day} />
        {what.change.reason !== "" && (
          <p class="prose" dir="auto">
            {plainText(what.change.reason)}
          </p>
        )}
      </li>
    );
  }
  return (
    <li class={entry.mine ? "said mine" : "said theirs"}>
      <p class="said-head">
        <strong>{entry.mine ? t("talk-you", { name }) : name}</strong> · <DayOf day={entry.day} />
      </p>
      {what.text !== "" && (
        <p class="prose" dir="auto">
          {plainText(what.text)}
        </p>
      )}
      <Files caseId={caseId} files={what.files} />
    </li>
  );
}
