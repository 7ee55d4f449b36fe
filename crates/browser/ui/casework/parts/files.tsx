/** The files of an entry: shown when they are harmless to show, saved only after a word of warning. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { offerFile } from "../../kit/components.tsx";
import { sizeText } from "../../kit/sizes.ts";
import type { FileView, OpenedFile, Progress } from "../desk/views.ts";
import { safeName } from "../rules/file-name.ts";
import { PICTURE_BYTES } from "../rules/preview.ts";
import { useAround } from "./around.ts";
import { Failure, useDoing } from "./failure.tsx";
import { SaveWarning } from "./save-warning.tsx";
import { Shown } from "./shown.tsx";

export function Files(props: { caseId: string; files: readonly FileView[] }): VNode | null {
  if (props.files.length === 0) return null;
  return (
    <ul class="files">
      {props.files.map((file) => (
        <OneFile key={file.sha256} caseId={props.caseId} file={file} />
      ))}
    </ul>
  );
}

function OneFile({ caseId, file }: { caseId: string; file: FileView }): VNode {
  const { t, desk } = useAround();
  const { doing, sentence, run } = useDoing();
  const [part, setPart] = useState(0);
  const [opened, setOpened] = useState<OpenedFile | null>(null);
  const [warning, setWarning] = useState(false);
  const [saved, setSaved] = useState(false);
  const safe = safeName(file.name);

  const open = async (): Promise<OpenedFile> => {
    if (opened !== null) return opened;
    setPart(0);
    return desk.call("openFile", { case: caseId, sha256: file.sha256 }, { progress: (step) => setPart((step as Progress).part) });
  };
  const show = (): Promise<boolean> => run(async () => setOpened(await open()));
  const save = (): Promise<boolean> => {
    setWarning(false);
    return run(async () => {
      // As octets, whatever kind it claims: a browser must never open it in its own window.
      offerFile((await open()).blob.slice(0, undefined, "application/octet-stream"), safe.name);
      setSaved(true);
    });
  };

  return (
    <li class="file">
      <span class="file-name">
        <bdi>{safe.name}</bdi>
      </span>
      <span class="file-size">{sizeText(t, file.length)}</span>
      {file.there && !doing && (
        <span class="file-acts">
          {file.length <= PICTURE_BYTES && (
            <button type="button" class="link" aria-expanded={opened !== null} aria-label={opened === null ? t("file-open-named", { name: safe.name }) : t("file-hide-named", { name: safe.name })} onClick={opened === null ? show : () => setOpened(null)}>
              {t(opened === null ? "file-open" : "file-hide")}
            </button>
          )}
          <button type="button" class="link" aria-label={t("file-save-named", { name: safe.name })} onClick={() => setWarning(true)}>
            {t("file-save")}
          </button>
        </span>
      )}
      {!file.there && <span class="fault">{t("finding-attachment-missing")}</span>}
      {safe.disarmed && <span class="hint">{t("file-disarmed")}</span>}
      {safe.changed && !safe.disarmed && <span class="hint">{t("file-renamed")}</span>}
      {doing && (
        <div class="file-wait">
          <progress max={1} value={part} aria-label={safe.name} />
          <p class="doing">{t("file-loading", { percent: Math.round(part * 100) })}</p>
        </div>
      )}
      <Failure sentence={sentence} />
      {opened !== null && <Shown file={opened} name={safe.name} />}
      {saved && (
        <p class="hint" role="status">
          {t("save-done", { name: safe.name })}
        </p>
      )}
      {warning && <SaveWarning name={safe.name} disarmed={safe.disarmed} save={save} leave={() => setWarning(false)} />}
    </li>
  );
}
