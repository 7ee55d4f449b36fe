/** Who can read a case: the names, and adding or taking out somebody. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Field } from "../../kit/components.tsx";
import type { CaseView, Change, Me, Named, Others } from "../desk/views.ts";
import { useAround } from "./around.ts";
import { Dialog } from "./dialog.tsx";
import { useNames } from "./entries.tsx";
import { Failure, useDoing } from "./failure.tsx";

export function ReadersBox(props: { view: CaseView; me: Me; written: (view: CaseView) => void }): VNode {
  const { t, desk } = useAround();
  const named = useNames();
  const { row, readers, sleeper, awake, writable, anew } = props.view;
  const { doing, sentence, run, clear } = useDoing();
  const [others, setOthers] = useState<Others | null>(null);
  const [leaving, setLeaving] = useState<Named | null>(null);
  const [going, setGoing] = useState(false);
  const [done, setDone] = useState<string | null>(null);

  const recuse = (): Promise<boolean> =>
    run(async () => {
      await desk.call("recuse", { case: row.case });
      location.hash = "#/";
    });
  const change = (asked: Change, said: string): Promise<boolean> =>
    run(async () => {
      setDone(null);
      const view = await desk.call("changeReaders", { case: row.case, change: asked });
      setOthers(null);
      setLeaving(null);
      setDone(said);
      props.written(view);
    });
  const look = (): Promise<boolean> =>
    run(async () => {
      setDone(null);
      setOthers(await desk.call("others", { case: row.case }));
    });
  const one = (person: Named): VNode => (
    <li key={person.id}>
      {person.id === props.me.person ? t("case-reader-you", { name: named(person) }) : named(person)}{" "}
      {writable && person.id !== props.me.person && (
        <button type="button" class="link small" disabled={doing} aria-label={t("readers-out-named", { name: named(person) })} onClick={() => (clear(), setLeaving(person))}>
          {t("readers-out")}
        </button>
      )}
    </li>
  );

  return (
    <section class="stage-box" aria-labelledby="readers-title">
      <h2 id="readers-title">{t("readers-title")}</h2>
      <ul class="bare people" aria-labelledby="readers-title">
        {readers.map(one)}
      </ul>
      {sleeper !== null && (
        <>
          <p class={awake ? "small" : "quiet small"}>{t(awake ? "readers-awake" : "readers-sleeper")}</p>
          <ul class="bare people">{one(sleeper)}</ul>
        </>
      )}
      {writable &&
        anew.map((person) => (
          <p class="note warn small" key={person.id}>
            {t("readers-anew", { name: named(person) })}{" "}
            <button type="button" class="link" disabled={doing} onClick={() => void change({ kind: "add", person: person.id }, t("readers-added", { name: named(person) }))}>
              {t("readers-anew-go", { name: named(person) })}
            </button>
          </p>
        ))}
      {writable && others === null && (
        <button type="button" class="link" disabled={doing} onClick={look}>
          {t("readers-add")}
        </button>
      )}
      {others !== null && (
        <Adding
          others={others}
          doing={doing}
          add={(person) => void change({ kind: "add", person: person.id }, t("readers-added", { name: named(person) }))}
          leave={() => setOthers(null)}
        />
      )}
      {others === null && (
        <p>
          <button type="button" class="link small" disabled={doing} onClick={() => (clear(), setGoing(true))}>
            {t("recuse")}
          </button>
        </p>
      )}
      {doing && leaving === null && !going && <p class="wait small">{t("busy")}</p>}
      {leaving === null && !going && <Failure sentence={sentence} />}
      <p class="small good" role="status">
        {done}
      </p>
      {going && (
        <Dialog id="recuse" title={t("recuse-ask")} go={t("recuse-go")} danger doing={doing} onGo={() => void recuse()} onLeave={() => setGoing(false)}>
          <p>{t("recuse-text")}</p>
          <Failure sentence={sentence} />
        </Dialog>
      )}
      {leaving !== null && (
        <Dialog
          id="take-out"
          title={t("readers-out-ask", { name: named(leaving) })}
          go={t("readers-out")}
          danger
          doing={doing}
          onGo={() => void change({ kind: "take-out", person: leaving.id }, t("readers-out-done", { name: named(leaving) }))}
          onLeave={() => setLeaving(null)}
        >
          <p>{t("readers-out-text")}</p>
          <Failure sentence={sentence} />
        </Dialog>
      )}
    </section>
  );
}

function Adding(props: { others: Others; doing: boolean; add: (person: Named) => void; leave: () => void }): VNode {
  const { t } = useAround();
  const named = useNames();
  const { people, someMayNot } = props.others;
  const [picked, setPicked] = useState<Named | null>(null);
  const [missing, setMissing] = useState(false);
  const submit = (event: Event): void => {
    event.preventDefault();
    setMissing(picked === null);
    if (picked !== null) props.add(picked);
  };
  return (
    <form onSubmit={submit} noValidate>
      {people.length === 0 ? (
        <p>{t("readers-add-none")}</p>
      ) : (
        <Field
          id="reader"
          label={t("readers-add-label")}
          hint={t("readers-add-hint")}
          fault={missing ? t("readers-add-nothing") : undefined}
          control={(described) => (
            <select
              id="reader"
              aria-describedby={described}
              value={picked?.id ?? ""}
              disabled={props.doing}
              onChange={(event) => (setMissing(false), setPicked(people.find(({ id }) => id === event.currentTarget.value) ?? null))}
            >
              <option value="">{t("readers-add-choose")}</option>
              {people.map((person) => (
                <option key={person.id} value={person.id}>
                  {named(person)}
                </option>
              ))}
            </select>
          )}
        />
      )}
      {someMayNot && <p class="hint">{t("readers-add-some")}</p>}
      <div class="stage-acts">
        {people.length > 0 && (
          <button type="submit" class="button second" disabled={props.doing}>
            {t("readers-add-go")}
          </button>
        )}
        <button type="button" class="link" onClick={props.leave}>
          {t("cancel")}
        </button>
      </div>
    </form>
  );
}
