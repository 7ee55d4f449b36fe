// Measures the browser's sealing in firefox-esr, as Tor Browser sets it up at "Standard" and at "Safer".
//   node bench/run.mjs [standard,safer]
// Needs Linux and firefox-esr; puppeteer-core is fetched into a temporary folder. Prints one table in Markdown.
// What is counted is the processor's time of the Worker's thread, best of three rounds: other work on the machine, and the
// browser's clock, which resistFingerprinting makes coarse, do not enter.
import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { shared } from "../build.mjs";

const PUPPETEER = "25.16.0";
const FIREFOX = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
const LONGEST = 10 * 60_000;
/** Takes so long that once is enough. */
const SLOW = "a passphrase of the staff";

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
globalThis.ask = (message) => new Promise((resolve, reject) => {
  worker.onmessage = ({ data }) => (data.failed ? reject(new Error(data.failed)) : resolve(data.value));
  worker.onerror = ({ message: text }) => reject(new Error(text));
  worker.postMessage(message);
});`;

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

const read = (path) => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};

/** Threads called "DOM Worker" of a process and all that it started. */
function workerThreads(root) {
  const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const parents = new Map(processes.map((pid) => [pid, read(`/proc/${pid}/stat`).replace(/^.*\) . (\d+) .*$/s, "$1")]));
  const within = (pid) => pid !== undefined && (pid === String(root) || within(parents.get(pid)));
  return processes.filter(within).flatMap((pid) => {
    const threads = readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`);
    return threads.filter((path) => read(`${path}/comm`).startsWith("DOM Worker"));
  });
}

/** Milliseconds that the processor has spent on the threads. */
function spent(threads) {
  return threads.reduce((sum, path) => sum + Number(read(`${path}/schedstat`).split(" ")[0]) / 1e6, 0);
}

async function measureAt(puppeteer, address, preferences) {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: FIREFOX,
    headless: true,
    protocolTimeout: LONGEST,
    extraPrefsFirefox: preferences,
    env: { ...process.env, MOZ_DISABLE_CONTENT_SANDBOX: "1" },
  });
  try {
    const tab = await browser.newPage();
    await tab.goto(address);
    const ask = (message) => tab.evaluate((given) => globalThis.ask(given), message);
    const names = await ask({});
    const threads = workerThreads(browser.process().pid);
    if (threads.length === 0) throw new Error("no Worker's thread found");
    const results = [];
    for (const name of names) {
      const rounds = [];
      for (let round = 0; round < (name === SLOW ? 1 : 3); round++) {
        const before = spent(threads);
        const count = await ask({ name, round: name === SLOW ? 1 : 2000 });
        rounds.push((spent(threads) - before) / count);
      }
      results.push([name, Math.min(...rounds)]);
    }
    return results;
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
