/** The office's document. */
import { openBridge } from "../kit/bridge.ts";
import { start } from "../staff/start.tsx";
import { App } from "./app.tsx";
import type { DeskTasks } from "./desk/desk.ts";
import { officeTexts } from "./texts.ts";

const language = "en";
const t = officeTexts(language);
const desk = openBridge<DeskTasks>("/office-worker.js");

start(() => desk.call("place", null), (place) => <App t={t} desk={desk} place={place} language={language} />, t("problem-offline"));
