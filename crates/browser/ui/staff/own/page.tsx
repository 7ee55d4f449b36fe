/** My sign-in: the authenticator app, the recovery codes, the open sessions; each can be changed here by whom they belong to. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Bridge } from "../../kit/bridge.ts";
import type { Texts } from "../../kit/texts.ts";
import type { Doing } from "../doing.ts";
import { NewAuthenticator } from "./authenticator.tsx";
import type { OwnSession, OwnTasks, OwnView } from "./door.ts";
import { RecoveryCodes } from "./recovery-codes.tsx";

export interface Own {
  readonly t: Texts;
  readonly desk: Pick<Bridge<OwnTasks>, "call">;
  readonly organisation: string;
  /** Whose codes these are, as the app will call them. */
  readonly account: string;
  readonly dayText: (day: number) => string;
  readonly doing: Doing;
  /** Draws what went wrong. */
  readonly failure: VNode | null;
}

type Done = "staff-own-app-done" | "staff-own-codes-done" | "staff-own-ended";

export function OwnPage(props: Own): VNode {
  const { t, desk, organisation, account, failure } = props;
  const { doing, run } = props.doing;
  const [view, setView] = useState<OwnView | null>(null);
  const [seed, setSeed] = useState<string | null>(null);
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

  if (codes !== null) return <RecoveryCodes t={t} codes={codes} kept={() => (setCodes(null), setDone("staff-own-codes-done"), void run(look))} />;
  if (seed !== null) {
    const adopt = async (code: string): Promise<void> => {
      if (await change(() => desk.call("adoptSeed", { code }), "staff-own-app-done")) setSeed(null);
    };
    return (
      <>
        <p class="back">
          <button type="button" class="link" onClick={() => setSeed(null)}>
            {t("staff-own-back")}
          </button>
        </p>
        {failure}
        <NewAuthenticator t={t} organisation={organisation} seed={seed} account={account} go={t("staff-own-app-set")} doing={doing} onCode={(code) => void adopt(code)} />
      </>
    );
  }
  return (
    <>
      <h1 tabIndex={-1}>{t("staff-own-title")}</h1>
      {failure}
      <div role="status">{done !== null && <p class="note good">{t(done)}</p>}</div>
      <section class="card" aria-labelledby="own-app">
        <h2 id="own-app">{t("staff-own-app")}</h2>
        <p>{t("staff-own-app-text")}</p>
        <button type="button" class="button second" disabled={doing} onClick={() => void run(async () => (setDone(null), setSeed(await desk.call("newSeed", null))))}>
          {t("staff-own-app-new")}
        </button>
      </section>
      {view !== null && (
        <>
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

/** From so many wrong codes on it is said: fewer are slips of one's own. */
const MANY_WRONG = 3;

/** Says that wrong codes came after the right passphrase: whoever typed them knows it. */
export function WrongCodes({ t, wrong }: { t: Texts; wrong: number }): VNode | null {
  if (wrong < MANY_WRONG) return null;
  return (
    <div class="note bad" role="alert">
      <p>{t("staff-wrong-codes", { wrong })}</p>
    </div>
  );
}

/** Says that recovery codes were used, until the person says that they know. */
export function Spent({ t, spent, known }: { t: Texts; spent: number; known: () => void }): VNode | null {
  if (spent === 0) return null;
  return (
    <div class="note bad" role="alert">
      <p>{t("staff-spent", { spent })}</p>
      <p class="actions">
        <a class="button second" href="#/own">
          {t("staff-own-title")}
        </a>
        <button type="button" class="link" onClick={known}>
          {t("staff-spent-known")}
        </button>
      </p>
    </div>
  );
}
