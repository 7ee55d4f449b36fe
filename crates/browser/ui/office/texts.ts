/** The office's texts, named without their `office-`. */
import { prefixed } from "../staff/texts.ts";
import english from "../../../web/texts/en/office.ftl";

export const { sentences, inLanguage: officeTexts } = prefixed("office-", english);
