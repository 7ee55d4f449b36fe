/** The reporters' texts, bundled. One language so far; the questionnaire may bring more. */
import source from "../../../web/texts/en/reporter.ftl";
import { makeTexts } from "../kit/texts.ts";

export const LANGUAGE = "en";

/** Dates are written as most of Europe writes them. */
export const DATES = "en-GB";

export const t = makeTexts(LANGUAGE, [source]);
