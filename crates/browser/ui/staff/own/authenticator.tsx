/** An authenticator app is given its key: a square to scan, or letters to type, and the first code shows that it worked. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Faults, Field } from "../../kit/components.tsx";
import { codeOf, inFours, otpauth } from "../../kit/otpauth.ts";
import { Square } from "../../kit/square.tsx";
import type { Texts } from "../../kit/texts.ts";
import { CodeInput } from "./code-input.tsx";

interface Asked {
  readonly t: Texts;
  readonly organisation: string;
  readonly seed: string;
  /** Whose codes these are, as the app will call them. */
  readonly account: string;
  readonly go: string;
  readonly doing: boolean;
  readonly onCode: (code: string) => void;
  /** Asks for another square: this one may be too old, or another page has asked for one since. */
  readonly fresh: () => void;
  /** The other kind, where one may choose. */
  readonly instead?: VNode | undefined;
}

export function NewAuthenticator({ t, organisation, seed, account, go, doing, onCode, fresh, instead }: Asked): VNode {
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string | undefined>(undefined);
  const address = otpauth(organisation, account, seed);
  const submit = (event: Event): void => {
    event.preventDefault();
    const code = codeOf(typed);
    setFault(code === null ? t("staff-code-empty") : undefined);
    if (code !== null) onCode(code);
  };
  return (
    <form onSubmit={submit} noValidate>
      <h1 tabIndex={-1}>{t("staff-app-title")}</h1>
      <p>{t("staff-app-text")}</p>
      <Faults title={t("staff-faults-title")} faults={fault === undefined ? [] : [{ text: fault, at: "first-code" }]} />
      <Square text={address} label={t("staff-app-square")} />
      <details>
        <summary>{t("staff-app-type")}</summary>
        <p>{t("staff-app-letters")}</p>
        <p class="mono seed" translate={false}>
          {inFours(seed)}
        </p>
        <p>{t("staff-app-address")}</p>
        <p class="mono small seed" translate={false}>
          {address}
        </p>
      </details>
      <p class="quiet small">{t("staff-app-keep")}</p>
      <Field
        id="first-code"
        label={t("staff-app-code")}
        fault={fault}
        control={(described) => <CodeInput id="first-code" described={described} value={typed} type={setTyped} />}
      />
      <div class="actions">
        <button class="button" type="submit" disabled={doing}>
          {go}
        </button>
        <button type="button" class="link" disabled={doing} onClick={() => (setTyped(""), setFault(undefined), fresh())}>
          {t("staff-app-fresh")}
        </button>
      </div>
      {instead}
    </form>
  );
}
