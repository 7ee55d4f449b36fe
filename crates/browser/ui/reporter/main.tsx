/**
 * The page `/`: static and usable as it stands; this script takes over its two buttons. Keeps nothing beyond the page's memory:
 * no storage, no cookie, no address but `/`.
 */
import { render } from "preact";
import { armLeaving } from "../kit/leave.ts";
import { App, type View } from "./app.tsx";
import { t } from "./say.ts";
import { openWay, type Way } from "./way.ts";
import { openLink } from "./worker_link.ts";

export * from "./first_page.ts";

function begin(): void {
  const start = found("start");
  const place = found("app");
  const kept = { dirty: false, busy: false, words: [] as readonly string[] };
  const link = openLink(() => kept.words);

  const guard = (event: BeforeUnloadEvent) => {
    if (kept.dirty || kept.busy) event.preventDefault();
  };
  addEventListener("beforeunload", guard);
  const leave = armLeaving(() => {
    removeEventListener("beforeunload", guard);
    link.end();
    render(null, place);
  });
  // A page that the browser kept for its Back button would show what was written.
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  const tell = (state: { dirty?: boolean; busy?: boolean; words?: readonly string[]; mark?: string; organisation?: string }) => {
    kept.dirty = state.dirty ?? kept.dirty;
    kept.busy = state.busy ?? kept.busy;
    kept.words = state.words ?? kept.words;
    if (state.organisation !== undefined) found("organisation").textContent = state.organisation;
    if (state.mark !== undefined) {
      found("mark").textContent = t("foot-mark", { words: state.mark });
      found("mark").hidden = false;
    }
  };
  const show = (view: View, way: Way<View>) => {
    start.hidden = view.at !== "start";
    place.hidden = view.at === "start";
    render(<App view={view} way={way} link={link} leave={leave} tell={tell} />, place);
  };
  let shown: View = { at: "start" };
  const way = openWay<View>(shown, (view) => {
    // While something is being sent, Back waits.
    if (kept.busy && view !== shown && view.at !== "sent") {
      way.go(shown);
      return;
    }
    shown = view;
    show(view, way);
  });
  found("escape").hidden = false;
  on("report", () => way.go({ at: "ready", for: "report" }));
  on("return", () => way.go({ at: "ready", for: "return" }));
  on("leave", leave);
}

function found(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`no element ${id}`);
  return element;
}

function on(id: string, work: () => void): void {
  found(id).addEventListener("click", (event) => {
    event.preventDefault();
    work();
  });
}

begin();
