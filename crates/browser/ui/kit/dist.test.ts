import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

declare const UI_FOLDER: string;
const dist = join(UI_FOLDER, "../dist");
const MOST_REQUESTS = 6;

/** Runs a piece of the build in a process of its own; gives back what it printed. */
function building(script: string): string {
  const run = spawnSync(process.execPath, ["--input-type=module", "-e", `import { buildAll, carriedBy } from ${JSON.stringify(join(UI_FOLDER, "build.mjs"))}; ${script}`], { encoding: "utf8" });
  assert.equal(run.status, 0, run.stderr);
  return run.stdout;
}

/** Builds into a folder that vanishes. */
function built(look: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "sottovoce-dist-"));
  try {
    building(`await buildAll(${JSON.stringify(folder)});`);
    look(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const carried = (entry: string) => JSON.parse(building(`console.log(JSON.stringify(await carriedBy(${JSON.stringify(entry)})));`)) as string[];

test("keys, sealing and word lists are in the Workers' bundles and not once more in the pages'", () => {
  // The words that a case can be told by hold no key and import nothing.
  const sealing = /^seal\/(?!card_terms\.ts$)|node_modules\/(@noble|@scure|age-encryption)\//;
  for (const page of ["reporter", "casework", "office"]) {
    assert.ok(carried(page).some((path) => path.includes("preact")), "the list is that of the bundle");
    assert.deepEqual(carried(page).filter((path) => sealing.test(path)), [], page);
    const worker = carried(`${page}-worker`);
    for (const part of ["seal/hybrid.ts", "wordlists/english.js"]) assert.ok(worker.some((path) => path.endsWith(part)), `${page}: ${part}`);
  }
});

test("what is fetched later takes Preact from the first page: two of them in one page do not know each other", () => {
  const has = (file: string): boolean => readFileSync(join(dist, file), "utf8").includes('Symbol.for("pv")');
  assert.ok(has("reporter.js"), "this is how Preact is known");
  assert.ok(!has("reporter-later.js"));
});

test("the committed files are what the sources give, byte for byte", () => {
  built((folder) => {
    assert.deepEqual(readdirSync(folder).sort(), readdirSync(dist).sort());
    for (const name of readdirSync(folder)) assert.ok(readFileSync(join(folder, name)).equals(readFileSync(join(dist, name))), `${name} differs: npm run build`);
  });
});

const page = readFileSync(join(dist, "reporter.html"), "utf8");
const linked = [...page.matchAll(/<(?:link|script|img)\b[^>]*?(?:href|src)="\/([^"]+)"/g)].map((found) => found[1] ?? "");

// How large they are as the server sends them is measured where it makes them smaller: crates/server/src/door/files.rs.
test("the first page is at most six requests", () => {
  const atStart = ["reporter.html", ...linked];
  // And channel.json, which the installation adds.
  assert.ok(atStart.length + 1 <= MOST_REQUESTS, atStart.join());
  assert.ok(atStart.includes("reporter.js") && atStart.includes("kit.css"));
});

test("nothing inline, nothing remote, nothing kept, no text turned into code", () => {
  for (const name of readdirSync(dist).filter((one) => one.endsWith(".html"))) {
    const html = readFileSync(join(dist, name), "utf8");
    assert.doesNotMatch(html, /<style|<script(?![^>]*src=)|\sstyle=|\son[a-z]+=|javascript:|\{\{/i, name);
    for (const [, address] of html.matchAll(/(?:href|src)="([^"]*)"/g)) {
      assert.ok(/^[/#][^/]?/.test(address ?? "") || address === "https://www.wikipedia.org/", `${name}: ${address ?? ""}`);
    }
  }
  for (const name of ["reporter.js", "reporter-worker.js"]) {
    const script = readFileSync(join(dist, name), "utf8");
    assert.doesNotMatch(script, /\beval\(|new Function|localStorage|sessionStorage|indexedDB|document\.cookie|document\.write|importScripts/, name);
  }
});

test("the first page can be used without script", () => {
  assert.match(page, /<a[^>]*href="\/plain"[^>]*>/);
  assert.match(page, /<a[^>]*href="\/plain\/return"[^>]*>/);
  assert.match(page, /<div id="app" hidden>/);
});
