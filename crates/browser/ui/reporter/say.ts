/** The reporters' texts, bundled; those of what is fetched later are learnt then. One language so far; the questionnaire may bring more. */
import source from "../../../web/texts/en/reporter.ftl";
import { makeTexts, type Messages, type Texts } from "../kit/texts.ts";

export const LANGUAGE = "en";

/** Dates are written as most of Europe writes them. */
export const DATES = "en-GB";

let known = makeTexts(LANGUAGE, [source]);

export const t: Texts = (id, values) => known(id, values);

/** From now on these can be said too. */
export function learn(later: Messages): void {
  known = makeTexts(LANGUAGE, [source, later]);
}
