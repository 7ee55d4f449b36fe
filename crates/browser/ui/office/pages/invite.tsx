/** Inviting somebody: what they are called and do, then the link, shown this once. */
import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import { Choices, type Fault, Faults, Field, useNewPage } from "../../kit/components.tsx";
import type { InvitedView } from "../desk/views.ts";
import { useAround } from "../parts/around.ts";
import { Failure, useDoing } from "../parts/doing.tsx";
import { groupsOf, roles as allRoles } from "../rules/roles.ts";
import { dayText } from "../rules/term.ts";

export function Invite(): VNode {
  const { t, desk } = useAround();
  const [invited, setInvited] = useState<(InvitedView & { name: string }) | null>(null);
  useNewPage(invited === null ? "invite" : "invited", `${t(invited === null ? "invite-title" : "invited-title")} · ${t("name")}`);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [roles, setRoles] = useState<readonly string[]>(["handler"]);
  const name = useRef<HTMLInputElement>(null);
  const groups = useRef<HTMLInputElement>(null);
  const { doing, wrong, run } = useDoing();
  if (invited !== null) return <Link invited={invited} />;

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const called = (name.current?.value ?? "").trim();
    const missing: Fault[] = [];
    if (called === "") missing.push({ text: t("invite-no-name"), at: "person-name" });
    if (roles.length === 0) missing.push({ text: t("invite-no-role"), at: "person-roles" });
    if (roles.includes("handler") && roles.includes("fallback")) missing.push({ text: t("invite-both"), at: "person-roles" });
    setFaults(missing);
    if (missing.length > 0) return;
    const asked = { name: called, roles, groups: groupsOf(groups.current?.value ?? "") };
    await run(async () => setInvited({ ...(await desk.call("invite", asked)), name: called }));
  };

  const fault = (at: string): string | undefined => faults.find((one) => one.at === at)?.text;
  const options = allRoles.map((role) => ({ value: role, title: t(`role-${role}`), hint: t(`does-${role}`) }));
  return (
    <>
      <p class="back">
        <a href="#/">{t("back-to-people")}</a>
      </p>
      <h1 tabIndex={-1}>{t("invite-title")}</h1>
      <Faults title={t("faults-title")} faults={faults} />
      <Failure wrong={wrong} />
      <form onSubmit={submit} noValidate>
        <Field
          id="person-name"
          label={t("invite-name")}
          hint={t("invite-name-hint")}
          fault={fault("person-name")}
          control={(described) => <input ref={name} id="person-name" type="text" maxLength={100} autocomplete="off" aria-describedby={described} />}
        />
        <Choices id="person-roles" legend={t("invite-roles")} fault={fault("person-roles")} several options={options} chosen={roles} choose={setRoles} />
        <Field
          id="person-groups"
          label={t("invite-groups")}
          hint={t("invite-groups-hint")}
          control={(described) => <input ref={groups} id="person-groups" type="text" autocomplete="off" aria-describedby={described} />}
        />
        <div class="actions">
          <button class="button" type="submit" disabled={doing}>
            {t("invite-go")}
          </button>
        </div>
      </form>
    </>
  );
}

export function Link(props: { invited: InvitedView & { name: string } }): VNode {
  const { t, language } = useAround();
  const { token, until, name } = props.invited;
  const [copied, setCopied] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const link = `${location.origin}/enrol#token=${token}`;
  const copy = async (): Promise<void> => {
    field.current?.select();
    setCopied(await navigator.clipboard.writeText(link).then(() => true, () => false));
  };
  return (
    <>
      <h1 tabIndex={-1}>{t("invited-title")}</h1>
      <p>{t("invited-text", { name, day: dayText(until, language) })}</p>
      <Field
        id="enrol-link"
        label={t("invited-link")}
        hint={t("invited-once")}
        control={(described) => <input ref={field} id="enrol-link" class="mono" type="text" readOnly value={link} aria-describedby={described} onFocus={(event) => event.currentTarget.select()} />}
      />
      <div class="actions">
        <button type="button" class="button" onClick={() => void copy()}>
          {t("invited-copy")}
        </button>
        <a class="button second" href="#/">
          {t("back-to-people")}
        </a>
      </div>
      <p class="quiet" role="status">
        {copied ? t("invited-copied") : ""}
      </p>
      <p>{t("invited-next")}</p>
    </>
  );
}
