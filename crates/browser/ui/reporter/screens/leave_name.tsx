/** Leaving a name with the identity keepers: folded away, since most reports need none; who keeps it, what it takes, and that it cannot be taken back. */
import type { VNode } from "preact";
import type { Fault } from "../../kit/components.tsx";
import type { FoundBox, LeftName, Sending } from "../contract.ts";
import { DATES, failureText, Faults, Field, isWritten, leavesText, mayChangeAfter, nameFault, offered, t, TaskFailed, Underway, useEffect, useRef, useState } from "../first_page.ts";
import type { Link } from "../worker_link.ts";

type Keepers = FoundBox["keepers"];
const NOTHING: LeftName = { name: "", contact: "" };

/** The part of a page that is folded away. Stands open where something was written already, and opens where something is wrong with it. */
function Folded(props: { open: boolean; wrong: boolean; keepers: Keepers; children: VNode }): VNode {
  const [open] = useState(props.open);
  const box = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (props.wrong && box.current) box.current.open = true;
  }, [props.wrong]);
  return (
    <details open={open} ref={box}>
      <summary>{t("name-summary")}</summary>
      {offered(props.keepers) === "yes" ? props.children : <p>{t(offered(props.keepers) === "few" ? "name-few" : "name-few-left")}</p>}
    </details>
  );
}

function Fields(props: { left: LeftName; keepers: Keepers; fault: "name" | "contact" | null; locked?: boolean; change: (left: LeftName) => void }): VNode {
  const { left, change, fault } = props;
  return (
    <>
      <p>{t("name-keepers", { names: props.keepers.names.join(" · ") })}</p>
      <ul>
        <li>{t("name-two")}</li>
        <li>{t("name-reason")}</li>
        <li>{t("name-back")}</li>
        <li>{t("name-none-needed")}</li>
      </ul>
      <Field
        id="left-name"
        label={t("name-label")}
        fault={fault === "name" ? t("name-fault") : undefined}
        control={(described) => (
          <input id="left-name" type="text" aria-describedby={described} value={left.name} readOnly={props.locked} autocomplete="off" spellcheck={false} onInput={(event) => change({ ...left, name: event.currentTarget.value })} />
        )}
      />
      <Field
        id="left-contact"
        label={t("name-contact")}
        hint={t("name-contact-hint")}
        fault={fault === "contact" ? t("name-contact-fault") : undefined}
        control={(described) => (
          <textarea id="left-contact" rows={2} aria-describedby={described} value={left.contact} readOnly={props.locked} autocomplete="off" spellcheck={false} onInput={(event) => change({ ...left, contact: event.currentTarget.value })} />
        )}
      />
    </>
  );
}

/** With the report: what is written stays in the draft. `looked`: whether to say what is wrong with it. */
export function LeaveName(props: { left: LeftName; keepers: Keepers; looked: boolean; change: (left: LeftName) => void }): VNode {
  const { left, keepers } = props;
  const fault = props.looked ? nameFault(left) : null;
  return (
    <>
      <Folded open={isWritten(left)} wrong={fault !== null} keepers={keepers}>
        <Fields left={left} keepers={keepers} fault={fault} change={props.change} />
      </Folded>
      {isWritten(left) && offered(keepers) !== "yes" && <p class="note warn">{t("name-not-sent")}</p>}
    </>
  );
}

/** Later, beside the answers. What was written stays until it was stored, and nothing of it afterwards. */
export function LeaveNameLater(props: {
  box: FoundBox;
  link: Link;
  busy: (busy: boolean) => void;
  dirty: (dirty: boolean) => void;
  told: (text: string) => void;
  look: () => Promise<void>;
}): VNode {
  const { box, link } = props;
  const [left, setLeft] = useState<LeftName>(NOTHING);
  const [state, setState] = useState<Sending | null>(null);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [wrong, setWrong] = useState<"name" | "contact" | null>(null);
  const [locked, setLocked] = useState(false);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => props.dirty(isWritten(left)), [left]);
  const send = async () => {
    if (state) return;
    const fault = isWritten(left) ? nameFault(left) : "name";
    setWrong(fault);
    setFaults(fault === null ? [] : [{ text: t(fault === "name" ? "name-fault" : "name-contact-fault"), at: `left-${fault}` }]);
    if (fault !== null) return;
    const control = new AbortController();
    stop.current = control;
    props.told("");
    setState({ phase: "sealing" });
    props.busy(true);
    try {
      const { leavesAt } = await link.call("leaveName", { name: left.name.trim(), contact: left.contact.trim() }, { signal: control.signal, progress: (now) => setState(now as Sending) });
      setLeft(NOTHING);
      setLocked(false);
      const time = leavesText(leavesAt, Date.now() / 1000, DATES);
      props.told(time === null ? t("name-sent-soon") : t("name-sent", { time }));
      await props.look().catch(() => undefined);
    } catch (error) {
      setFaults([{ text: failureText(t, error), at: "left-name" }]);
      setLocked(!mayChangeAfter(error));
      if (error instanceof TaskFailed && error.failure === "raced") await props.look().catch(() => undefined);
    } finally {
      setState(null);
      props.busy(false);
    }
  };
  if (state) return <Underway heading={<h2>{t("name-sending")}</h2>} state={state} files={0} stop={() => stop.current?.abort()} />;
  const submit = (event: Event) => {
    event.preventDefault();
    void send();
  };
  const again = box.entries.some(({ kind }) => kind === "name-left");
  return (
    <>
      <h2>{t("name-heading")}</h2>
      <Folded open={isWritten(left)} wrong={faults.length > 0} keepers={box.keepers}>
        <form onSubmit={submit} noValidate autocomplete="off">
          <Faults title={t("faults-title")} faults={faults} />
          {again && <p class="note">{t("name-again")}</p>}
          <Fields left={left} keepers={box.keepers} fault={wrong} locked={locked} change={setLeft} />
          <div class="actions">
            <button class="button second">{t(locked ? "try-again" : "name-send")}</button>
          </div>
        </form>
      </Folded>
    </>
  );
}
