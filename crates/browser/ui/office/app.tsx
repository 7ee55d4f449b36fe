/** The office as a whole: who is signed in, and which page is shown. Signing in is the console's; one session serves both. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useNewPage } from "../kit/components.tsx";
import type { Start } from "../staff/around.ts";
import { AskAgain, type Kinds, useAskAgain } from "../staff/own/again.tsx";
import type { Notice } from "../staff/own/door.ts";
import { Told } from "../staff/own/told.tsx";
import { useTouch } from "../staff/touch.ts";
import type { DeskTasks } from "./desk/desk.ts";
import type { Me } from "./desk/views.ts";
import { AroundContext, useAround } from "./parts/around.ts";
import { Frame } from "./parts/frame.tsx";
import { Colleagues } from "./pages/colleagues.tsx";
import { Invite } from "./pages/invite.tsx";
import { LogPage } from "./pages/log.tsx";
import { MySignIn } from "./pages/own.tsx";
import { People } from "./pages/people.tsx";
import { Poster } from "./pages/poster.tsx";
import { Renew } from "./pages/renew.tsx";
import { Sign } from "./pages/sign.tsx";
import { TakeOut } from "./pages/take-out.tsx";
import { type Page, pageOf } from "./rules/address.ts";
import { administers, audits, mayAgree } from "./rules/roles.ts";
import { sentences } from "./texts.ts";

type Session = "starting" | "nobody" | "ended" | Me;
/** While somebody works in the page, the server's session is kept alive so often. */
const KEEP_ALIVE = 4 * 60_000;

export function App(props: Start<DeskTasks>): VNode {
  const [page, setPage] = useState<Page>(() => pageOf(location.hash));
  const [session, setSession] = useState<Session>("starting");
  const ended = (): void => setSession("ended");
  const join = async (): Promise<void> => setSession((await props.desk.call("me", null).catch(() => null)) ?? "nobody");
  const signOut = async (): Promise<void> => {
    await props.desk.call("signOut", null).catch(() => undefined);
    location.assign("/");
  };
  useEffect(() => {
    const moved = (): void => setPage(pageOf(location.hash));
    addEventListener("hashchange", moved);
    void join();
    return () => removeEventListener("hashchange", moved);
  }, []);
  const me = typeof session === "string" ? null : session;
  const { waiting, askAgain, done } = useAskAgain();
  const known = async (notice: Notice): Promise<void> => {
    await props.desk.call("told", { notice }).catch(() => undefined);
    await join();
  };
  const kinds = async (): Promise<Kinds> => {
    const { codes, passkeys } = await props.desk.call("own", null);
    return { codes, passkeys: passkeys.length > 0 };
  };
  useTouch(me !== null, { pause: KEEP_ALIVE, first: KEEP_ALIVE }, async () => {
    if ((await props.desk.call("me", null).catch(() => me)) === null) ended();
  });
  return (
    <AroundContext.Provider value={{ ...props, ended, askAgain }}>
      <Frame me={me} signOut={() => void signOut()}>
        {session === "starting" ? <p class="wait">{props.t("busy")}</p> : me === null ? <Outside ended={session === "ended"} /> : <Inside me={me} page={page} known={(notice) => void known(notice)} />}
        {me !== null && waiting !== null && (
          <AskAgain
            t={props.t}
            sentences={sentences}
            ended={ended}
            kinds={kinds}
            challenge={() => props.desk.call("challenge", null)}
            passkeys={props.place.passkeys}
            prove={(second) => props.desk.call("prove", second)}
            done={done}
          />
        )}
      </Frame>
    </AroundContext.Provider>
  );
}

function Outside(props: { ended: boolean }): VNode {
  const { t } = useAround();
  const title = t(props.ended ? "ended-title" : "nobody-title");
  useNewPage("outside", `${title} · ${t("name")}`);
  return (
    <>
      <h1 tabIndex={-1}>{title}</h1>
      <p>{t("nobody-text")}</p>
      <p>
        <a class="button" href="/">
          {t("nobody-go")}
        </a>
      </p>
    </>
  );
}

function Inside(props: { me: Me; page: Page; known: (notice: Notice) => void }): VNode {
  const { t } = useAround();
  return (
    <>
      <Told t={t} notices={props.me.notices} known={props.known} />
      <Shown me={props.me} page={props.page} />
    </>
  );
}

function Shown(props: { me: Me; page: Page }): VNode {
  const { me, page } = props;
  const { roles } = me;
  const auditor = audits(roles);
  if (props.page.at === "own") return <MySignIn me={props.me} />;
  // Who checks this place and does not look after its people is at home in the log.
  if (page.at === "log" || (page.at === "people" && auditor && !administers(roles))) return <LogPage whose={auditor ? "acts" : "own"} />;
  if (!administers(roles) && !mayAgree(roles)) return <Said title="not-yours-title" text="not-yours-text" />;
  if (!administers(roles)) return page.at === "renew" ? <Renew person={page.person} administers={false} /> : <Colleagues me={me.person} />;
  switch (page.at) {
    case "people":
      return <People me={me} />;
    case "invite":
      return <Invite />;
    case "poster":
      return <Poster />;
    case "sign":
      return <Sign />;
    case "out":
      return <TakeOut person={page.person} />;
    case "renew":
      return <Renew person={page.person} administers />;
    default:
      return <Said title="nowhere-title" text="nowhere-text" />;
  }
}

function Said(props: { title: string; text: string }): VNode {
  const { t } = useAround();
  useNewPage(props.title, `${t(props.title)} · ${t("name")}`);
  return (
    <>
      <h1 tabIndex={-1}>{t(props.title)}</h1>
      <p>{t(props.text)}</p>
    </>
  );
}
