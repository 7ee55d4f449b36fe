// One Chromium for all stories, and pages that notice what no page of ours may do: break accessibility rules,
// throw, log an error, violate its own content policy, or speak to anybody but its own door.
import { chromium } from "playwright-core";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import assert from "node:assert/strict";
import { join } from "node:path";
import { screens } from "./screens.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const flags = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });
}

/** A person at a browser: own storage, own pages. `script: false` is JavaScript off. `complaints` must stay empty. */
export class Visitor {
  constructor(browser, context, page, script) {
    Object.assign(this, { browser, context, page, script, complaints: [], seen: new Set(), requests: [] });
    page.on("pageerror", (error) => this.complaints.push(`thrown: ${error.message}`));
    page.on("console", (message) => {
      if (expected(message)) return;
      if (message.type() === "error" || /Content.Security.Policy|TrustedHTML|TrustedScript/i.test(message.text())) {
        this.complaints.push(`console: ${message.text()} (${message.location().url})`);
      }
    });
    context.on("request", (request) => this.requests.push(request.url()));
  }

  /** `pictures` is a folder: then every screen that is looked at is kept there as a picture. */
  static async arrive(browser, { script = true, width = 1280, height = 800, dark = false, pictures, ...rest } = {}) {
    const context = await browser.newContext({
      javaScriptEnabled: script, viewport: { width, height }, colorScheme: dark ? "dark" : "light", locale: "en-GB",
      ignoreHTTPSErrors: true, acceptDownloads: true, reducedMotion: "reduce", ...rest,
    });
    context.setDefaultTimeout(30_000);
    const visitor = new Visitor(browser, context, await context.newPage(), script);
    visitor.pictures = pictures;
    visitor.suffix = `${width}-${dark ? "dark" : "light"}-${script ? "script" : "plain"}`;
    return visitor;
  }

  /** Runs axe on what is shown now, and keeps a picture where asked. `name` is one of the screens; `detail` tells two of a kind apart. */
  async check(name, detail = "") {
    assert.ok(name in screens, `an unknown screen: ${name}`);
    if (this.pictures) {
      mkdirSync(this.pictures, { recursive: true });
      const file = `${name} ${detail}`.trim().replaceAll(/[^a-z0-9]+/gi, "-");
      await this.page.screenshot({ path: join(this.pictures, `${file}-${this.suffix}.png`), fullPage: true });
    }
    const { scrollWidth, clientWidth } = await this.page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return { scrollWidth, clientWidth };
    });
    assert.ok(scrollWidth <= clientWidth, `${name} ${detail}: ${scrollWidth} px wide, and only ${clientWidth} are seen`);
    const ids = await this.page.evaluate(() => [...document.querySelectorAll("[id]")].map(({ id }) => id));
    assert.deepEqual(ids.filter((id, at) => ids.indexOf(id) !== at), [], `${name} ${detail}: ids that stand twice`);
    const found = this.script ? await judge(this.page) : await this.judgedWithScript();
    const lines = found.map(({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join("\n    ")}`);
    assert.deepEqual(lines, [], `${name} ${detail}: accessibility`);
    this.seen.add(name);
  }

  // axe needs timers, which a page without scripts does not have: the same bytes are shown once more beside it.
  async judgedWithScript() {
    const url = this.page.url();
    const html = await this.page.content();
    const context = await this.browser.newContext({ ignoreHTTPSErrors: true, viewport: this.page.viewportSize() });
    try {
      const page = await context.newPage();
      const bare = html.replace(/<script\b[^>]*>[\s\S]*?<\/script>/gi, "");
      await page.route(url, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: bare }), { times: 1 });
      await page.goto(url);
      return await judge(page);
    } finally {
      await context.close();
    }
  }

  /** Ends the visit: nothing may have been complained about, and nobody else may have been spoken to. */
  async leave(...doors) {
    const strangers = this.requests.filter((url) => !url.startsWith("blob:") && !url.startsWith("data:") && !doors.some((door) => new URL(url).origin === new URL(door).origin));
    await this.context.close();
    assert.deepEqual(this.complaints, [], "the pages complained");
    assert.deepEqual(strangers, [], "somebody else was asked");
  }
}

/** The browser reports every refusal as an error of its own; a wrong passphrase or code and a raced post are none of ours. */
function expected(message) {
  return /status of (401|403|409)/.test(message.text()) && new URL(message.location().url).pathname.startsWith("/api/");
}

async function judge(page) {
  // Evaluated by the browser's own inspector, so the page's policy stays as strict as it is.
  await page.evaluate(axe);
  const result = await page.evaluate((values) => globalThis.axe.run(globalThis.document, { runOnly: { type: "tag", values } }), rules);
  return result.violations;
}
