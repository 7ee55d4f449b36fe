/** Starts the console: joins the worker, asks whose place this is, draws the first page. */
import { render } from "preact";
import { openSharedBridge } from "../kit/bridge.ts";
import { App } from "./app.tsx";
import type { DeskTasks } from "./desk/desk.ts";
import { consoleTexts } from "./texts.ts";

const language = "en";
const t = consoleTexts(language);
const root = document.body;

async function start(): Promise<void> {
  const desk = openSharedBridge<DeskTasks>("/casework-worker.js");
  const place = await desk.call("place", null);
  root.replaceChildren();
  render(<App t={t} desk={desk} place={place} language={language} />, root);
}

start().catch(() => {
  const main = document.createElement("main");
  main.className = "main";
  const said = document.createElement("p");
  said.className = "note bad";
  said.setAttribute("role", "alert");
  said.textContent = `${t("loading-failed")}. ${t("problem-offline")}`;
  main.append(said);
  root.replaceChildren(main);
});
