/** Who is on the list of readers, who enrolled and waits to be put on it, and who is invited. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useNewPage } from "../../kit/components.tsx";
import type { InvitedRow, Me, PeopleView, PersonRow } from "../desk/views.ts";
import { useAround } from "../parts/around.ts";
import { Failure, useDoing } from "../parts/doing.tsx";
import { RolesOf } from "../parts/person.tsx";
import { dayText, termOf } from "../rules/term.ts";

export function People(props: { me: Me }): VNode {
  const { t, desk } = useAround();
  useNewPage("people", `${t("people-title")} · ${t("name")}`);
  const [view, setView] = useState<PeopleView | null>(null);
  const { doing, wrong, run } = useDoing();
  const load = (): Promise<boolean> => run(async () => setView(await desk.call("people", null)));
  useEffect(() => void load(), []);
  const withdraw = (person: string): Promise<boolean> =>
    run(async () => {
      await desk.call("withdraw", { person });
      setView(await desk.call("people", null));
    });
  const takeBack = (person: string): Promise<boolean> =>
    run(async () => {
      await desk.call("takeBack", { person });
      setView(await desk.call("people", null));
    });
  const waiting = view?.enrolled.filter(({ standing }) => standing === "waiting" || standing === "differs") ?? [];
  const urgent = waiting.length > 0 || (view?.gone.length ?? 0) > 0;
  const settled = view?.enrolled.filter(({ standing }) => standing === "listed" || standing === "needs-none") ?? [];
  return (
    <>
      <h1 tabIndex={-1}>{t("people-title")}</h1>
      <Failure wrong={wrong} />
      {view === null ? (
        doing && <p class="wait">{t("busy")}</p>
      ) : (
        <>
          <ListState view={view} />
          {view.gone.length > 0 && <p class="note warn">{t("list-gone", { names: view.gone.join(", ") })}</p>}
          <div class="actions">
            <a class={urgent ? "button" : "button second"} href="#/sign">
              {t("sign-link")}
            </a>
            <a class={urgent ? "button second" : "button"} href="#/invite">
              {t("invite-link")}
            </a>
            <a class="button second" href="#/poster">
              {t("poster-link")}
            </a>
          </div>
          {waiting.length > 0 && <Rows title={t("people-waiting")} hint={t("people-waiting-hint")} rows={waiting} view={view} me={props.me} takeBack={doing ? null : (person) => void takeBack(person)} />}
          {settled.length > 0 && <Rows title={t("people-settled")} rows={settled} view={view} me={props.me} takeBack={doing ? null : (person) => void takeBack(person)} />}
          {view.invited.length > 0 && <Invited rows={view.invited} withdraw={(person) => void withdraw(person)} doing={doing} />}
        </>
      )}
    </>
  );
}

function ListState(props: { view: PeopleView }): VNode {
  const { t, language } = useAround();
  const { list, today } = props.view;
  if (list === null) return <p class="note warn">{t("list-none")}</p>;
  const { state, days } = termOf(list.validUntil, today);
  const day = dayText(list.validUntil, language);
  if (state === "over") return <p class="note bad">{t("list-over", { version: list.version, day })}</p>;
  if (state === "ends-soon") return <p class="note warn">{t("list-ends", { version: list.version, day, days })}</p>;
  return <p>{t("list-until", { version: list.version, day })}</p>;
}

function Rows(props: { title: string; hint?: string; rows: readonly PersonRow[]; view: PeopleView; me: Me; takeBack: ((person: string) => void) | null }): VNode {
  const { t, language } = useAround();
  const { view, me, takeBack } = props;
  const nameOf = (id: string): string => view.enrolled.find(({ person }) => person === id)?.name ?? "";
  return (
    <section>
      <h2>{props.title}</h2>
      {props.hint && <p class="quiet">{props.hint}</p>}
      <ul class="people">
        {props.rows.map(({ person, name, roles, groups, enrolledOn, standing }) => (
          <li key={person}>
            <strong>{name}</strong> <span class="badge">{t(`standing-${standing}`)}</span>
            <span class="quiet small line">
              <RolesOf roles={roles} groups={groups} /> · {t("enrolled-on", { day: dayText(enrolledOn, language) })}
            </span>
            {view.renewing.filter((one) => one.person === person).map(({ by, until }) => (
              <span class="small line" key={by}>
                {t(by === me.person ? "renewing-by-you" : "renewing-by", { name: nameOf(by), day: dayText(until, language) })}{" "}
                {by === me.person && (
                  <button type="button" class="link" onClick={() => takeBack?.(person)} disabled={takeBack === null} aria-label={t("renew-take-back-named", { name })}>
                    {t("renew-take-back")}
                  </button>
                )}
              </span>
            ))}
            {person !== me.person && (
              <span class="small line">
                <a href={`#/renew/${person}`} aria-label={t("renew-named", { name })}>
                  {t("renew-link")}
                </a>{" "}
                ·{" "}
                <a href={`#/out/${person}`} aria-label={t("out-named", { name })}>
                  {t("out-link")}
                </a>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Invited(props: { rows: readonly InvitedRow[]; withdraw: (person: string) => void; doing: boolean }): VNode {
  const { t, language } = useAround();
  return (
    <section>
      <h2>{t("people-invited")}</h2>
      <ul class="people">
        {props.rows.map(({ person, name, roles, groups, until }) => (
          <li key={person}>
            <strong>{name}</strong>
            <span class="quiet small line">
              <RolesOf roles={roles} groups={groups} /> · {t("invited-until", { day: dayText(until, language) })}
            </span>
            <button type="button" class="link" onClick={() => props.withdraw(person)} disabled={props.doing} aria-label={t("withdraw-named", { name })}>
              {t("withdraw")}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
