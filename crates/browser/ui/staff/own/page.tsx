/** My sign-in: the passkeys, the authenticator app, the recovery codes, the open sessions; each can be changed here by whom they belong to. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Bridge } from "../../kit/bridge.ts";
import type { Texts } from "../../kit/texts.ts";
import type { Doing } from "../doing.ts";
import { NewAuthenticator } from "./authenticator.tsx";
import type { OwnSession, OwnTasks, OwnView } from "./door.ts";
import { here, makePasskey, usable } from "./passkey.ts";
import { NewPasskey, Passkeys } from "./passkeys.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

export interface Own {
  readonly t: Texts;
  readonly desk: Pick<Bridge<OwnTasks>, "call">;
  readonly organisation: string;
  /** The domain for which passkeys are made; `null`: none are. */
  readonly passkeys: string | null;
  /** Whose codes these are, as the app will call them. */
  readonly account: string;
  readonly dayText: (day: number) => string;
  readonly doing: Doing;
  /** Draws what went wrong. */
  readonly failure: VNode | null;
}

type Done = "staff-own-app-done" | "staff-own-app-dropped" | "staff-own-passkey-done" | "staff-own-passkey-dropped" | "staff-own-codes-done" | "staff-own-ended";

export function OwnPage(props: Own): VNode {
  const { t, desk, organisation, account, failure } = props;
  const { doing, run } = props.doing;
  const [view, setView] = useState<OwnView | null>(null);
  const [seed, setSeed] = useState<string | null>(null);
  const [making, setMaking] = useState(false);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const look = async (): Promise<void> => setView(await desk.call("own", null));
  useEffect(() => void run(look), []);

  /** Does something, looks how it stands then, and says so. */
  const change = (work: () => Promise<unknown>, said: Done): Promise<boolean> =>
    run(async () => {
      setDone(null);
      await work();
      await look();
      setDone(said);
    });

  const back = (close: () => void): VNode => (
    <p class="back">
      <button type="button" class="link" onClick={close}>
        {t("staff-own-back")}
      </button>
    </p>
  );
  const newSeed = (): void => void run(async () => (setDone(null), setSeed(await desk.call("newSeed", null))));

  if (making) {
    const make = async (name: string): Promise<void> => {
      const work = async (): Promise<void> => {
        const asked = await desk.call("askForNew", null);
        await desk.call("addPasskey", await makePasskey(asked, organisation, account, name));
      };
      if (await change(work, "staff-own-passkey-done")) setMaking(false);
    };
    return (
      <>
        {back(() => setMaking(false))}
        {failure}
        <NewPasskey t={t} doing={doing} go={(name) => void make(name)} />
      </>
    );
  }
  if (codes !== null) return <RecoveryCodes t={t} codes={codes} kept={() => (setCodes(null), setDone("staff-own-codes-done"), void run(look))} />;
  if (seed !== null) {
    const adopt = async (code: string): Promise<void> => {
      if (await change(() => desk.call("adoptSeed", { code }), "staff-own-app-done")) setSeed(null);
    };
    return (
      <>
        {back(() => setSeed(null))}
        {failure}
        <NewAuthenticator t={t} organisation={organisation} seed={seed} account={account} go={t("staff-own-app-set")} doing={doing} onCode={(code) => void adopt(code)} fresh={newSeed} />
      </>
    );
  }
  return (
    <>
      <h1 tabIndex={-1}>{t("staff-own-title")}</h1>
      {failure}
      <div role="status">{done !== null && <p class="note good">{t(done)}</p>}</div>
      {view !== null && (
        <>
          <Passkeys
            t={t}
            passkeys={view.passkeys}
            usable={usable(props.passkeys, here())}
            doing={doing}
            make={() => (setDone(null), setMaking(true))}
            drop={(id) => void change(() => desk.call("dropPasskey", { id }), "staff-own-passkey-dropped")}
            last={!view.codes && view.passkeys.length === 1}
          />
          <section class="card" aria-labelledby="own-app">
            <h2 id="own-app">{t("staff-own-app")}</h2>
            <p>{t(view.codes ? "staff-own-app-text" : "staff-own-app-none")}</p>
            <div class="actions">
              <button type="button" class="button second" disabled={doing} onClick={newSeed}>
                {t(view.codes ? "staff-own-app-new" : "staff-own-app-first")}
              </button>
              {view.codes && view.passkeys.length > 0 && (
                <button type="button" class="link" disabled={doing} onClick={() => void change(() => desk.call("dropCodes", null), "staff-own-app-dropped")}>
                  {t("staff-own-app-drop")}
                </button>
              )}
            </div>
          </section>
          <section class="card" aria-labelledby="own-codes">
            <h2 id="own-codes">{t("staff-own-codes")}</h2>
            <p>{t("staff-own-codes-left", { left: view.recoveryLeft })}</p>
            <p class="quiet small">{t("staff-own-codes-new-text")}</p>
            <button type="button" class="button second" disabled={doing} onClick={() => void run(async () => (setDone(null), setCodes(await desk.call("newRecoveryCodes", null))))}>
              {t("staff-own-codes-new")}
            </button>
          </section>
          <Sessions
            t={t}
            sessions={view.sessions}
            dayText={props.dayText}
            doing={doing}
            end={(id) => void change(() => desk.call("endSession", { id }), "staff-own-ended")}
            endOthers={() => void change(() => desk.call("endOtherSessions", null), "staff-own-ended")}
          />
        </>
      )}
    </>
  );
}

interface Listed {
  readonly t: Texts;
  readonly sessions: readonly OwnSession[];
  readonly dayText: (day: number) => string;
  readonly doing: boolean;
  readonly end: (id: string) => void;
  readonly endOthers: () => void;
}

function Sessions({ t, sessions, dayText, doing, end, endOthers }: Listed): VNode {
  const others = sessions.filter(({ here }) => !here);
  return (
    <section class="card" aria-labelledby="own-sessions">
      <h2 id="own-sessions">{t("staff-own-sessions")}</h2>
      <ol class="bare" aria-labelledby="own-sessions">
        {sessions.map(({ id, begunOn, here }, place) => (
          <li key={id}>
            {here ? t("staff-own-this", { day: dayText(begunOn) }) : t("staff-own-other", { day: dayText(begunOn) })}{" "}
            {!here && (
              <button type="button" class="link small" disabled={doing} aria-label={t("staff-own-end-named", { place: place + 1 })} onClick={() => end(id)}>
                {t("staff-own-end")}
              </button>
            )}
          </li>
        ))}
      </ol>
      <p class="quiet small">{t("staff-own-sessions-text")}</p>
      {others.length > 0 && (
        <button type="button" class="button second" disabled={doing} onClick={endOthers}>
          {t("staff-own-end-others")}
        </button>
      )}
    </section>
  );
}
