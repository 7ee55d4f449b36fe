/** Where a reply or a note is written. What is typed goes into the keeper of drafts with each letter, and outlasts a session. */
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Faults, Field } from "../../kit/components.tsx";
import { sizeText } from "../../kit/sizes.ts";
import type { CaseView, Progress } from "../desk/views.ts";
import type { Draft } from "../rules/drafts.ts";
import { safeName } from "../rules/file-name.ts";
import { useAround } from "./around.ts";
import { Failure, useDoing } from "./failure.tsx";

export function WriteBox(props: { caseId: string; kind: "reply" | "note"; name: string; written: (view: CaseView) => void }): VNode {
  const { t, desk, drafts } = useAround();
  const { caseId, kind } = props;
  const [draft, setDraft] = useState<Draft<File>>(() => drafts.take(caseId, kind));
  const [cameBack, setCameBack] = useState(() => draft.text !== "" || draft.files.length > 0);
  const [empty, setEmpty] = useState(false);
  const [sent, setSent] = useState(false);
  const [progress, setProgress] = useState<Extract<Progress, { step: "sealing" }> | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const { doing, sentence, run } = useDoing();

  const keep = (next: Draft<File>): void => {
    drafts.keep(caseId, kind, next);
    setDraft(next);
    setEmpty(false);
    setSent(false);
    setCameBack(false);
  };
  const pick = (): void => {
    keep({ ...draft, files: [...draft.files, ...(picker.current?.files ?? [])] });
    if (picker.current) picker.current.value = "";
  };
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (draft.text.trim() === "" && draft.files.length === 0) {
      setEmpty(true);
      return;
    }
    await run(async () => {
      const view = await desk.call(
        "write",
        { case: caseId, writing: { kind, ...draft } },
        { progress: (step) => (step as Progress).step === "sealing" && setProgress(step as typeof progress) },
      );
      keep({ text: "", files: [] });
      setSent(true);
      props.written(view);
    });
    setProgress(null);
  };

  return (
    <form class="write" onSubmit={send} noValidate>
      <Faults title={t("faults-title")} faults={empty ? [{ text: t("reply-empty"), at: `write-${kind}` }] : []} />
      <Field
        id={`write-${kind}`}
        label={t(`write-${kind}-label`)}
        hint={kind === "reply" ? t("reply-hint", { name: props.name }) : undefined}
        fault={empty ? t("reply-empty") : undefined}
        control={(described) => (
          <Growing id={`write-${kind}`} described={described} text={draft.text} locked={doing} typed={(text) => keep({ ...draft, text })} />
        )}
      />
      {cameBack && (
        <p class="hint" role="status">
          {t("write-draft-back")}
        </p>
      )}
      {draft.files.length > 0 && (
        <ul class="files">
          {draft.files.map((file, place) => (
            <li key={place}>
              <span class="file-name">{safeName(file.name).name}</span>
              <span class="file-size">{sizeText(t, file.size)}</span>
              {!doing && (
                <button type="button" class="link" onClick={() => keep({ ...draft, files: draft.files.filter((_, n) => n !== place) })}>
                  {t("write-files-remove", { name: safeName(file.name).name })}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      <Failure sentence={sentence} />
      {doing ? <Sealing progress={progress} /> : null}
      <div class="write-acts">
        <button type="submit" class={kind === "reply" ? "button" : "button second"} disabled={doing}>
          {t(`write-${kind}-send`)}
        </button>
        <label class={doing ? "picker off" : "picker"}>
          <input ref={picker} type="file" multiple class="unseen" disabled={doing} onChange={pick} />
          <span>{t("write-files")}</span>
        </label>
      </div>
      <p class="quiet small" role="status">
        {sent && t(`write-${kind}-sent`)}
      </p>
    </form>
  );
}

function Sealing(props: { progress: { name: string; part: number } | null }): VNode {
  const { t } = useAround();
  const { progress } = props;
  const line = progress === null ? t("busy") : t("file-sealing", { name: safeName(progress.name).name, percent: Math.round(progress.part * 100) });
  return (
    <div>
      <progress max={1} aria-label={t("write-sealing")} {...(progress === null ? {} : { value: progress.part })} />
      <p class="doing">{line}</p>
    </div>
  );
}

/** A text area as high as what stands in it. */
function Growing(props: { id: string; described: string | undefined; text: string; locked: boolean; typed: (text: string) => void }): VNode {
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const box = area.current;
    if (box === null) return;
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight + 4, innerHeight * 0.6)}px`;
  }, [props.text]);
  return (
    <textarea
      ref={area}
      id={props.id}
      rows={3}
      dir="auto"
      spellcheck={false}
      autocomplete="off"
      aria-describedby={props.described}
      value={props.text}
      readOnly={props.locked}
      onInput={(event) => props.typed(event.currentTarget.value)}
    />
  );
}
