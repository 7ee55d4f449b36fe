/**
 * What the part that is fetched later shares with the first page: one Preact, one set of components and texts. Its bundle takes these from
 * reporter.js itself, which has them already (build.mjs).
 */
export { jsx, jsxs } from "preact/jsx-runtime";
export { Fragment } from "preact";
export { useEffect, useRef, useState } from "preact/hooks";
export { TaskFailed } from "../kit/bridge.ts";
export { Faults, Field, offerFile } from "../kit/components.tsx";
export { sizeText } from "../kit/sizes.ts";
export { dayText, leavesText } from "./rules/dates.ts";
export { failureText, findingText, mayChangeAfter } from "./rules/failures.ts";
export { isWritten, nameFault, offered } from "./rules/left_name.ts";
export { BadQuestionnaire, parseQuestionnaire, say } from "./rules/questionnaire.ts";
export { DATES, LANGUAGE, t } from "./say.ts";
export { FilePicker } from "./screens/files.tsx";
export { Note } from "./screens/parts.tsx";
export { Underway } from "./screens/send.tsx";
export { Receipt } from "./screens/sent.tsx";
