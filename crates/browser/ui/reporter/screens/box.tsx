/** The report and its answers: findings first, then where it stands, the conversation, and the box to write more. */
import type { VNode } from "preact";
import type { Again, FoundBox } from "../contract.ts";
import { DATES, dayText, failureText, findingText, Note, Receipt, t, useRef, useState } from "../first_page.ts";
import type { Link } from "../worker_link.ts";
import { LeaveNameLater } from "./leave_name.tsx";
import { Reply } from "./reply.tsx";
import { Talk } from "./talk.tsx";

/** Days since 1970 by this device's clock: only to say that a date has passed. */
function today(): number {
  return Math.floor(Date.now() / 86_400_000);
}

export function BoxPage(props: { box: FoundBox; link: Link; show: (box: FoundBox) => void; busy: (busy: boolean) => void; leave: () => void; dirty: (dirty: boolean) => void }): VNode {
  const { box } = props;
  const [told, setTold] = useState("");
  const written = useRef(new Set<string>());
  const dirty = (form: string) => (now: boolean) => {
    if (now) written.current.add(form);
    else written.current.delete(form);
    props.dirty(written.current.size > 0);
  };
  const look = async () => {
    const fresh = await props.link.call("open", {});
    if (fresh.found) props.show(fresh);
  };
  return (
    <>
      <h1 tabIndex={-1}>{t("box-title")}</h1>
      <p class="quiet">{t("box-unseen")}</p>
      {box.findings.length > 0 && <Findings kinds={box.findings} />}
      <Standing box={box} />
      <h2>{t("talk-title")}</h2>
      {!box.readBack && <p class="quiet">{t("talk-readback-none")}</p>}
      <Talk box={box} link={props.link} />
      {told !== "" && (
        <div role="status">
          <Note kind="good">
            <p>{told}</p>
          </Note>
        </div>
      )}
      {box.mayReply ? (
        <>
          <Reply box={box} link={props.link} look={look} busy={props.busy} dirty={dirty("reply")} told={setTold} />
          <LeaveNameLater box={box} link={props.link} look={look} busy={props.busy} dirty={dirty("name")} told={setTold} />
        </>
      ) : (
        <Note kind="bad">
          <p>{t("reply-blocked")}</p>
        </Note>
      )}
      <OnRecord link={props.link} />
      <div class="actions">
        <button type="button" class="button second" onClick={props.leave}>
          {t("box-close")}
        </button>
      </div>
    </>
  );
}

/** The receipt again; what was found comes as a sentence. */
function OnRecord({ link }: { link: Link }): VNode {
  const [{ text, receipt }, set] = useState<Again>({ text: "", receipt: null });
  const say = (said: string) => set({ text: said, receipt: null });
  const look = () => {
    say(t("opening-fetch"));
    link.call("receipt", {}).then(set, (error: unknown) => say(failureText(t, error)));
  };
  return (
    <>
      <h2>{t("sent-receipt-title")}</h2>
      <p>
        <button type="button" class="button second" onClick={look}>
          {t("box-receipt")}
        </button>
      </p>
      <p role="status">{text}</p>
      {receipt && <Receipt text={receipt} />}
    </>
  );
}

function Findings(props: { kinds: readonly string[] }): VNode {
  return (
    <div role="alert">
      <Note kind="bad" title={t("finding-title")}>
        <p>{t("finding-lead")}</p>
        <ul>
          {props.kinds.map((kind) => (
            <li key={kind}>
              <strong>{findingText(t, kind)}</strong>
            </li>
          ))}
        </ul>
        <p>{t("finding-advice")}</p>
      </Note>
    </div>
  );
}

function Standing(props: { box: FoundBox }): VNode {
  const { box } = props;
  const day = dayText(box.confirmBy, DATES);
  const late = !box.acknowledged && box.confirmBy < today();
  return (
    <div class="stage">
      <p>
        <span class="quiet small">{t("box-stage")}</span>
        <strong>{box.delivered ? t(`stage-${box.stage}`) : t("box-waiting")}</strong>
      </p>
      {box.stage === "closed" && <p>{t("stage-closed-more")}</p>}
      {!box.acknowledged && <p>{t(late ? "box-confirm-late" : "box-confirm-by", { day })}</p>}
    </div>
  );
}
