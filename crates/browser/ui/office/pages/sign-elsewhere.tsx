/** Signing on a machine that is not connected: a file goes there, a signed list comes back, is judged and shown, and put in force. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Field, offerFile } from "../../kit/components.tsx";
import type { DraftView, LineView, ReturnedView } from "../desk/views.ts";
import { useAround } from "../parts/around.ts";
import { Failure, useDoing } from "../parts/doing.tsx";
import { RolesOf } from "../parts/person.tsx";
import { dayText } from "../rules/term.ts";

export function SignElsewhere(props: { draft: DraftView; done: (put: { version: number; validUntil: number }) => void }): VNode {
  const { t, desk } = useAround();
  const { draft } = props;
  const [returned, setReturned] = useState<ReturnedView | null>(null);
  const { doing, wrong, run } = useDoing();
  const save = (): Promise<boolean> =>
    run(async () => {
      const { name, text } = await desk.call("save", null);
      offerFile(new Blob([text], { type: "application/json" }), name);
    });
  const look = (file: File | undefined): Promise<boolean> =>
    run(async () => {
      setReturned(null);
      if (file !== undefined) setReturned(await desk.call("look", { file: new Uint8Array(await file.arrayBuffer()) }));
    });
  const put = (): Promise<boolean> => run(async () => props.done(await desk.call("put", null)));
  return (
    <>
      <h2>{t("sign-difference")}</h2>
      {draft.lines.every(({ change }) => change === "kept") && draft.gone.length === 0 && <p>{t("sign-nothing-new")}</p>}
      <Difference lines={draft.lines} gone={draft.gone} />
      <h2>{t("elsewhere-go")}</h2>
      <ol>
        <li>
          {t("elsewhere-save")}{" "}
          <button type="button" class="button second" onClick={() => void save()} disabled={doing}>
            {t("elsewhere-save-go")}
          </button>
        </li>
        <li>
          {t("elsewhere-run")} <code translate={false}>sotto roster sign --help</code>
        </li>
        <li>{t("elsewhere-back")}</li>
      </ol>
      <Field
        id="signed-list"
        label={t("elsewhere-file")}
        control={(described) => <input id="signed-list" type="file" aria-describedby={described} disabled={doing} onChange={(event) => void look(event.currentTarget.files?.[0])} />}
      />
      <Failure wrong={wrong} />
      {returned !== null && <Returned returned={returned} doing={doing} put={() => void put()} />}
    </>
  );
}

function Returned(props: { returned: ReturnedView; doing: boolean; put: () => void }): VNode {
  const { t, language } = useAround();
  const { version, validUntil, offline, lines, missing, gone } = props.returned;
  return (
    <section aria-labelledby="returned-title">
      <h2 id="returned-title">{t("returned-title", { version })}</h2>
      <p role="status">{t(offline ? "returned-offline" : "returned-online", { day: dayText(validUntil, language) })}</p>
      <Difference lines={lines} gone={gone} missing={missing} />
      <div class="actions">
        <button type="button" class="button" onClick={props.put} disabled={props.doing}>
          {t("returned-go")}
        </button>
      </div>
    </section>
  );
}

function Difference(props: { lines: readonly Pick<LineView, "person" | "name" | "roles" | "groups" | "change">[]; gone: readonly string[]; missing?: readonly string[] }): VNode {
  const { t } = useAround();
  const plain = (name: string, said: string): VNode => (
    <li key={name}>
      <strong>{name}</strong> <span class="badge">{t(said)}</span>
    </li>
  );
  return (
    <ul class="people">
      {props.lines.map(({ person, name, roles, groups, change }) => (
        <li key={person}>
          <strong>{name}</strong> <span class="badge">{t(`change-${change}`)}</span>
          <span class="quiet small line">
            <RolesOf roles={roles} groups={groups} />
          </span>
        </li>
      ))}
      {(props.missing ?? []).map((name) => plain(name, "change-not-on-it"))}
      {props.gone.map((name) => plain(name, "change-gone"))}
    </ul>
  );
}
