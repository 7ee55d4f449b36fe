/** Sent: when it leaves, until when it must be confirmed, that nobody is told when the reporter looks; and the receipt. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { offerFile } from "../../kit/components.tsx";
import type { Sent } from "../contract.ts";
import { dayText, leavesText } from "../rules/dates.ts";
import { DATES, t } from "../say.ts";
import { Note } from "./parts.tsx";
import { NEUTRAL_NAME } from "./words.tsx";

export function SentPage(props: { sent: Sent; leave: () => void }): VNode {
  const { sent } = props;
  const [now] = useState(() => Date.now() / 1000);
  const time = leavesText(sent.leavesAt, now, DATES);
  return (
    <>
      <h1 tabIndex={-1}>{t("sent-title")}</h1>
      <Note kind="good">
        <p class="lead">
          {time === null ? t("sent-leaves-soon") : t("sent-leaves", { time })} {t("sent-confirm", { day: dayText(sent.confirmBy, DATES) })} {t("sent-unseen")}
        </p>
      </Note>
      <h2>{t("sent-next-title")}</h2>
      <ul>
        <li>{t("sent-next-words")}</li>
        <li>{t("sent-next-return")}</li>
        <li>{t("sent-next-silence")}</li>
      </ul>
      <h2>{t("sent-receipt-title")}</h2>
      <Receipt text={sent.receipt} />
      <div class="actions">
        <button type="button" class="button" onClick={props.leave}>
          {t("sent-leave")}
        </button>
      </div>
    </>
  );
}

export function Receipt(props: { text: string | null }): VNode {
  const { text } = props;
  if (text === null) {
    return (
      <Note kind="warn">
        <p>{t("sent-receipt-bad")}</p>
      </Note>
    );
  }
  return (
    <>
      <p>{t("sent-receipt")}</p>
      <p class="quiet">{t("sent-receipt-warn")}</p>
      <button type="button" class="button second" onClick={() => offerFile(new Blob([text], { type: "text/plain" }), NEUTRAL_NAME)}>
        {t("sent-receipt-save")}
      </button>
    </>
  );
}
