// What makes the bundles smaller without changing what they do: texts are parsed and word lists shortened when they are built.
import { FluentResource } from "@fluent/bundle";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";

const idsIn = (text, pattern) => new Set([...text.matchAll(pattern)].map(([, id]) => id));

async function readAll(folder, wanted) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => wanted.test(name)).sort();
  return (await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")))).join("\n");
}

/** Ids that stand in a page of `folder` as {{id}} and in no source as "id", with the folder's name before it or not: the page has them already. */
async function idsOfThePageAlone(here, folder) {
  const inPage = idsIn(await readAll(join(here, folder), /\.html$/), /\{\{([a-z0-9-]+)\}\}/g);
  const sources = (await Promise.all([folder, "kit"].map((one) => readAll(join(here, one), /(?<!\.test|\.fixture)\.tsx?$/)))).join("\n");
  const named = idsIn(sources, /["`]([a-z0-9-]+)["`]/g);
  return new Set([...inPage].filter((id) => !named.has(id) && !named.has(id.replace(`${folder}-`, ""))));
}

/** Fluent files become their parsed messages, so that no bundle carries the parser, or remarks, or what stands in the page anyhow. */
export function parsedTexts(here) {
  return {
    name: "parsed-texts",
    setup(builder) {
      builder.onLoad({ filter: /\.ftl$/ }, async ({ path }) => {
        const folder = path.match(/([a-z]+)\.ftl$/)[1];
        const source = await readFile(path, "utf8");
        if (/\b(NUMBER|DATETIME)\s*\(/.test(source)) throw new Error(`${path} calls a function of Fluent's, and they are left out of the bundles`);
        const { body } = new FluentResource(source);
        // Texts without a page of their own leave nothing away.
        const spare = existsSync(join(here, folder)) ? await idsOfThePageAlone(here, folder) : new Set();
        return { contents: JSON.stringify(body.filter(({ id }) => !spare.has(id))), loader: "json" };
      });
    },
  };
}

/** Fluent's two functions stay out: no text of ours calls them, and one that did would stop the build above. */
export const functionsLeftOut = {
  name: "functions-left-out",
  setup(builder) {
    builder.onLoad({ filter: /@fluent\/bundle\/esm\/builtins\.js$/ }, () => ({ contents: "export const NUMBER = undefined, DATETIME = undefined;", loader: "js" }));
  },
};

/** A word list of the package becomes one text in which each word says how much it shares with the one before. */
export const shortWordLists = {
  name: "short-word-lists",
  setup(builder) {
    builder.onLoad({ filter: /@scure\/bip39\/wordlists\/[a-z]+\.js$/ }, async ({ path }) => {
      const { wordlist } = await import(pathToFileURL(path).href);
      let before = "";
      const short = wordlist.map((word) => {
        if (/\d/.test(word)) throw new Error(`${relative(dirname(path), path)}: a digit in a word`);
        let same = 0;
        while (same < 9 && same < before.length && before[same] === word[same]) same += 1;
        before = word;
        return `${same}${word.slice(same)}`;
      });
      const contents = `let before = "";
        export const wordlist = Array.from(${JSON.stringify(short.join(""))}.matchAll(/(\\d)(\\D*)/g), ([, same, rest]) => (before = before.slice(0, same) + rest));`;
      return { contents, loader: "js" };
    });
  },
};
