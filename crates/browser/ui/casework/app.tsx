/** The console as a whole: who is signed in, which page is shown, and what happens when a session ends. */
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Start } from "../staff/around.ts";
import { AskAgain, type Kinds, useAskAgain } from "../staff/own/again.tsx";
import type { Notice } from "../staff/own/door.ts";
import { Told } from "../staff/own/told.tsx";
import { useTouch } from "../staff/touch.ts";
import type { DeskTasks } from "./desk/tasks.ts";
import { AroundContext, useAround } from "./parts/around.ts";
import { Frame } from "./parts/frame.tsx";
import { Idle } from "./parts/idle.tsx";
import type { IdleNews, Me } from "./desk/views.ts";
import { Case } from "./pages/case.tsx";
import { Cases, type ListChoice } from "./pages/cases.tsx";
import { Enrol } from "./pages/enrol.tsx";
import { Nowhere } from "./pages/nowhere.tsx";
import { MySignIn } from "./pages/own.tsx";
import { Requests } from "./pages/requests.tsx";
import { SignIn, type Why } from "./pages/sign-in.tsx";
import { ANYTHING } from "./rules/case-book.ts";
import { dutiesOf } from "./rules/duties.ts";
import { DraftKeeper } from "./rules/drafts.ts";
import { type Page, pageOf } from "./rules/address.ts";
import { sentences } from "./texts.ts";

const drafts = new DraftKeeper<File>();
const EVERY_OPEN: ListChoice = { shown: "open", order: "due", filter: ANYTHING, last: null };
let choice = EVERY_OPEN;

export function App(props: Start<DeskTasks>): VNode {
  const [page, setPage] = useState<Page>(() => pageOf(location.pathname, location.hash));
  const [session, setSession] = useState<{ me: Me | null; why: Why } | "starting">("starting");
  const [news, setNews] = useState<IdleNews>({ state: "awake", left: 0 });
  const latest = useRef(session);
  latest.current = session;

  const signedIn = (me: Me): void => {
    drafts.signedIn(me.person);
    setSession({ me, why: "ended" });
  };
  const ended = (): void => setSession((now) => (now !== "starting" && now.me === null ? now : { me: null, why: "ended" }));
  const join = async (): Promise<void> => {
    const me = await props.desk.call("me", null).catch(() => null);
    if (me !== null) signedIn(me);
    else setSession((now) => (now === "starting" ? { me: null, why: "first" } : now));
  };
  const signOut = async (): Promise<void> => {
    drafts.clear();
    choice = EVERY_OPEN;
    setSession({ me: null, why: "signed-out" });
    await props.desk.call("signOut", null).catch(() => undefined);
  };

  useEffect(() => {
    const moved = (): void => setPage(pageOf(location.pathname, location.hash));
    addEventListener("hashchange", moved);
    const leaving = (event: BeforeUnloadEvent): void => {
      if (drafts.unsent) event.preventDefault();
    };
    addEventListener("beforeunload", leaving);
    return () => {
      removeEventListener("hashchange", moved);
      removeEventListener("beforeunload", leaving);
    };
  }, []);

  useEffect(() => {
    if (page.at === "enrol") return;
    void join();
    const stop = new AbortController();
    const heard = (said: unknown): void => {
      const told = said as IdleNews;
      setNews(told);
      const now = latest.current;
      if (now === "starting") return;
      if (told.state === "ended" && now.me !== null) ended();
      // Another tab signed in: this one follows.
      if (told.state === "awake" && now.me === null) void join();
    };
    void props.desk.call("watch", null, { progress: heard, signal: stop.signal }).catch(ended);
    return () => stop.abort();
  }, [page.at === "enrol"]);

  const me = session === "starting" ? null : session.me;
  const { waiting, askAgain, done } = useAskAgain();
  const known = async (notice: Notice): Promise<void> => {
    await props.desk.call("told", { notice }).catch(() => undefined);
    const now = await props.desk.call("me", null).catch(() => null);
    if (now !== null) setSession((before) => (before === "starting" || before.me === null ? before : { ...before, me: now }));
  };
  const kinds = async (): Promise<Kinds> => {
    const { codes, passkeys } = await props.desk.call("own", null);
    return { codes, passkeys: passkeys.length > 0 };
  };
  useTouch(me !== null, { pause: 15_000, first: 0 }, () => void props.desk.call("touch", null).catch(() => undefined));
  return (
    <AroundContext.Provider value={{ ...props, drafts, ended, askAgain }}>
      <Frame me={me} wide={me !== null} signOut={() => void signOut()}>
        {page.at === "enrol" ? (
          <Enrol token={page.token} />
        ) : session === "starting" ? (
          <p class="wait">{props.t("busy")}</p>
        ) : me === null ? (
          <SignIn why={session.why} signedIn={signedIn} />
        ) : (
          <>
            <Told t={props.t} notices={me.notices} known={(notice) => void known(notice)} />
            <Inside page={page} me={me} />
          </>
        )}
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
        {me !== null && news.state === "warned" && <Idle left={news.left} stay={() => void props.desk.call("touch", null)} />}
      </Frame>
    </AroundContext.Provider>
  );
}

/** Who is at home in the office, if not in a case. */
const OFFICE = ["administrator", "auditor"];

function Inside(props: { page: Page; me: Me }): VNode {
  const { reads, keeps } = dutiesOf(props.me);
  const elsewhere = OFFICE.some((role) => props.me.roles.includes(role)) && !reads && !keeps;
  useEffect(() => {
    if (elsewhere) location.replace("/office");
  }, [elsewhere]);
  if (elsewhere) return <Elsewhere />;
  switch (props.page.at) {
    case "case":
      return !reads && keeps ? <Nowhere /> : <Case key={props.page.id} id={props.page.id} me={props.me} />;
    case "cases":
      return !reads && keeps ? <Requests /> : <Cases choice={choice} keep={(next) => (choice = next)} />;
    case "requests":
      return keeps ? <Requests /> : <Nowhere />;
    case "own":
      return <MySignIn me={props.me} />;
    default:
      return <Nowhere />;
  }
}

/** Nothing of a case is asked for while somebody who reads none is taken to the office. */
function Elsewhere(): VNode {
  const { t } = useAround();
  return <p class="wait">{t("busy")}</p>;
}
