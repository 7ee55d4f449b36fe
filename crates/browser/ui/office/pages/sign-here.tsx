/** Signing in this browser: the difference, the six words of everybody new, and the organisation's key. */
import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import { type Fault, Faults, Field, Progress } from "../../kit/components.tsx";
import type { DraftView, LineView } from "../desk/views.ts";
import { useAround } from "../parts/around.ts";
import { Failure, useDoing } from "../parts/doing.tsx";
import { RolesOf } from "../parts/person.tsx";

export function SignHere(props: { draft: DraftView; done: (put: { version: number; validUntil: number }) => void }): VNode {
  const { t, desk } = useAround();
  const { draft } = props;
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const [faults, setFaults] = useState<Fault[]>([]);
  const [part, setPart] = useState(0);
  const heard = useRef<Record<string, string>>({});
  const passphrase = useRef<HTMLInputElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const { doing, wrong, run } = useDoing();

  const lines = new Map(draft.lines.map((line) => [line.person, line]));
  const wrongWords = (id: string): Fault => ({ text: t("words-fault", { name: lines.get(id)?.name ?? "" }), at: `words-${id}` });
  const unheard = wrong?.sentence === "problem-words" ? (wrong.facts["who"] as string[]).map(wrongWords) : [];
  const shown = [...faults, ...unheard];
  const fault = (at: string): string | undefined => shown.find((one) => one.at === at)?.text;

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const typed = passphrase.current?.value ?? "";
    const chosen = file.current?.files?.[0];
    const missing: Fault[] = draft.lines
      .filter(({ person, needsWords }) => needsWords && !leftOut.has(person) && (heard.current[person] ?? "").trim() === "")
      .map(({ person, name }) => ({ text: t("words-missing", { name }), at: `words-${person}` }));
    if (!draft.keyHere && chosen === undefined) missing.push({ text: t("key-missing"), at: "key-file" });
    if (typed.trim() === "") missing.push({ text: t("passphrase-missing"), at: "key-passphrase" });
    setFaults(missing);
    if (missing.length > 0) return;
    setPart(0);
    await run(async () => {
      const key = chosen === undefined ? null : new Uint8Array(await chosen.arrayBuffer());
      const asked = { leftOut: [...leftOut], heard: heard.current, key, passphrase: typed };
      const put = await desk.call("sign", asked, { progress: (done) => setPart(done as number) });
      if (passphrase.current) passphrase.current.value = "";
      props.done(put);
    });
  };
  const leave = (person: string, out: boolean): void => {
    const next = new Set(leftOut);
    if (out) next.add(person);
    else next.delete(person);
    setLeftOut(next);
  };
  return (
    <>
      {draft.offline && <p class="note warn">{t("here-after-offline")}</p>}
      <Faults title={t("faults-title")} faults={shown} />
      {unheard.length > 0 ? (
        <div class="note bad">
          <p>{t("problem-words")}</p>
        </div>
      ) : (
        <Failure wrong={wrong} />
      )}
      <form onSubmit={submit} noValidate>
        <h2>{t("sign-difference")}</h2>
        {draft.lines.every(({ change }) => change === "kept") && draft.gone.length === 0 && leftOut.size === 0 && <p>{t("sign-nothing-new")}</p>}
        <ul class="people">
          {draft.lines.map((line) => (
            <Person key={line.person} line={line} out={leftOut.has(line.person)} leave={(out) => leave(line.person, out)} fault={fault(`words-${line.person}`)} heard={(words) => (heard.current[line.person] = words)} />
          ))}
          {draft.gone.map((name) => (
            <li key={name}>
              <strong>{name}</strong> <span class="badge">{t("change-gone")}</span>
            </li>
          ))}
        </ul>
        <h2>{t("key-title")}</h2>
        <p>{t(draft.keyHere ? "key-here" : "key-away")}</p>
        <Field
          id="key-file"
          label={t(draft.keyHere ? "key-file-instead" : "key-file")}
          fault={fault("key-file")}
          control={(described) => <input ref={file} id="key-file" type="file" accept=".age" aria-describedby={described} />}
        />
        <Field
          id="key-passphrase"
          label={t("key-passphrase")}
          hint={t("key-passphrase-hint")}
          fault={fault("key-passphrase")}
          control={(described) => <input ref={passphrase} id="key-passphrase" type="password" autocomplete="off" autocapitalize="none" spellcheck={false} aria-describedby={described} />}
        />
        {doing ? (
          <Progress id="signing" label={t("signing")} part={part} line={t("signing-progress", { percent: Math.floor(part * 4) * 25 })} />
        ) : (
          <div class="actions">
            <button class="button" type="submit">
              {t("sign-go")}
            </button>
          </div>
        )}
      </form>
    </>
  );
}

function Person(props: { line: LineView; out: boolean; leave: (out: boolean) => void; fault: string | undefined; heard: (words: string) => void }): VNode {
  const { t } = useAround();
  const { person, name, roles, groups, change, needsWords } = props.line;
  return (
    <li>
      <strong>{name}</strong> <span class="badge">{t(props.out ? (needsWords ? "change-not-yet" : "change-out") : `change-${change}`)}</span>
      <span class="quiet small line">
        <RolesOf roles={roles} groups={groups} />
      </span>
      {needsWords && !props.out && (
        <Field
          id={`words-${person}`}
          label={t("words-label", { name })}
          hint={t(change === "keys-changed" ? "words-changed-hint" : "words-hint")}
          fault={props.fault}
          control={(described) => (
            <input id={`words-${person}`} class="mono" type="text" autocomplete="off" autocapitalize="none" spellcheck={false} aria-describedby={described} onInput={(event) => props.heard(event.currentTarget.value)} />
          )}
        />
      )}
      <label class="choice slim">
        <input type="checkbox" checked={props.out} onChange={(event) => props.leave(event.currentTarget.checked)} />
        <span>{t(needsWords ? "leave-for-now" : "take-off", { name })}</span>
      </label>
    </li>
  );
}
