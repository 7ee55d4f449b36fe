/** The frame around every page: who is signed in, the way to the cases for who has any, the trial, the organisation's six words. */
import type { ComponentChildren, VNode } from "preact";
import { Fingerprints, SkipLink, TrialNote } from "../../staff/frame.tsx";
import type { Me } from "../desk/views.ts";
import { readsCases } from "../rules/roles.ts";
import { useAround } from "./around.ts";

export function Frame(props: { me: Me | null; signOut: () => void; children: ComponentChildren }): VNode {
  const { t, place } = useAround();
  return (
    <>
      <SkipLink text={t("skip")} />
      <header class="top wide">
        <a class="name" href="#/">
          {t("name")} <small>{t("for", { organisation: place.organisation })}</small>
        </a>
        {props.me && (
          <div class="who">
            <span class="quiet small">{t("signed-in", { name: props.me.name })}</span>
            <a href="#/log">{t("to-log")}</a>
            {readsCases(props.me.roles) && <a href="/">{t("to-cases")}</a>}
            <a href="#/own">{t("staff-own-title")}</a>
            <button type="button" class="link" onClick={props.signOut}>
              {t("sign-out")}
            </button>
          </div>
        )}
      </header>
      <main class="main wide" id="content" tabIndex={-1}>
        {place.trial && <TrialNote title={t("trial-title")} said={t("trial-key")} />}
        {props.children}
      </main>
      <footer class="foot wide">
        <Fingerprints place={place} whose={t("fingerprint", { organisation: place.organisation })} />
      </footer>
    </>
  );
}
