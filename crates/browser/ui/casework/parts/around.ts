/** What every part of the console can reach: drafts too. */
import { type Around, around } from "../../staff/around.ts";
import type { DeskTasks } from "../desk/tasks.ts";
import type { DraftKeeper } from "../rules/drafts.ts";

export const { AroundContext, useAround } = around<Around<DeskTasks> & { readonly drafts: DraftKeeper<File> }>();
