// The product's own texts, so that stories look for what people read and do not rot when a wording changes.
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./place.mjs";

const folder = join(root, "crates/web/texts/en");

function load() {
  const bundle = new FluentBundle("en", { useIsolating: false });
  for (const name of readdirSync(folder).filter((name) => name.endsWith(".ftl"))) {
    const errors = bundle.addResource(new FluentResource(readFileSync(join(folder, name), "utf8")));
    if (errors.length > 0) throw new Error(`${name}: ${errors.join("; ")}`);
  }
  return bundle;
}

const bundle = load();

/** The text `id` (or `id.attribute`) as the pages show it; a missing one is an error, never an empty string. */
export function text(id, values = {}) {
  const [name, attribute] = id.split(".");
  const message = bundle.getMessage(name);
  const pattern = attribute === undefined ? message?.value : message?.attributes[attribute];
  if (!pattern) throw new Error(`no text ${id}`);
  const errors = [];
  const shown = bundle.formatPattern(pattern, values, errors);
  if (errors.length > 0) throw new Error(`${id}: ${errors.join("; ")}`);
  return shown;
}
