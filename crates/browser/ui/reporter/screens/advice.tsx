/** Before the first question: few warnings, at the moment when they still help. */
import type { VNode } from "preact";
import { t } from "../say.ts";
import { Note, StepForm, type StepProps } from "./parts.tsx";

export function Advice(props: StepProps): VNode {
  return (
    <StepForm next={props.next} label={t("advice-begin")}>
      <h1 tabIndex={-1}>{t("advice-title")}</h1>
      {!protectedConnection() && (
        <Note kind="bad">
          <p>{t("advice-plain-http")}</p>
        </Note>
      )}
      <Note kind="warn">
        <p>{t("advice-device")}</p>
      </Note>
      <p>{t("advice-accounts")}</p>
      <p>{t("advice-time")}</p>
      <p>
        {t("leave-about")} {t("leave-escape")}
      </p>
      <p class="quiet">{t("advice-danger")}</p>
    </StepForm>
  );
}

/** HTTPS, this device itself, or an onion address, whose connection is protected by Tor. */
function protectedConnection(): boolean {
  return window.isSecureContext || location.hostname.endsWith(".onion");
}
