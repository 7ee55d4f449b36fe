/** What is to be done in a case, by whom and until when. A day is kept here and nowhere else: no mail, no calendar. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Field } from "../../kit/components.tsx";
import { isLine, LINE_LENGTH } from "../../seal/card_terms.ts";
import { dayTyped } from "../../staff/days.ts";
import type { CaseView, Named, TaskAsked, TaskView } from "../desk/views.ts";
import { oneLine } from "../rules/card.ts";
import { plainText } from "../rules/preview.ts";
import { useAround } from "./around.ts";
import { Due } from "./day.tsx";
import { useNames } from "./entries.tsx";
import { Failure, useDoing } from "./failure.tsx";

export function Tasks(props: { view: CaseView; written: (view: CaseView) => void }): VNode {
  const { t, desk } = useAround();
  const { view } = props;
  const { doing, sentence, run } = useDoing();
  const [adding, setAdding] = useState(false);
  const set = (task: TaskAsked): Promise<boolean> =>
    run(async () => props.written(await desk.call("setTask", { case: view.row.case, task })));
  const { tasks } = view.card;
  return (
    <section aria-labelledby="tasks-title">
      <h3 id="tasks-title">{t("tasks-title")}</h3>
      {tasks.length === 0 ? (
        <p class="quiet">{t("tasks-none")}</p>
      ) : (
        <ul class="bare tasks" aria-labelledby="tasks-title">
          {tasks.map((task) => (
            <One key={task.task} task={task} off={doing || !view.writable} set={(done) => void set({ ...task, who: task.who?.id ?? null, done })} />
          ))}
        </ul>
      )}
      {view.writable && !adding && (
        <button type="button" class="link" disabled={doing} onClick={() => setAdding(true)}>
          {t("tasks-add")}
        </button>
      )}
      {adding && <Adding caseId={view.row.case} readers={view.readers} doing={doing} add={(task) => set(task).then((added) => (added && setAdding(false), added))} leave={() => setAdding(false)} />}
      {doing && <p class="wait small">{t("busy")}</p>}
      <Failure sentence={sentence} />
    </section>
  );
}

function One(props: { task: TaskView; off: boolean; set: (done: boolean) => void }): VNode {
  const { t } = useAround();
  const named = useNames();
  const { task, text, who, due, done } = props.task;
  return (
    <li class={done ? "task done" : "task"}>
      <label class="choice slim" for={`task-${task}`}>
        <input id={`task-${task}`} type="checkbox" checked={done} disabled={props.off} onChange={(event) => props.set(event.currentTarget.checked)} />
        <span dir="auto">
          {plainText(text)}
          {(who !== null || due !== null) && (
            <span class="small quiet">
              {who !== null && <> · {named(who)}</>}
              {due !== null && !done && (
                <>
                  {" "}
                  · {t("tasks-until")} <Due day={due} />
                </>
              )}
            </span>
          )}
        </span>
      </label>
    </li>
  );
}

function Adding(props: { caseId: string; readers: readonly Named[]; doing: boolean; add: (task: TaskAsked) => Promise<boolean>; leave: () => void }): VNode {
  const { t, drafts } = useAround();
  const named = useNames();
  const [text, setText] = useState(drafts.take(props.caseId, "task").text);
  const [who, setWho] = useState("");
  const [due, setDue] = useState("");
  const [missing, setMissing] = useState(false);
  const type = (typed: string): void => {
    setText(typed);
    setMissing(false);
    drafts.keep(props.caseId, "task", { text: typed, files: [] });
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    const line = oneLine(text);
    if (!isLine(line, LINE_LENGTH)) return setMissing(true);
    const kept = async (): Promise<void> => {
      const added = await props.add({ task: null, text: line, who: who === "" ? null : who, due: dayTyped(due), done: false });
      if (added) drafts.forget(props.caseId, "task");
    };
    void kept();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Field
        id="task-text"
        label={t("tasks-text")}
        fault={missing ? t("tasks-text-fault") : undefined}
        control={(described) => (
          <input id="task-text" dir="auto" aria-describedby={described} autocomplete="off" maxLength={LINE_LENGTH} value={text} onInput={(event) => type(event.currentTarget.value)} />
        )}
      />
      <Field
        id="task-who"
        label={t("tasks-who")}
        control={(described) => (
          <select id="task-who" aria-describedby={described} value={who} onChange={(event) => setWho(event.currentTarget.value)}>
            <option value="">{t("tasks-who-anybody")}</option>
            {props.readers.map((person) => (
              <option key={person.id} value={person.id}>
                {named(person)}
              </option>
            ))}
          </select>
        )}
      />
      <Field
        id="task-due"
        label={t("tasks-due")}
        hint={t("tasks-due-hint")}
        control={(described) => <input id="task-due" type="date" aria-describedby={described} value={due} onInput={(event) => setDue(event.currentTarget.value)} />}
      />
      <div class="stage-acts">
        <button type="submit" class="button second" disabled={props.doing}>
          {t("tasks-add-go")}
        </button>
        <button type="button" class="link" onClick={props.leave}>
          {t("cancel")}
        </button>
      </div>
    </form>
  );
}
