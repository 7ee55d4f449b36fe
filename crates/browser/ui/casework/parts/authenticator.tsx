/** An authenticator app is given its key: a square to scan, or letters to type, and the first code shows that it worked. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Faults, Field } from "../../kit/components.tsx";
import { codeOf, inFours, otpauth } from "../../kit/otpauth.ts";
import { Square } from "../../kit/square.tsx";
import { useAround } from "./around.ts";
import { CodeInput } from "./code-input.tsx";

export function NewAuthenticator(props: { seed: string; account: string; go: string; doing: boolean; onCode: (code: string) => void }): VNode {
  const { t, place } = useAround();
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string | undefined>(undefined);
  const address = otpauth(place.organisation, props.account, props.seed);
  const submit = (event: Event): void => {
    event.preventDefault();
    const code = codeOf(typed);
    setFault(code === null ? t("second-code-empty") : undefined);
    if (code !== null) props.onCode(code);
  };
  return (
    <form onSubmit={submit} noValidate>
      <h1 tabIndex={-1}>{t("app-title")}</h1>
      <p>{t("app-text")}</p>
      <Faults title={t("faults-title")} faults={fault === undefined ? [] : [{ text: fault, at: "first-code" }]} />
      <Square text={address} label={t("app-square")} />
      <details>
        <summary>{t("app-type")}</summary>
        <p>{t("app-letters")}</p>
        <p class="mono seed" translate={false}>
          {inFours(props.seed)}
        </p>
        <p>{t("app-address")}</p>
        <p class="mono small seed" translate={false}>
          {address}
        </p>
      </details>
      <p class="quiet small">{t("app-keep")}</p>
      <Field
        id="first-code"
        label={t("app-code")}
        fault={fault}
        control={(described) => <CodeInput id="first-code" described={described} value={typed} type={setTyped} />}
      />
      <div class="actions">
        <button class="button" type="submit" disabled={props.doing}>
          {props.go}
        </button>
      </div>
    </form>
  );
}
