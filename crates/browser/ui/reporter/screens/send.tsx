/** Sending: starts, shows how far it is, stops, tries again. Whatever fails, all that was written stays. */
import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import { Faults, Progress } from "../../kit/components.tsx";
import type { Readers, Sending, Sent } from "../contract.ts";
import { leftOut } from "../draft.ts";
import { afterBreak, failureText, mayChangeAfter, readersIn } from "../rules/failures.ts";
import { isWritten, keepersAmong, nameToSend } from "../rules/left_name.ts";
import { lineOf, partOf } from "../rules/progress.ts";
import { answersToSend, type Questionnaire } from "../rules/questionnaire.ts";
import { t } from "../say.ts";
import { StepForm, type StepProps } from "./parts.tsx";
import { People } from "./people.tsx";
import { faultIn } from "./question.tsx";

export function Send(
  props: StepProps & { questionnaire: Questionnaire; sent: (sent: Sent) => void; busy: (busy: boolean) => void; lock: () => void; renew: (readers: Readers) => void },
): VNode {
  const { draft, link } = props;
  const [state, setState] = useState<Sending | null>(null);
  const [fault, setFault] = useState("");
  const [locked, setLocked] = useState(false);
  const [renewed, setRenewed] = useState(false);
  const keepers = keepersAmong(props.ready.people, leftOut(draft));
  const identity = nameToSend(draft.identity, keepers);
  const people = props.questionnaire.find(({ kind }) => kind === "people");
  const stop = useRef<AbortController | null>(null);
  const send = async () => {
    if (state) return;
    const wrong = renewed && people ? faultIn({ ...props, question: people }) : "";
    setFault(wrong);
    if (wrong !== "") return;
    const control = new AbortController();
    stop.current = control;
    setState({ phase: "words" });
    let underway = false;
    const progress = (told: unknown) => {
      const now = told as Sending;
      // Waiting goes on between tries to send, and says nothing of what became of them.
      if (now.phase !== "waiting") underway = now.phase === "report";
      setState(now);
    };
    props.busy(true);
    try {
      const asked = { answers: answersToSend(props.questionnaire, draft.answers), leftOut: leftOut(draft), files: [...draft.files], readBack: draft.readBack, identity };
      props.sent(await link.call("file", asked, { signal: control.signal, progress }));
    } catch (thrown) {
      const error = afterBreak(thrown, underway);
      setFault(failureText(t, error));
      const readers = readersIn(error);
      if (readers) {
        props.renew(readers);
        setRenewed(true);
      }
      if (!mayChangeAfter(error)) {
        setLocked(true);
        props.lock();
      }
    } finally {
      setState(null);
      props.busy(false);
    }
  };
  const heading = <h1 tabIndex={-1}>{t("sending-title")}</h1>;
  if (state) return <Underway heading={heading} state={state} files={draft.files.length} stop={() => stop.current?.abort()} />;
  return (
    <StepForm next={() => void send()} back={locked ? undefined : props.back} label={t(fault === "" ? "send-now" : "try-again")}>
      <Faults title={t("faults-title")} faults={fault === "" ? [] : [{ text: fault }]} />
      {renewed && people ? <People {...props} question={people} fault="" /> : <h1 tabIndex={-1}>{t("send-title")}</h1>}
      <p class="lead">{t("send-lead")}</p>
      {isWritten(draft.identity) && <p class={identity ? undefined : "note warn"}>{t(identity ? "name-goes" : "name-not-sent")}</p>}
      <p class="quiet">{t("foot-kept")}</p>
    </StepForm>
  );
}

/** The bar, the line, and a way to stop. */
export function Underway(props: { heading: VNode; state: Sending; files: number; stop: () => void }): VNode {
  // Once the report itself is on its way, stopping would only leave it uncertain whether it arrived.
  const mayStop = props.state.phase !== "report";
  return (
    <>
      {props.heading}
      <p class="lead">{t("sending-stay")}</p>
      <Progress id="sending" label={t("sending-label")} part={partOf(props.state, props.files)} line={lineOf(t, props.state)} />
      {mayStop && (
        <button type="button" class="button second" onClick={props.stop}>
          {t("send-stop")}
        </button>
      )}
    </>
  );
}
