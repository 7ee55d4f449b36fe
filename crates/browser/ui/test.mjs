// Bundles every *.test.ts into a folder of its own and hands them to node's test runner.
// `npm test` runs all; `npm test seal/words` those whose path contains the given text.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { shared } from "./build.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);

function testsIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name === "node_modules") return [];
    if (entry.isDirectory()) return testsIn(path);
    return /\.test\.tsx?$/.test(entry.name) ? [relative(here, path)] : [];
  });
}

const tests = testsIn(here).filter((path) => wanted.length === 0 || wanted.some((text) => path.includes(text)));
if (tests.length === 0) {
  console.error("no test matches", wanted.join(" "));
  process.exit(1);
}
const out = mkdtempSync(join(tmpdir(), "sottovoce-ui-"));
let status = 1;
try {
  await build({
    ...shared,
    entryPoints: tests,
    outdir: out,
    outbase: here,
    outExtension: { ".js": ".mjs" },
    platform: "node",
    sourcemap: "inline",
    define: { UI_FOLDER: JSON.stringify(here) },
  });
  const files = tests.map((path) => join(out, path.replace(/\.tsx?$/, ".mjs")));
  const run = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...files], { stdio: "inherit" });
  status = run.status ?? 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
process.exit(status);
