// A reporter with JavaScript, doing what a person does: reads a heading, fills in a field, presses a button.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./place.mjs";
import { text } from "./texts.mjs";

const { questions } = JSON.parse(readFileSync(join(root, "crates/web/texts/questionnaire.json"), "utf8"));
export const titleOf = (id) => questions.find((question) => question.id === id).title.en;

const heading = (page, id) => page.getByRole("heading", { level: 1, name: text(id), exact: true });
const button = (page, id, values) => page.getByRole("button", { name: text(id, values), exact: true });

/** Nothing may be said to be wrong. */
async function expectNoFinding(page) {
  assert.equal(await page.getByRole("heading", { name: text("finding-title") }).count(), 0, "something does not fit together");
}

/** Which heading is shown now; waits until it is another than `before`. */
async function nextHeading(page, before) {
  await page.waitForFunction((old) => {
    const shown = document.querySelector("main h1")?.textContent?.trim() ?? "";
    return shown !== "" && shown !== old;
  }, before);
  return (await page.locator("main h1").first().innerText()).trim();
}

/**
 * Files a report from the first page on. `files` are Playwright payloads, `leaveOut` names shown.
 * `onCheck` is done where the answers are checked. `renewed` are names that must stand on a list of people that changed in the meantime. Gives back the eight words.
 */
export async function fileReport(visitor, door, { what, answers = {}, files = [], leaveOut = [], renewed = [], onCheck = async () => undefined }) {
  const { page } = visitor;
  await page.goto(door);
  await heading(page, "start-title").waitFor();
  await visitor.check("start");
  await page.getByRole("link", { name: text("start-report-go"), exact: true }).click();
  await heading(page, "advice-title").waitFor();
  await visitor.check("advice");
  await button(page, "advice-begin").click();
  await answer(visitor, { what, answers, leaveOut });
  await heading(page, "files-title").waitFor();
  await visitor.check("files");
  await addFiles(page, files);
  await button(page, "next").click();
  await heading(page, "check-title").waitFor();
  await page.getByText(what).first().waitFor();
  await visitor.check("check");
  await onCheck(visitor);
  await button(page, "next").click();
  const words = await noteWords(visitor);
  await heading(page, "send-title").waitFor();
  await visitor.check("send");
  await button(page, "send-now").click();
  if (renewed.length > 0) await lookAgain(visitor, renewed);
  await heading(page, "sent-title").waitFor({ timeout: 240_000 });
  await visitor.check("sent");
  await page.getByText(text("sent-unseen")).first().waitFor();
  assert.equal(await page.getByText(text("sent-receipt-bad")).count(), 0, "the receipt holds");
  return words;
}

/** The list of people changed: it is said, shown again, and the report goes out all the same. */
async function lookAgain(visitor, names) {
  const { page } = visitor;
  await page.getByRole("alert").getByText(text("fail-readers-changed")).waitFor({ timeout: 120_000 });
  for (const name of names) await page.getByRole("listitem").filter({ hasText: name }).waitFor();
  await visitor.check("send: the list of people changed");
  await button(page, "try-again").click();
}

/** Goes through the questions, answering the given ones and passing over the others. */
async function answer(visitor, { what, answers, leaveOut }) {
  const { page } = visitor;
  const given = { what, ...answers };
  let shown = await nextHeading(page, text("advice-title"));
  while (shown !== text("files-title")) {
    const question = questions.find((one) => one.title.en === shown);
    assert.ok(question, `an unknown question: ${shown}`);
    await visitor.check("question", question.id);
    if (question.required) await refusesNothing(page);
    const value = given[question.id];
    if (question.kind === "people" && leaveOut.length > 0) {
      await page.getByLabel(text("people-some")).check();
      for (const name of leaveOut) await page.getByLabel(name).check();
    } else if (value !== undefined && question.options) {
      const titles = [value].flat().map((one) => question.options.find((option) => option.value === one).title.en);
      for (const title of titles) await page.getByLabel(title, { exact: false }).check();
    } else if (value !== undefined) {
      await page.getByLabel(titleOf(question.id)).fill(value);
    }
    await button(page, "next").click();
    shown = await nextHeading(page, shown);
  }
}

/** The one question that must be answered says so, and leads to its field. */
async function refusesNothing(page) {
  await button(page, "next").click();
  await page.getByRole("alert").getByText(text("fault-required")).waitFor();
}

async function addFiles(page, files) {
  if (files.length === 0) return;
  await page.getByLabel(text("files-choose")).setInputFiles(files);
  for (const { name } of files) await page.getByRole("button", { name: text("files-remove-name", { name }) }).waitFor();
}

/** Reads the eight words, first types a wrong one, then proves having noted two. */
async function noteWords(visitor) {
  const { page } = visitor;
  await heading(page, "words-title").waitFor();
  const list = page.locator("ol.words > li");
  await list.nth(7).waitFor();
  const words = (await list.allInnerTexts()).map((word) => word.trim());
  assert.equal(words.length, 8);
  await visitor.check("words");
  await button(page, "words-noted").click();
  await heading(page, "back-title").waitFor();
  const asked = [];
  for (let n = 1; n <= 8; n += 1) {
    const field = page.getByLabel(text("back-nth", { n }), { exact: true });
    if ((await field.count()) === 1) asked.push({ n, field });
  }
  assert.equal(asked.length, 2, "two words are asked back");
  for (const { n, field } of asked) await field.fill(words[n % 8]);
  await button(page, "next").click();
  await page.getByRole("alert").getByText(text("back-wrong", { n: asked[0].n })).waitFor();
  await visitor.check("two words asked back, one wrong");
  for (const { n, field } of asked) await field.fill(words[n - 1]);
  await button(page, "next").click();
  return words;
}

/** Types the eight words and asks for what is behind them. */
export async function typeWords(visitor, door, typed) {
  const { page } = visitor;
  await page.goto(door);
  await page.getByRole("link", { name: text("start-return-go"), exact: true }).click();
  await heading(page, "return-title").waitFor();
  await visitor.check("return");
  for (const [place, word] of typed.entries()) await page.getByLabel(text("return-nth", { n: place + 1 }), { exact: true }).fill(word);
  await button(page, "return-open").click();
}

/** Comes back with eight words as they were typed; waits for the conversation. */
export async function comeBack(visitor, door, typed, detail = "") {
  const { page } = visitor;
  await typeWords(visitor, door, typed);
  await heading(page, "box-title").waitFor({ timeout: 120_000 });
  await expectNoFinding(page);
  await visitor.check("report and answers", detail);
}

/** Has the receipt made again, and looked for in the public log. Gives the receipt that can be saved. */
export async function lookOnRecord(visitor) {
  const { page } = visitor;
  await button(page, "box-receipt").click();
  await page.getByText("Your report is on record: it stands in delivery").waitFor({ timeout: 60_000 });
  const saving = page.waitForEvent("download");
  await button(page, "sent-receipt-save").click();
  const saved = readFileSync(await (await saving).path(), "utf8");
  await visitor.check("report and answers", "on record");
  return saved;
}

/** Writes back, with files. */
export async function writeBack(visitor, message, files = []) {
  const { page } = visitor;
  await page.getByLabel(text("reply-label"), { exact: true }).fill(message);
  await addFiles(page, files);
  await button(page, "reply-send").click();
  await page.getByRole("status").getByText(text("reply-sent-soon")).waitFor({ timeout: 240_000 });
  await page.getByText(message).first().waitFor();
  await expectNoFinding(page);
  await visitor.check("after an answer");
}

/** Saves an attachment and gives back its bytes. */
export async function saveAttachment(visitor, name) {
  const { page } = visitor;
  const saved = page.waitForEvent("download", { timeout: 120_000 });
  await page.getByRole("button", { name: text("attach-get-name", { name }) }).click();
  const download = await saved;
  assert.equal(download.suggestedFilename(), name);
  return readFileSync(await download.path());
}

/** The words as a tired person types them: capitals, four letters, a wrong accent, by turns. */
export function typedCarelessly(words) {
  return words.map((word, place) => {
    const short = word.normalize("NFD").replace(/\p{M}/gu, "").slice(0, 4);
    if (place % 3 === 0) return word.toUpperCase();
    if (place % 3 === 1 && short.length === 4) return short;
    return word.replace(/[aeiou]/, (vowel) => ({ a: "á", e: "é", i: "ï", o: "ô", u: "ü" })[vowel]);
  });
}
