/** The console's document. Its worker is shared by all tabs. */
import { openSharedBridge } from "../kit/bridge.ts";
import { start } from "../staff/start.tsx";
import { App } from "./app.tsx";
import type { DeskTasks } from "./desk/tasks.ts";
import { consoleTexts } from "./texts.ts";

const language = "en";
const t = consoleTexts(language);
const desk = openSharedBridge<DeskTasks>("/casework-worker.js");
const failed = `${t("loading-failed")}. ${t("problem-offline")}`;

start(() => desk.call("place", null), (place) => <App t={t} desk={desk} place={place} language={language} />, failed);
