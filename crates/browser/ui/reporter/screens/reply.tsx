/** The box to write more, with files. What is in it stays until it was stored. */
import type { VNode } from "preact";
import type { Fault } from "../../kit/components.tsx";
import type { FoundBox, Sending, ToSend } from "../contract.ts";
import { DATES, failureText, Faults, Field, FilePicker, leavesText, mayChangeAfter, t, TaskFailed, Underway, useEffect, useRef, useState } from "../first_page.ts";
import type { Link } from "../worker_link.ts";

export function Reply(props: {
  box: FoundBox;
  link: Link;
  busy: (busy: boolean) => void;
  dirty: (dirty: boolean) => void;
  told: (text: string) => void;
  look: () => Promise<void>;
}): VNode {
  const { box, link } = props;
  const [text, setText] = useState("");
  const [files, setFiles] = useState<readonly ToSend[]>([]);
  const [state, setState] = useState<Sending | null>(null);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [locked, setLocked] = useState(false);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => props.dirty(text.trim() !== "" || files.length > 0), [text, files]);

  const stored = async (leavesAt: number) => {
    setState(null);
    setText("");
    setFiles([]);
    setLocked(false);
    const time = leavesText(leavesAt, Date.now() / 1000, DATES);
    props.told(time === null ? t("reply-sent-soon") : t("reply-sent", { time }));
    // It is stored; a list that cannot be fetched just now is no failure of the message.
    await props.look().catch(() => undefined);
  };
  const send = async () => {
    if (state) return;
    const fault = faultOf(text, files, box.door.maxText);
    setFaults(fault === "" ? [] : [{ text: fault, at: "reply" }]);
    if (fault !== "") return;
    const control = new AbortController();
    stop.current = control;
    props.told("");
    setState({ phase: "sealing" });
    props.busy(true);
    try {
      const { leavesAt } = await link.call("reply", { text: text.trim(), files: [...files] }, { signal: control.signal, progress: (now) => setState(now as Sending) });
      await stored(leavesAt);
    } catch (error) {
      setFaults([{ text: failureText(t, error), at: "reply" }]);
      setLocked(!mayChangeAfter(error));
      if (error instanceof TaskFailed && error.failure === "raced") await props.look().catch(() => undefined);
    } finally {
      setState(null);
      props.busy(false);
    }
  };
  if (state) return <Underway heading={<h2>{t("reply-sending")}</h2>} state={state} files={files.length} stop={() => stop.current?.abort()} />;
  const submit = (event: Event) => {
    event.preventDefault();
    void send();
  };
  return (
    <form onSubmit={submit} noValidate autocomplete="off">
      <h2>{t("reply-title")}</h2>
      <Faults title={t("faults-title")} faults={faults} />
      <Field
        id="reply"
        label={t("reply-label")}
        hint={t("reply-hint")}
        control={(described) => (
          <textarea id="reply" rows={6} aria-describedby={described} value={text} readOnly={locked} autocomplete="off" spellcheck={false} onInput={(event) => setText(event.currentTarget.value)} />
        )}
      />
      {!locked && <FilePicker door={box.door} files={files} change={setFiles} link={link} />}
      <div class="actions">
        <button class="button">{t(locked ? "try-again" : "reply-send")}</button>
      </div>
    </form>
  );
}

function faultOf(text: string, files: readonly ToSend[], maxText: number): string {
  if (text.trim() === "" && files.length === 0) return t("reply-empty");
  const over = new TextEncoder().encode(text.trim()).length - maxText;
  return over > 0 ? t("reply-too-long", { over }) : "";
}
