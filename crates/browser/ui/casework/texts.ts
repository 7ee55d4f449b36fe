/** The console's texts, named without their `casework-`. */
import { prefixed } from "../staff/texts.ts";
import english from "../../../web/texts/en/casework.ftl";

export const { sentences, inLanguage: consoleTexts } = prefixed("casework-", english);
