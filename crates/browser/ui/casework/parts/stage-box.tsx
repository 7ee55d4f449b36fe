/** Telling the reporter where things stand: confirming receipt first, then one stage after another, and closing. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Field } from "../../kit/components.tsx";
import type { CaseView } from "../desk/views.ts";
import { choices, isStage, type Stage } from "../rules/stages.ts";
import { useAround } from "./around.ts";
import { Dialog } from "./dialog.tsx";
import { Failure, useDoing } from "./failure.tsx";

export function StageBox(props: { view: CaseView; written: (view: CaseView) => void }): VNode {
  const { t, desk } = useAround();
  const { row, stage } = props.view;
  const { doing, sentence, run } = useDoing();
  const [picked, setPicked] = useState<Stage | null>(null);
  const [missing, setMissing] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const [closing, setClosing] = useState(false);

  const tell = (next: Stage, said: string): Promise<boolean> =>
    run(async () => {
      setDone(null);
      const view = await desk.call("write", { case: row.case, writing: { kind: "stage", stage: next } });
      setClosing(false);
      setPicked(null);
      setDone(said);
      props.written(view);
    });
  const submit = (event: Event): void => {
    event.preventDefault();
    setMissing(picked === null);
    if (picked !== null) void tell(picked, t("stage-done", { stage: t(`stage-${picked}`) }));
  };
  const offered = choices(stage, row.acknowledged).filter((one) => one !== "closed");

  return (
    <div class="stage-box">
      {!row.acknowledged && !row.closed ? (
        <>
          <h2>{t("confirm-title")}</h2>
          <p>{t("confirm-text")}</p>
          <button type="button" class="button" disabled={doing} onClick={() => tell("confirmed", t("confirm-done"))}>
            {t("confirm-go")}
          </button>
        </>
      ) : (
        <form onSubmit={submit} noValidate>
          <h2>{t("stage-title")}</h2>
          <Field
            id="stage"
            label={t("stage-label")}
            fault={missing ? t("stage-nothing") : undefined}
            control={(described) => (
              <select id="stage" aria-describedby={described} value={picked ?? ""} disabled={doing} onChange={(event) => (setMissing(false), setPicked(isStage(event.currentTarget.value) ? event.currentTarget.value : null))}>
                <option value="">{t("stage-choose")}</option>
                {offered.map((one) => (
                  <option key={one} value={one}>
                    {t(`stage-${one}`)}
                  </option>
                ))}
              </select>
            )}
          />
          <div class="stage-acts">
            <button type="submit" class="button second" disabled={doing}>
              {t("stage-go")}
            </button>
            {!row.closed && (
              <button type="button" class="link" disabled={doing} onClick={() => setClosing(true)}>
                {t("close-title")}
              </button>
            )}
          </div>
        </form>
      )}
      {doing && !closing && <p class="wait small">{t("busy")}</p>}
      {!closing && <Failure sentence={sentence} />}
      <p class="small good" role="status">
        {done}
      </p>
      {closing && (
        <Dialog id="close" title={t("close-ask")} go={t("close-go")} doing={doing} onGo={() => void tell("closed", t("close-done"))} onLeave={() => setClosing(false)}>
          <p>{t("close-text")}</p>
          <Failure sentence={sentence} />
        </Dialog>
      )}
    </div>
  );
}
