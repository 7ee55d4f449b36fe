/** The frame around every page: who is signed in, whether this is a trial, and the organisation's six words. */
import type { ComponentChildren, VNode } from "preact";
import { Fingerprints, SkipLink, TrialNote } from "../../staff/frame.tsx";
import type { Me } from "../desk/views.ts";
import { dutiesOf } from "../rules/duties.ts";
import { useAround } from "./around.ts";

export function Frame(props: { me: Me | null; wide?: boolean; signOut?: () => void; children: ComponentChildren }): VNode {
  const { t, place } = useAround();
  const { reads, keeps } = dutiesOf(props.me ?? { roles: [] });
  return (
    <>
      <SkipLink text={t("console-skip")} />
      <header class={props.wide ? "top wide" : "top"}>
        <a class="name" href="/#/">
          {t("console-name")} <small>{keeps && !reads ? t("console-keepers", { organisation: place.organisation }) : t("console-for", { organisation: place.organisation })}</small>
        </a>
        {props.me && (
          <div class="who">
            <span class="quiet small">{t("console-signed-in", { name: props.me.name })}</span>
            {props.me.roles.includes("administrator") && (
              // A tab of its own: the keys stay unlocked as long as a tab of this console is open.
              <a href="/office" target="_blank" rel="noopener">
                {t("console-office")}
              </a>
            )}
            {!props.me.roles.includes("administrator") && props.me.roles.some((role) => role === "handler" || role === "governing") && (
              <a href="/office" target="_blank" rel="noopener">
                {t("console-colleague")}
              </a>
            )}
            {reads && keeps && <a href="/#/">{t("cases-title")}</a>}
            {keeps && <a href="/#/requests">{t("requests-title")}</a>}
            <a href="/#/own">{t("staff-own-title")}</a>
            <button type="button" class="link" onClick={props.signOut}>
              {t("console-sign-out")}
            </button>
          </div>
        )}
      </header>
      <main class={props.wide ? "main wide" : "main"} id="content" tabIndex={-1}>
        {props.me ? <Trial me={props.me} /> : place.trial && <TrialNote title={t("trial-title")} said={t("trial-key")} />}
        {props.children}
      </main>
      <Foot wide={props.wide === true} />
    </>
  );
}

function Trial({ me }: { me: Me }): VNode | null {
  const { t } = useAround();
  const list = me.list === "expired" ? t("problem-list-expired") : me.list === "not-on-it" ? t("problem-not-listed") : me.list === "not-signed" ? t("problem-list") : null;
  if (!me.trial && !me.onlyReader && list === null) return null;
  return (
    <TrialNote
      title={t("trial-title")}
      titled={me.trial || me.onlyReader}
      said={[me.trial && t("trial-key"), me.onlyReader && t("trial-one"), list].filter(Boolean).join(" ")}
    />
  );
}

function Foot(props: { wide: boolean }): VNode {
  const { t, place } = useAround();
  return (
    <footer class={props.wide ? "foot wide" : "foot"}>
      <Fingerprints place={place} whose={t("foot-fingerprint", { organisation: place.organisation })} />
      <p>{t("foot-fingerprint-why")}</p>
    </footer>
  );
}
