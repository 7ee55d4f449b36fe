// Builds everything that runs in a browser into ../dist: the same sources give the same bytes.
// Names are stable, nothing carries a time or a path of the machine. No source maps are shipped.
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { build } from "esbuild";
import { functionsLeftOut, parsedTexts, shortWordLists } from "./smaller.mjs";
import { access, copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/** What is built: name in dist, without its ending, and source. A source that is not there yet is passed over. */
const entries = {
  reporter: "reporter/main.tsx",
  "reporter-worker": "reporter/worker.ts",
  "reporter-again": "reporter/again.ts",
  "reporter-later": "reporter/later.ts",
  casework: "casework/main.tsx",
  "casework-worker": "casework/worker.ts",
  "casework-estimator": "casework/estimator.ts",
  "casework-look": "casework/look.css",
  office: "office/main.tsx",
  "office-worker": "office/worker.ts",
  "office-look": "office/look.css",
  kit: "kit/kit.css",
  "words-fr": "seal/wordlists/list_fr.ts",
  "words-es": "seal/wordlists/list_es.ts",
  "words-it": "seal/wordlists/list_it.ts",
  "words-pt": "seal/wordlists/list_pt.ts",
  "words-cs": "seal/wordlists/list_cs.ts",
};

/** Pages: name in dist, source, and the Fluent file whose texts stand in it as {{id}}. */
const pages = {
  "reporter.html": ["reporter/index.html", "../../web/texts/en/reporter.ftl"],
  "casework.html": ["casework/index.html", "../../web/texts/en/casework.ftl"],
  "office.html": ["office/index.html", "../../web/texts/en/office.ftl"],
};

/** Copied as they are. */
const copies = { "mark.svg": "kit/mark.svg" };

/** What few people need, or need later, stays a file of its own, fetched when it is asked for: word lists beyond English, the estimator of
 * passphrases, the receipt made again, the reporter's later pages. */
const apart = {
  name: "apart",
  setup(builder) {
    builder.onResolve({ filter: /\/estimator\.ts$/ }, (found) =>
      found.kind === "dynamic-import" ? { path: "./casework-estimator.js", external: true } : undefined,
    );
    builder.onResolve({ filter: /\/again\.ts$/ }, (found) =>
      found.kind === "dynamic-import" ? { path: "./reporter-again.js", external: true } : undefined,
    );
    builder.onResolve({ filter: /\/later\.ts$/ }, (found) =>
      found.kind === "dynamic-import" ? { path: "./reporter-later.js", external: true } : undefined,
    );
    builder.onResolve({ filter: /\/list_(fr|es|it|pt|cs)\.ts$/ }, (found) =>
      found.kind === "dynamic-import"
        ? { path: `./words-${found.path.slice(-5, -3)}.js`, external: true }
        : undefined,
    );
  },
};

/** The reporter's later pages take from reporter.js what it has already (reporter/first_page.ts): it is loaded, and there must be one Preact only. */
const sharedWithFirst = {
  name: "shared-with-first",
  setup(builder) {
    builder.onResolve({ filter: /(\/first_page\.ts|^preact\/jsx-runtime)$/ }, () => ({ path: "./reporter.js", external: true }));
  },
};

/**
 * The age library can also seal to P-256 keys and passphrases. Ours refuses both before a key is tried (seal/hybrid.ts), so
 * their curves and scrypt stay out of the bundles, a tenth of the Worker; whoever calls them all the same gets an error.
 */
const otherKindsLeftOut = {
  name: "other-kinds-left-out",
  setup(builder) {
    const refuse = 'const refuse = () => { throw new Error("a kind of key that this client does not take"); };';
    const lengths = "{ seed: 48, secretKey: 32, publicKey: 33, publicKeyUncompressed: 65 }";
    const contents = {
      "@noble/curves/nist.js": `${refuse} const curve = { lengths: ${lengths}, Point: { Fn: {} }, keygen: refuse, getPublicKey: refuse, getSharedSecret: refuse };
        export { curve as p256, curve as p384, curve as p521 };`,
      "@noble/hashes/scrypt.js": `${refuse} export { refuse as scrypt };`,
    };
    builder.onResolve({ filter: /^@noble\/(curves\/nist|hashes\/scrypt)\.js$/ }, ({ path, importer }) =>
      // The one file under a passphrase that is ours to open: the organisation's key, in the office's Worker.
      importer.endsWith("/seal/organisation_key.ts") ? undefined : { path, namespace: "left-out" },
    );
    builder.onLoad({ filter: /.*/, namespace: "left-out" }, ({ path }) => ({ contents: contents[path], loader: "js" }));
  },
};

/** Settings that every bundle shares; tests, vectors and benchmarks use them too. */
export const shared = {
  absWorkingDir: here,
  bundle: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  plugins: [otherKindsLeftOut, functionsLeftOut, parsedTexts(here), shortWordLists],
};

const exists = (path) => access(path).then(() => true, () => false);

/** Puts texts in the place of {{id}}, escaped. An id that is not there stops the build. */
function fillPage(page, source) {
  const bundle = new FluentBundle("en", { useIsolating: false });
  bundle.addResource(new FluentResource(source));
  return page.replace(/\{\{([a-z0-9-]+)\}\}/g, (_, id) => {
    const pattern = bundle.getMessage(id)?.value;
    if (!pattern) throw new Error(`no text ${id}`);
    const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
    return bundle.formatPattern(pattern).replace(/[&<>"]/g, (sign) => escapes[sign]);
  });
}

/** One build for each entry, so that nothing is split into pieces that two pages would share. */
function settingsFor(source, outfile) {
  const own = source === entries["reporter-later"] ? [sharedWithFirst] : [];
  return { ...shared, entryPoints: [source], outfile, minify: true, platform: "browser", plugins: [...shared.plugins, ...own, apart] };
}

/** The sources of which something is in the bundle of an entry. */
export async function carriedBy(name) {
  const { metafile } = await build({ ...settingsFor(entries[name], join(here, "unwritten.js")), metafile: true, write: false });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  return inputs.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []));
}

/** Builds all entries that exist into `out`; returns the names written. */
export async function buildAll(out) {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const written = [];
  for (const [name, source] of Object.entries(entries)) {
    if (!(await exists(join(here, source)))) continue;
    const file = `${name}${source.endsWith(".css") ? ".css" : ".js"}`;
    await build(settingsFor(source, join(out, file)));
    written.push(file);
  }
  for (const [file, [source, texts]] of Object.entries(pages)) {
    if (!(await exists(join(here, source)))) continue;
    await writeFile(join(out, file), fillPage(await readFile(join(here, source), "utf8"), await readFile(join(here, texts), "utf8")));
    written.push(file);
  }
  for (const [file, source] of Object.entries(copies)) {
    if (!(await exists(join(here, source)))) continue;
    await copyFile(join(here, source), join(out, file));
    written.push(file);
  }
  return written;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const file of await buildAll(join(here, "../dist"))) console.log(file);
}
