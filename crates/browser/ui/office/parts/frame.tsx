/** The frame around every page: who is signed in, the way to the cases for who has any, the trial, the organisation's six words. */
import type { ComponentChildren, VNode } from "preact";
import type { Me } from "../desk/views.ts";
import { readsCases } from "../rules/roles.ts";
import { useAround } from "./around.tsx";

export function Frame(props: { me: Me | null; signOut: () => void; children: ComponentChildren }): VNode {
  const { t, place } = useAround();
  return (
    <>
      <a class="skip" href="#content" onClick={toContent}>
        {t("skip")}
      </a>
      <header class="top wide">
        <a class="name" href="#/">
          {t("name")} <small>{t("for", { organisation: place.organisation })}</small>
        </a>
        {props.me && (
          <div class="who">
            <span class="quiet small">{t("signed-in", { name: props.me.name })}</span>
            {readsCases(props.me.roles) && <a href="/">{t("to-cases")}</a>}
            <button type="button" class="link" onClick={props.signOut}>
              {t("sign-out")}
            </button>
          </div>
        )}
      </header>
      <main class="main wide" id="content" tabIndex={-1}>
        {place.trial && (
          <aside class="note warn trial" aria-label={t("trial-title")}>
            <p>
              <strong>{t("trial-title")}. </strong>
              {t("trial-key")}
            </p>
          </aside>
        )}
        {props.children}
      </main>
      <footer class="foot wide">
        {place.fingerprints.map((words) => (
          <p key={words.join()}>
            {t("fingerprint", { organisation: place.organisation })}{" "}
            <span class="mono fingerprint" translate={false}>
              {words.join(" ")}
            </span>
          </p>
        ))}
      </footer>
    </>
  );
}

/** A link to an anchor would change the address, which names the page. */
function toContent(event: Event): void {
  event.preventDefault();
  document.getElementById("content")?.focus();
}
