/**
 * What comes later than the first question: leaving a name, and the report with its answers. A file of its own, so that the first page stays
 * small. Everybody fetches it at the same moment, before the first question and before the eight words are typed: that it is fetched tells
 * nothing.
 */
export { BoxPage } from "./screens/box.tsx";
export { LeaveName } from "./screens/leave_name.tsx";
export { default as texts } from "../../../web/texts/en/later.ftl";
