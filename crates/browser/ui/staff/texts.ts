/**
 * The texts of one audience. In the file each id begins with the audience's name, since all files of a language share one room; here it is
 * left away. Those that both audiences share begin with `staff-` and keep it.
 */
import { makeTexts, type Messages, type Texts } from "../kit/texts.ts";
import shared from "../../../web/texts/en/staff.ftl";

const SHARED = "staff-";

export interface Sentences {
  /** Ids there is a sentence for, without the prefix. */
  readonly sentences: ReadonlySet<string>;
  readonly inLanguage: (language: string) => Texts;
}

export function prefixed(prefix: string, english: Messages): Sentences {
  return {
    sentences: new Set([...english.map(({ id }) => id.slice(prefix.length)), ...shared.map(({ id }) => id)]),
    inLanguage: (language) => {
      const texts = makeTexts(language, [english, shared]);
      return (id, values) => texts(id.startsWith(SHARED) ? id : prefix + id, values);
    },
  };
}
