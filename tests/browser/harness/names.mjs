// A reporter's name that keepers keep: leaving it, asking for it, agreeing or saying no, being shown it.
import assert from "node:assert/strict";
import { secondStep } from "./handler.mjs";
import { until } from "./place.mjs";
import { text } from "./texts.mjs";

const say = (id, values) => text(id.startsWith("staff-") ? id : `casework-${id}`, values);
const button = (page, id, values) => page.getByRole("button", { name: say(id, values), exact: true });
const heading = (page, id) => page.getByRole("heading", { level: 1, name: say(id), exact: true });

/** Unfolds the part of a page where a name is left. */
async function unfold(page) {
  const folded = page.locator("details", { hasText: text("name-summary") });
  if ((await folded.getAttribute("open")) === null) await page.getByText(text("name-summary"), { exact: true }).click();
}

/** On the page where answers are checked: reads who the keepers are, and writes a name. */
export async function leaveName(visitor, { name, contact, keepers }) {
  const { page } = visitor;
  await unfold(page);
  await page.getByText(text("name-keepers", { names: [...keepers].sort().join(" · ") })).waitFor();
  await page.getByLabel(text("name-contact"), { exact: true }).fill(contact);
  await page.getByRole("button", { name: text("next"), exact: true }).click();
  await page.getByRole("alert").getByText(text("name-fault")).waitFor();
  await page.getByLabel(text("name-label"), { exact: true }).fill(name);
  await visitor.check("check: a name for keepers");
}

/** Leaves out keepers on the page of people until fewer than two are left, and lets them in again: what was half typed is there still. */
export async function tooFewKeepers(visitor, { question, leaveOut, name }) {
  const { page } = visitor;
  const people = async (change) => {
    await page.getByRole("button", { name: text("check-change-name", { name: question }), exact: true }).click();
    await change();
    await page.getByRole("button", { name: text("next"), exact: true }).click();
    await page.getByRole("heading", { level: 1, name: text("check-title"), exact: true }).waitFor();
  };
  await people(async () => {
    await page.getByLabel(text("people-some")).check();
    for (const one of leaveOut) await page.getByLabel(one).check();
  });
  await page.getByText(text("name-few-left"), { exact: true }).waitFor();
  await page.getByText(text("name-not-sent"), { exact: true }).waitFor();
  await visitor.check("check: too few keepers are left");
  await people(async () => {
    for (const one of leaveOut) await page.getByLabel(one).uncheck();
    await page.getByLabel(text("people-none")).check();
  });
  assert.equal(await page.getByLabel(text("name-label"), { exact: true }).inputValue(), name);
}

/** Beside the answers: leaves a name later. */
export async function leaveNameLater(visitor, { name, contact = "" }) {
  const { page } = visitor;
  await unfold(page);
  await page.getByLabel(text("name-label"), { exact: true }).fill(name);
  await page.getByLabel(text("name-contact"), { exact: true }).fill(contact);
  await visitor.check("report and answers: leaving a name");
  await page.getByRole("button", { name: text("name-send"), exact: true }).click();
  await page.getByRole("status").getByText(text("name-sent-soon")).waitFor({ timeout: 240_000 });
  await page.getByText(text("talk-name-left")).first().waitFor();
  assert.equal(await page.getByLabel(text("name-label"), { exact: true }).inputValue(), "", "what was sent is not kept");
}

/** The open mailbox says who knows the name, and why. */
export async function readWhoKnows(visitor, { name, reason }) {
  const { page } = visitor;
  await page.getByText(text("talk-name-known", { name })).waitFor();
  await page.getByText(reason, { exact: true }).waitFor();
  await visitor.check("report and answers: somebody knows the name");
}

/** Signs in somebody who keeps names and reads no cases: they come to their requests. */
export async function signInAsKeeper(visitor, door, name, passphrase, factor) {
  const { page } = visitor;
  await page.goto(door);
  await heading(page, "signin-title").waitFor();
  await page.getByLabel(say("signin-name"), { exact: true }).fill(name);
  await page.getByLabel(say("signin-passphrase"), { exact: true }).fill(passphrase);
  await button(page, "signin-go").click();
  await secondStep(visitor, factor);
  await heading(page, "requests-title").waitFor({ timeout: 120_000 });
}

/** Presses, and shows the second factor where the server asks for it once more. */
async function pressing(page, press, done, app) {
  await press.click();
  const again = page.getByRole("dialog", { name: say("staff-again-title"), exact: true });
  await until("an answer", async () => (await done.count()) > 0 || (await again.count()) > 0, 60);
  if ((await again.count()) === 0) return;
  await again.getByLabel(say("staff-code"), { exact: true }).fill(await app.code());
  await again.getByRole("button", { name: say("staff-again-go"), exact: true }).click();
  await done.waitFor({ timeout: 60_000 });
}

/** In the open case: asks two keepers, by name. Gives those who were drawn. */
export async function askForName(visitor, { reason, to, withheld, app, again = false }) {
  const { page } = visitor;
  await page.getByRole("heading", { name: say("name-title"), exact: true }).waitFor();
  if (!again) await visitor.check("case: a name was left");
  await button(page, again ? "name-ask-again" : "name-ask").click();
  const dialog = page.getByRole("dialog", { name: say("name-ask-title") });
  await dialog.waitFor();
  const boxes = dialog.getByRole("group", { name: say("name-ask-keepers") }).getByRole("checkbox");
  const drawn = [];
  for (const box of await boxes.all()) if (await box.isChecked()) drawn.push((await box.locator("xpath=..").innerText()).split("\n")[0].trim());
  assert.equal(drawn.length, 2);
  await button(dialog, "name-ask-go").click();
  await dialog.getByText(say("name-missing-reason")).waitFor();
  await dialog.getByLabel(say("name-ask-reason"), { exact: true }).fill(reason);
  for (const box of await boxes.all()) await box.uncheck();
  await button(dialog, "name-ask-go").click();
  await dialog.getByText(say("name-missing-keepers")).waitFor();
  for (const one of to) await dialog.getByLabel(one).check();
  if (withheld) {
    await dialog.getByLabel(say("name-ask-withhold"), { exact: false }).check();
    await dialog.getByLabel(say("name-ask-withheld"), { exact: true }).fill(withheld);
  }
  await visitor.check("case: asking for the name");
  await pressing(page, button(dialog, "name-ask-go"), page.getByText(say("name-ask-done"), { exact: true }), app);
  return drawn;
}

/** A keeper answers the one request that waits. */
export async function answerRequest(visitor, { agrees, reason, asked, app }) {
  const { page } = visitor;
  await button(page, "reload").click();
  await page.getByText(asked, { exact: true }).waitFor();
  await visitor.check("requests");
  const act = agrees ? "agree" : "decline";
  await page.getByRole("button", { name: say(act === "agree" ? "requests-agree-named" : "requests-decline-named", { title: "" }).trim() }).click();
  const dialog = page.getByRole("dialog", { name: say(`requests-${act}-ask`) });
  await button(dialog, `requests-${act}`).click();
  await dialog.getByText(say("requests-reason-missing")).waitFor();
  await visitor.check(agrees ? "requests: agreeing" : "requests: saying no");
  await dialog.getByLabel(say("requests-reason"), { exact: true }).fill(reason);
  await pressing(page, button(dialog, `requests-${act}`), page.getByText(say(agrees ? "requests-agreed" : "requests-declined"), { exact: true }), app);
  await page.getByText(say("requests-none"), { exact: true }).waitFor();
  await visitor.check("requests: none");
}

/** Looks at what came back, and has the name shown; it is gone when the page was left. */
export async function showName(visitor, { name, contact }) {
  const { page } = visitor;
  const here = page.url();
  await button(page, "name-show").click();
  const dialog = page.getByRole("dialog", { name: say("name-show-ask") });
  await dialog.getByText(say("name-show-text")).waitFor();
  await button(dialog, "name-show").click();
  await page.getByText(name, { exact: true }).waitFor({ timeout: 60_000 });
  if (contact) await page.getByText(contact, { exact: true }).waitFor();
  await visitor.check("case: the name is shown");
  await page.getByRole("dialog", { name: say("name-title"), exact: true }).getByRole("button", { name: say("name-hide"), exact: true }).click();
  assert.ok(!(await page.content()).includes(name), "gone when it was hidden");
  await page.goto(`${new URL(here).origin}/#/`);
  await heading(page, "cases-title").waitFor();
  assert.ok(!(await page.content()).includes(name));
  await page.goto(here);
  await page.getByRole("heading", { name: say("name-title"), exact: true }).waitFor({ timeout: 120_000 });
  assert.ok(!(await page.content()).includes(name), "gone when the page was left");
}
