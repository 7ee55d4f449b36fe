// A reporter with JavaScript off: forms, links and nothing else.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./place.mjs";
import { text } from "./texts.mjs";

const { questions } = JSON.parse(readFileSync(join(root, "crates/web/texts/questionnaire.json"), "utf8"));

const heading = (page, id) => page.getByRole("heading", { level: 1, name: text(id), exact: true });
const button = (page, id) => page.getByRole("button", { name: text(id), exact: true });

/** No page of the conversation may warn. */
async function expectNoWarning(page) {
  for (const id of ["plain-mailbox-warning-item", "plain-mailbox-warning-roster", "plain-mailbox-warning-missing"]) {
    assert.equal(await page.getByText(text(id)).count(), 0, id);
  }
}

/** Files a report over the forms; gives back the eight words. */
export async function filePlainReport(visitor, door, { what, files = [], leaveOut = [] }) {
  const { page } = visitor;
  await page.goto(door);
  await visitor.check("plain: first page");
  await page.getByRole("link", { name: text("start-report-go"), exact: true }).click();
  await visitor.check("plain: start");
  await button(page, "plain-start-begin").click();
  const words = await notePlainWords(visitor);
  await answer(visitor, { what, leaveOut });
  await heading(page, "plain-sent-title").waitFor();
  await page.getByText(text("plain-sent-nobody-told")).first().waitFor();
  await visitor.check("plain: stored");
  for (const file of files) await attach(visitor, file);
  return words;
}

async function notePlainWords(visitor) {
  const { page } = visitor;
  await heading(page, "plain-words-title").waitFor();
  const words = (await page.locator("ol.words > li").allInnerTexts()).map((word) => word.trim());
  assert.equal(words.length, 8);
  await visitor.check("plain: words");
  await button(page, "plain-words-noted").click();
  await heading(page, "plain-back-title").waitFor();
  const asked = [];
  for (let n = 1; n <= 8; n += 1) {
    const field = page.getByLabel(text("plain-back-word", { n }), { exact: true });
    if ((await field.count()) === 1) asked.push({ n, field });
  }
  assert.equal(asked.length, 2, "two words are asked back");
  for (const { n, field } of asked) await field.fill(words[n % 8]);
  await button(page, "plain-back-continue").click();
  await page.getByText(text("plain-back-wrong", { n: asked[0].n })).first().waitFor();
  await visitor.check("plain: two words, one wrong");
  for (const { n, field } of asked) await field.fill(words[n - 1]);
  await button(page, "plain-back-continue").click();
  return words;
}

async function answer(visitor, { what, leaveOut }) {
  const { page } = visitor;
  await heading(page, "plain-questions-title").waitFor();
  const main = page.getByRole("textbox", { name: questions.find((question) => question.required).title.en, exact: true });
  await visitor.check("plain: questions");
  await button(page, "plain-questions-send").click();
  await page.getByText(text("plain-fault-empty")).first().waitFor();
  await visitor.check("plain: nothing written");
  await main.fill(what);
  for (const name of leaveOut) await page.getByLabel(name).check();
  await button(page, "plain-questions-send").click();
}

async function attach(visitor, file) {
  const { page } = visitor;
  await page.getByLabel(text("plain-files-label")).setInputFiles(file);
  await button(page, "plain-files-attach").click();
  await page.getByText(text("plain-files-stored")).first().waitFor({ timeout: 120_000 });
  await page.getByText(file.name).first().waitFor();
  await visitor.check("plain: a file was stored");
}

/** Comes back with the words in one field, as typed. */
export async function comeBackPlain(visitor, door, typed, detail = "") {
  const { page } = visitor;
  await page.goto(door);
  await page.getByRole("link", { name: text("start-return-go"), exact: true }).click();
  await heading(page, "plain-return-title").waitFor();
  await visitor.check("plain: return");
  await page.getByLabel(text("plain-return-label"), { exact: true }).fill(typed);
  await button(page, "plain-return-open").click();
  await heading(page, "plain-mailbox-title").waitFor();
  await expectNoWarning(page);
  await visitor.check("plain: mailbox", detail);
}

/** Writes an answer, and sends one file after it. */
export async function writeBackPlain(visitor, message, file) {
  const { page } = visitor;
  await page.getByLabel(text("plain-mailbox-reply"), { exact: true }).fill(message);
  await button(page, "plain-mailbox-send").click();
  await page.getByText(text("plain-mailbox-sent")).first().waitFor();
  await page.getByText(message).first().waitFor();
  await visitor.check("plain: after an answer");
  if (file) await attach(visitor, file);
}
