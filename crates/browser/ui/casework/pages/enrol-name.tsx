/** First step of becoming a reader: who invited whom to do what, and the name to sign in with. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Faults, Field } from "../../kit/components.tsx";
import type { Texts } from "../../kit/texts.ts";
import type { Invitation } from "../desk/views.ts";
import { useAround } from "../parts/around.ts";
import { isSignInName, signInName } from "../rules/signin-name.ts";

const ROLES = ["handler", "fallback", "governing", "custodian", "officer"];

function rolesText(t: Texts, roles: readonly string[], language: string): string {
  const said = roles.map((role) => (ROLES.includes(role) ? t(`enrol-role-${role}`) : role));
  return new Intl.ListFormat(language).format(said);
}

export function EnrolName(props: { invitation: Invitation; name: string; go: (name: string) => void }): VNode {
  const { t, language } = useAround();
  const [typed, setTyped] = useState(props.name);
  const [fault, setFault] = useState<string | undefined>(undefined);
  const submit = (event: Event): void => {
    event.preventDefault();
    const name = signInName(typed);
    if (!isSignInName(name)) setFault(t("enrol-name-fault"));
    else props.go(name);
  };
  return (
    <form onSubmit={submit} noValidate>
      <h1 tabIndex={-1}>{t("enrol-title")}</h1>
      <p class="lead">{t("enrol-hello", { name: props.invitation.name })}</p>
      <p>{t("enrol-roles", { roles: rolesText(t, props.invitation.roles, language) })}</p>
      <Faults title={t("faults-title")} faults={fault === undefined ? [] : [{ text: fault, at: "new-name" }]} />
      <Field
        id="new-name"
        label={t("enrol-name-title")}
        hint={t("enrol-name-hint", { name: props.invitation.name })}
        fault={fault}
        control={(described) => (
          <input id="new-name" type="text" autocomplete="username" autocapitalize="none" spellcheck={false} aria-describedby={described} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
        )}
      />
      <div class="actions">
        <button class="button" type="submit">
          {t("enrol-next")}
        </button>
      </div>
    </form>
  );
}
