// Builds everything that runs in a browser into ../dist: the same sources give the same bytes.
// Names are stable, nothing carries a time or a path of the machine. No source maps are shipped.
import { build } from "esbuild";
import { access, copyFile, mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/** What is built: name in dist, without its ending, and source. A source that is not there yet is passed over. */
const entries = {
  reporter: "reporter/main.ts",
  "reporter-worker": "reporter/worker.ts",
  casework: "casework/main.tsx",
  "casework-worker": "casework/worker.ts",
  "casework-estimator": "casework/estimator.ts",
  "casework-look": "casework/look.css",
  kit: "kit/kit.css",
  "words-fr": "seal/wordlists/list_fr.ts",
  "words-es": "seal/wordlists/list_es.ts",
  "words-it": "seal/wordlists/list_it.ts",
  "words-pt": "seal/wordlists/list_pt.ts",
  "words-cs": "seal/wordlists/list_cs.ts",
};

/** Pages copied as they are, when they exist. */
const pages = {
  "reporter.html": "reporter/index.html",
  "casework.html": "casework/index.html",
};

/** What few people need stays a file of its own, fetched when it is asked for: word lists beyond English, the estimator of passphrases. */
const apart = {
  name: "apart",
  setup(builder) {
    builder.onResolve({ filter: /\/estimator\.ts$/ }, (found) =>
      found.kind === "dynamic-import" ? { path: "./casework-estimator.js", external: true } : undefined,
    );
    builder.onResolve({ filter: /\/list_(fr|es|it|pt|cs)\.ts$/ }, (found) =>
      found.kind === "dynamic-import"
        ? { path: `./words-${found.path.slice(-5, -3)}.js`, external: true }
        : undefined,
    );
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
  loader: { ".ftl": "text" },
};

const exists = (path) => access(path).then(() => true, () => false);

/** Builds all entries that exist into `out`; returns the names written. */
export async function buildAll(out) {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const written = [];
  for (const [name, source] of Object.entries(entries)) {
    if (!(await exists(join(here, source)))) continue;
    // One build for each entry, so that nothing is split into pieces that two pages would share.
    const file = `${name}${source.endsWith(".css") ? ".css" : ".js"}`;
    await build({
      ...shared,
      entryPoints: [source],
      outfile: join(out, file),
      minify: true,
      platform: "browser",
      plugins: [apart],
    });
    written.push(file);
  }
  for (const [file, source] of Object.entries(pages)) {
    if (!(await exists(join(here, source)))) continue;
    await copyFile(join(here, source), join(out, file));
    written.push(file);
  }
  return written;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const file of await buildAll(join(here, "../dist"))) console.log(file);
}
