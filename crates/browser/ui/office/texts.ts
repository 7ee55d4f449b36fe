/** The office's texts. In the file each id begins with `office-`, since all files of a language share one room; here it is left away. */
import { makeTexts, type Texts } from "../kit/texts.ts";
import english from "../../../web/texts/en/office.ftl";

const PREFIX = "office-";

/** Ids there is a sentence for, without the prefix. */
export const sentences: ReadonlySet<string> = new Set(english.map(({ id }) => id.slice(PREFIX.length)));

export function officeTexts(language: string): Texts {
  const texts = makeTexts(language, [english]);
  return (id, values) => texts(PREFIX + id, values);
}
