/** What every part of the office can reach. */
import { type Around, around } from "../../staff/around.ts";
import type { DeskTasks } from "../desk/desk.ts";

export const { AroundContext, useAround } = around<Around<DeskTasks>>();
