// Measures the browser's sealing in firefox-esr, as Tor Browser sets it up at "Standard" and at "Safer".
//   node bench/run.mjs [standard,safer]
// Needs firefox-esr; puppeteer-core is fetched into a temporary folder. Prints one table in Markdown.
import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { shared } from "../build.mjs";

const PUPPETEER = "25.16.0";
const FIREFOX = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
const LONGEST = 30 * 60_000;

const standard = {
  "browser.privatebrowsing.autostart": true,
  "privacy.resistFingerprinting": true,
  "media.peerconnection.enabled": false,
  "webgl.disabled": true,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
};
const safer = {
  ...standard,
  "javascript.options.ion": false,
  "javascript.options.baselinejit": false,
  "javascript.options.native_regexp": false,
  "javascript.options.asmjs": false,
  "javascript.options.wasm": false,
  "mathml.disabled": true,
  "gfx.font_rendering.graphite.enabled": false,
  "gfx.font_rendering.opentype_svg.enabled": false,
};
const levels = { standard, safer };

const page = `<!doctype html><meta charset="utf-8"><title>measure</title><script type="module" src="/page.js"></script>`;
const script = `
const worker = new Worker("/measure.js", { type: "module" });
globalThis.results = [];
worker.onmessage = ({ data }) => {
  if (data.name) globalThis.results.push([data.name, data.milliseconds]);
  else globalThis.ended = data.failed ?? "done";
};
worker.onerror = ({ message }) => { globalThis.ended = message; };`;

async function serve() {
  const { outputFiles } = await build({
    ...shared,
    entryPoints: ["bench/measure.ts"],
    minify: true,
    platform: "browser",
    write: false,
  });
  const files = {
    "/": ["text/html", page],
    "/page.js": ["text/javascript", script],
    "/measure.js": ["text/javascript", outputFiles[0].text],
  };
  const server = createServer((request, response) => {
    const [type, body] = files[request.url] ?? ["text/plain", ""];
    response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

async function measureAt(puppeteer, address, preferences) {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: FIREFOX,
    headless: true,
    extraPrefsFirefox: preferences,
    env: { ...process.env, MOZ_DISABLE_CONTENT_SANDBOX: "1" },
  });
  try {
    const tab = await browser.newPage();
    await tab.goto(address);
    const end = Date.now() + LONGEST;
    for (;;) {
      const [ended, results] = await tab.evaluate(() => [globalThis.ended, globalThis.results]);
      if (ended === "done") return results;
      if (ended !== undefined) throw new Error(ended);
      if (Date.now() > end) throw new Error(`nothing more after ${results.at(-1)?.[0] ?? "the start"}`);
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  } finally {
    await browser.close();
  }
}

const wanted = (process.argv[2] ?? "standard,safer").split(",");
const folder = mkdtempSync(join(tmpdir(), "sottovoce-bench-"));
const server = await serve();
try {
  execFileSync("npm", ["install", "--silent", "--no-save", "--ignore-scripts", "--prefix", folder, `puppeteer-core@${PUPPETEER}`], { stdio: "inherit" });
  const found = createRequire(join(folder, "x.js")).resolve("puppeteer-core");
  const { default: puppeteer } = await import(pathToFileURL(found).href);
  const columns = [];
  for (const level of wanted) columns.push(await measureAt(puppeteer, `http://127.0.0.1:${server.address().port}/`, levels[level]));
  const digits = (value) => (value < 10 ? value.toFixed(1) : String(Math.round(value)));
  console.log(`| milliseconds | ${wanted.join(" | ")} |\n|---|${"---|".repeat(wanted.length)}`);
  columns[0].forEach(([name], row) => console.log(`| ${name} | ${columns.map((column) => digits(column[row][1])).join(" | ")} |`));
} finally {
  server.close();
  rmSync(folder, { recursive: true, force: true });
}
