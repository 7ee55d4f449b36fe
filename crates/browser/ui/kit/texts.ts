/**
 * Texts: Fluent messages, bundled at build time. Keeps no sentence of its own; never falls back silently in a test.
 * The same files serve the plain pages (crates/web/texts).
 */
import { FluentBundle, type FluentResource } from "@fluent/bundle";

/** A Fluent file's messages, parsed when the bundle was built (smaller.mjs). */
export type Messages = FluentResource["body"];

/** A text by its id; `$names` in it are filled from `values`. */
export type Texts = (id: string, values?: Record<string, string | number>) => string;

/**
 * @param language BCP 47, decides how numbers are written and plurals chosen
 * @param files messages; a later file may not redefine an id of an earlier one
 * @returns a function; an unknown id or a missing value comes back as the id in brackets, so that it is seen
 */
export function makeTexts(language: string, files: readonly Messages[]): Texts {
  // Isolating marks would end up in what people copy; they come with the first right-to-left language.
  const bundle = new FluentBundle(language, { useIsolating: false });
  for (const body of files) {
    const errors = bundle.addResource({ body });
    if (errors.length > 0) throw new Error(`texts: ${String(errors[0])}`);
  }
  return (id, values) => {
    const pattern = bundle.getMessage(id)?.value;
    if (!pattern) return `[${id}]`;
    const errors: Error[] = [];
    const text = bundle.formatPattern(pattern, values ?? {}, errors);
    return errors.length > 0 ? `[${id}]` : text;
  };
}
