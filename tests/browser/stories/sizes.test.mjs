// What somebody counts who sees only how much passes on the line: reports of one bucket look alike, and so do right and wrong words.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, Visitor } from "../harness/browser.mjs";
import { enrol } from "../harness/handler.mjs";
import { House } from "../harness/house.mjs";
import { fileReport, typeWords } from "../harness/reporter.mjs";
import { filePlainReport } from "../harness/plain.mjs";
import { Relay } from "../harness/relay.mjs";
import { text } from "../harness/texts.mjs";

const short = "It leaks.";
const longer = "The door of the server room stands open at night, and nobody closes it. ".repeat(12).trim();
const longest = "The door of the server room stands open at night, and nobody closes it. ".repeat(600).trim();

let browser;
let house;
let relay;

before(async () => {
  [browser, house] = await Promise.all([launch(), House.open()]);
  const handler = await Visitor.arrive(browser);
  await enrol(handler, await house.enrolment(), "anna");
  await handler.leave(house.staff);
  relay = await Relay.before(house.reporters);
});

after(async () => {
  await browser?.close();
  await relay?.close();
  await house?.close();
});

/** A visit in a fresh browser; gives back what it gave, and what passed from its first request to its end. */
async function counted(script, visit) {
  const visitor = await Visitor.arrive(browser, { script });
  await relay.take();
  const given = await visit(visitor);
  const passed = await relay.take();
  await visitor.leave(relay.address);
  return { given, passed };
}

/** Eight words that were drawn and never used; as many letters as `like`, since a form without script cannot hide how much is typed. */
async function unusedWords(like) {
  for (let tries = 0; tries < 300; tries += 1) {
    const page = await (await fetch(`${house.reporters}/plain/words`, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" } })).text();
    const words = [...page.matchAll(/<ol class="words"[^>]*>([\s\S]*?)<\/ol>/g)].flatMap(([, list]) => [...list.matchAll(/<li>([^<]+)<\/li>/g)].map(([, word]) => word.trim()));
    assert.equal(words.length, 8, "the page shows eight words");
    if (words.join("").length === like.join("").length) return words;
  }
  throw new Error("no words of that length were drawn");
}

test("with JavaScript: a short and a longer report of one bucket are equal both ways, a whole visit long", { timeout: 600_000 }, async () => {
  const visit = (what) => counted(true, (visitor) => fileReport(visitor, relay.address, { what }));
  const first = await visit(short);
  assert.ok(first.passed.up > 8192 && first.passed.down > 65_536, `the relay counts: ${JSON.stringify(first.passed)}`);
  assert.deepEqual((await visit(longer)).passed, first.passed);
  assert.ok((await visit(longest)).passed.up > first.passed.up + 4096, "a report of another bucket is longer: the relay counts");
});

test("with JavaScript: right and wrong words are equal both ways", { timeout: 600_000 }, async () => {
  const { given: words } = await counted(true, (visitor) => fileReport(visitor, relay.address, { what: short }));
  const visit = (typed, shown) => counted(true, async (visitor) => {
    await typeWords(visitor, relay.address, typed);
    await shown(visitor.page).waitFor({ timeout: 120_000 });
  });
  const right = await visit(words, (page) => page.getByRole("heading", { level: 1, name: text("box-title"), exact: true }));
  const wrong = await visit(await unusedWords(words), (page) => page.getByText(text("return-nothing")).first());
  assert.ok(right.passed.down > 65_536);
  assert.deepEqual(wrong.passed, right.passed);
});

test("without JavaScript: reports are answered alike, and right and wrong words are equal both ways", { timeout: 600_000 }, async () => {
  const file = (what) => counted(false, (visitor) => filePlainReport(visitor, relay.address, { what }));
  const one = await file(short);
  const other = await file(longer);
  assert.equal(other.passed.down, one.passed.down);
  // A form without script sends what was typed as it is: the page says so, and the threat model.
  assert.ok(other.passed.up > one.passed.up + 500, "the relay counts");

  const visit = (typed, shown) => counted(false, async (visitor) => {
    const { page } = visitor;
    await page.goto(`${relay.address}/plain/return`);
    await page.getByLabel(text("plain-return-label"), { exact: true }).fill(typed.join(" "));
    await page.getByRole("button", { name: text("plain-return-open"), exact: true }).click();
    await shown(page).waitFor();
  });
  const right = await visit(one.given, (page) => page.getByRole("heading", { level: 1, name: text("plain-mailbox-title"), exact: true }));
  const wrong = await visit(await unusedWords(one.given), (page) => page.getByText(text("plain-wrong-nothing")).first());
  assert.ok(right.passed.down > 65_536);
  assert.deepEqual(wrong.passed, right.passed);
});
