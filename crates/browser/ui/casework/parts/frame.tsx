/** The frame around every page: who is signed in, whether this is a trial, and the organisation's six words. */
import type { ComponentChildren, VNode } from "preact";
import type { Me } from "../desk/views.ts";
import { useAround } from "./around.tsx";

export function Frame(props: { me: Me | null; wide?: boolean; signOut?: () => void; children: ComponentChildren }): VNode {
  const { t, place } = useAround();
  return (
    <>
      <a class="skip" href="#content" onClick={toContent}>
        {t("console-skip")}
      </a>
      <header class={props.wide ? "top wide" : "top"}>
        <a class="name" href="/#/">
          {t("console-name")} <small>{t("console-for", { organisation: place.organisation })}</small>
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
            <button type="button" class="link" onClick={props.signOut}>
              {t("console-sign-out")}
            </button>
          </div>
        )}
      </header>
      <main class={props.wide ? "main wide" : "main"} id="content" tabIndex={-1}>
        {props.me ? <Trial me={props.me} /> : place.trial && <TrialNote said={t("trial-key")} />}
        {props.children}
      </main>
      <Foot wide={props.wide === true} />
    </>
  );
}

/** A link to an anchor would change the address, which names the page. */
function toContent(event: Event): void {
  event.preventDefault();
  document.getElementById("content")?.focus();
}

function Trial({ me }: { me: Me }): VNode | null {
  const { t } = useAround();
  const list = me.list === "expired" ? t("problem-list-expired") : me.list === "not-on-it" ? t("problem-not-listed") : me.list === "not-signed" ? t("problem-list") : null;
  if (!me.trial && !me.onlyReader && list === null) return null;
  return (
    <TrialNote
      titled={me.trial || me.onlyReader}
      said={[me.trial && t("trial-key"), me.onlyReader && t("trial-one"), list].filter(Boolean).join(" ")}
    />
  );
}

function TrialNote({ titled = true, said }: { titled?: boolean; said: string }): VNode {
  const { t } = useAround();
  return (
    <aside class="note warn trial" aria-label={t("trial-title")}>
      <p>
        {titled && <strong>{t("trial-title")}. </strong>}
        {said}
      </p>
    </aside>
  );
}

function Foot(props: { wide: boolean }): VNode {
  const { t, place } = useAround();
  return (
    <footer class={props.wide ? "foot wide" : "foot"}>
      {place.fingerprints.map((words) => (
        <p key={words.join()}>
          {t("foot-fingerprint", { organisation: place.organisation })}{" "}
          <span class="mono fingerprint" translate={false}>
            {words.join(" ")}
          </span>
        </p>
      ))}
      <p>{t("foot-fingerprint-why")}</p>
    </footer>
  );
}
