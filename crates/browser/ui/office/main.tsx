/** Starts the office: starts the worker, asks whose place this is, draws the first page. */
import { render } from "preact";
import { openBridge } from "../kit/bridge.ts";
import { App } from "./app.tsx";
import type { DeskTasks } from "./desk/desk.ts";
import { officeTexts } from "./texts.ts";

const language = "en";
const t = officeTexts(language);
const root = document.body;

async function start(): Promise<void> {
  const desk = openBridge<DeskTasks>("/office-worker.js");
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
  said.textContent = t("problem-offline");
  main.append(said);
  root.replaceChildren(main);
});
