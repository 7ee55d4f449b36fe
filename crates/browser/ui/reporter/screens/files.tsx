/** Files: chosen, refused kindly, listed, removed. Their content is only touched to see whether it can be read. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type Fault, Faults } from "../../kit/components.tsx";
import { durationText, sizeText } from "../../kit/sizes.ts";
import type { Door, ToSend } from "../contract.ts";
import { type FileFault, LONG_SECONDS, secondsFor, takeFiles, travelName, travelType } from "../rules/files.ts";
import { t } from "../say.ts";
import type { Link } from "../worker_link.ts";
import { Note, StepForm, type StepProps } from "./parts.tsx";

export function Files(props: StepProps): VNode {
  return (
    <StepForm next={props.next} back={props.back}>
      <h1 tabIndex={-1}>{t("files-title")}</h1>
      <p class="quiet">{t("files-hint")}</p>
      <Note kind="warn" title={t("files-warn-title")}>
        <ul>
          <li>{t("files-warn-inside")}</li>
          <li>{t("files-warn-few")}</li>
          <li>{t("files-warn-asis")}</li>
        </ul>
      </Note>
      <FilePicker door={props.ready.door} files={props.draft.files} change={(files) => props.change({ files })} link={props.link} />
    </StepForm>
  );
}

/** The picker with its list, as filing and answering both show it. */
export function FilePicker(props: { door: Door; files: readonly ToSend[]; change: (files: ToSend[]) => void; link: Link }): VNode {
  const { door, files, change } = props;
  const [faults, setFaults] = useState<Fault[]>([]);
  const add = async (input: HTMLInputElement) => {
    const added = [...(input.files ?? [])];
    input.value = "";
    const limits = { maxAttachment: door.maxAttachment, maxAttachments: door.maxAttachments };
    const sifted = takeFiles(files.map(({ file }) => seen(file)), added.map(seen), limits);
    const fresh = sifted.taken.slice(files.length);
    const readable = await Promise.all(fresh.map(({ file }) => canRead(file)));
    const kept = fresh.filter((_, place) => readable[place]);
    const unread = fresh.filter((_, place) => !readable[place]).map(({ name }) => t("file-unreadable", { name: travelName(name) }));
    setFaults([...sifted.faults.map(faultText), ...unread].map((text) => ({ text, at: "files" })));
    change([...files, ...kept.map(({ file }) => ({ file, name: travelName(file.name), type: travelType(file.type) }))]);
  };
  return (
    <>
      <Faults title={t("faults-title")} faults={faults} />
      <div class="field">
        <label for="files">{t("files-choose")}</label>
        <span class="hint" id="files-hint">
          {t("files-limit", { count: door.maxAttachments, size: sizeText(t, door.maxAttachment) })}
        </span>
        <input type="file" id="files" multiple aria-describedby="files-hint" onChange={(event) => void add(event.currentTarget)} />
      </div>
      {files.length > 0 && <Listed files={files} remove={(gone) => change(files.filter((one) => one !== gone))} />}
      {files.length > 0 && <Time files={files} link={props.link} />}
    </>
  );
}

const seen = (file: File) => ({ file, name: file.name, size: file.size, changed: file.lastModified });

/** Folders and vanished files look like files until they are read. */
async function canRead(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

function faultText(fault: FileFault): string {
  switch (fault.kind) {
    case "empty":
      return t("file-empty", { name: fault.name });
    case "too-large":
      return t("file-too-large", { name: fault.name, size: sizeText(t, fault.size), limit: sizeText(t, fault.limit) });
    case "too-many":
      return t("file-too-many", { name: fault.name, limit: fault.limit });
    case "twice":
      return t("file-twice", { name: fault.name });
  }
}

function Listed(props: { files: readonly ToSend[]; remove: (file: ToSend) => void }): VNode {
  return (
    <>
      <h2>{t("files-list")}</h2>
      <ul class="files">
        {props.files.map((one) => (
          <li key={`${one.name} ${one.file.size} ${one.file.lastModified}`}>
            <span class="file-name">{one.name}</span>
            <span class="file-size">{sizeText(t, one.file.size)}</span>
            <button type="button" class="link" aria-label={t("files-remove-name", { name: one.name })} onClick={() => props.remove(one)}>
              {t("files-remove")}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Time(props: { files: readonly ToSend[]; link: Link }): VNode | null {
  const [speed, setSpeed] = useState(0);
  useEffect(() => {
    // Without a measurement there is no estimate; nothing else hangs on it.
    props.link.call("speed", {}).then(({ bytesPerSecond }) => setSpeed(bytesPerSecond), () => setSpeed(0));
  }, [props.link]);
  if (speed === 0) return null;
  const seconds = secondsFor(props.files.map(({ file }) => file.size), speed);
  return (
    <p class="quiet" aria-live="polite">
      {t("files-time", { time: durationText(t, seconds) })} {seconds > LONG_SECONDS && t("files-long")}
    </p>
  );
}
