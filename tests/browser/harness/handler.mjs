// A handler at the console: enrols, signs in, opens cases, reads, previews, saves, replies.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Authenticator } from "./authenticator.mjs";
import { make } from "./passkeys.mjs";
import { until } from "./place.mjs";
import { text } from "./texts.mjs";

const say = (id, values) => text(id.startsWith("staff-") ? id : `casework-${id}`, values);
const heading = (page, id, values) => page.getByRole("heading", { level: 1, name: say(id, values), exact: true });
const button = (page, id, values) => page.getByRole("button", { name: say(id, values), exact: true });

/** Nothing may be said to be wrong with a case. */
async function expectNoFinding(page) {
  for (const id of ["finding-title", "finding-closed-title"]) assert.equal(await page.getByRole("heading", { name: say(id) }).count(), 0, id);
}

/**
 * Enrols by a link; gives back the passphrase that was drawn, the six words to read aloud, the authenticator app and the recovery codes.
 * `listed`: the list names them at once. `passkey`: its name; then there is no app.
 */
export async function enrol(visitor, link, name, { listed = true, passkey } = {}) {
  const { page } = visitor;
  await page.goto(link);
  await heading(page, "enrol-title").waitFor();
  await page.getByLabel(say("enrol-name-title")).waitFor();
  await visitor.check("enrol: name");
  await button(page, "enrol-next").click();
  await page.getByRole("alert").getByText(say("enrol-name-fault")).waitFor();
  await page.getByLabel(say("enrol-name-title")).fill(name);
  await button(page, "enrol-next").click();
  await heading(page, "enrol-passphrase-title").waitFor();
  await visitor.check("enrol: passphrase");
  const words = await sixWords(page, "enrol-passphrase-words");
  await button(page, "enrol-passphrase-noted").click();
  await askedBack(visitor, words);
  await heading(page, "enrol-read-title").waitFor({ timeout: 120_000 });
  await visitor.check("enrol: six words to read aloud");
  const aloud = await sixWords(page, "enrol-read-words");
  assert.notDeepEqual(aloud, words, "the words to read aloud are not the passphrase");
  await button(page, "enrol-next").click();
  const app = passkey ? await make(visitor, passkey, "enrol: passkey") : await scanAndType(visitor);
  const recovery = await recoveryCodes(visitor);
  await heading(page, "enrol-done-title").waitFor();
  await page.getByText(say(listed ? "enrol-done-in" : "enrol-done-wait")).waitFor();
  await visitor.check("enrol: done");
  return { passphrase: words.join(" "), aloud, app, recovery };
}

/** Puts the key that is shown into an app, asks for another square and takes that one, and types a wrong code and a right one. */
async function scanAndType(visitor) {
  const { page } = visitor;
  const stale = await scan(visitor);
  const before = await letters(page);
  await button(page, "staff-app-fresh").click();
  await until("another square", async () => (await letters(page)) !== before);
  await page.getByLabel(say("staff-app-code"), { exact: true }).fill(await stale.code());
  await button(page, "enrol-send").click();
  await page.getByText(say("problem-code")).waitFor();
  const app = new Authenticator(await letters(page));
  await page.getByLabel(say("staff-app-code"), { exact: true }).fill(await app.code());
  await button(page, "enrol-send").click();
  return app;
}

/** The letters of the key that is shown. */
async function letters(page) {
  return (await page.locator(".seed").first().innerText()).replaceAll(/\s/g, "");
}

/** Puts the key that is shown into an authenticator app. */
async function scan(visitor, screen = "enrol: authenticator app") {
  const { page } = visitor;
  await heading(page, "staff-app-title").waitFor();
  await page.getByText(say("staff-app-type"), { exact: true }).click();
  await visitor.check(screen);
  const key = await letters(page);
  const address = (await page.locator(".seed").nth(1).innerText()).trim();
  assert.match(key, /^[A-Z2-7]{32}$/);
  assert.ok(address.startsWith("otpauth://totp/") && address.includes(`secret=${key}&`), address);
  await page.getByRole("img", { name: say("staff-app-square"), exact: true }).waitFor();
  return new Authenticator(key);
}

async function recoveryCodes(visitor, screen = "enrol: recovery codes") {
  const { page } = visitor;
  await heading(page, "staff-codes-title").waitFor();
  await visitor.check(screen);
  const codes = await page.getByRole("list", { name: say("staff-codes-list"), exact: true }).getByRole("listitem").allInnerTexts();
  assert.equal(new Set(codes).size, 10);
  await button(page, "staff-codes-kept").click();
  return codes;
}

async function sixWords(page, label) {
  const list = page.getByRole("list", { name: say(label) }).getByRole("listitem");
  await list.nth(5).waitFor();
  const words = (await list.allInnerTexts()).map((word) => word.trim());
  assert.equal(words.length, 6);
  return words;
}

async function askedBack(visitor, words) {
  const { page } = visitor;
  await heading(page, "enrol-ask-title").waitFor();
  await visitor.check("enrol: two words asked back");
  let asked = 0;
  for (const [place, word] of words.entries()) {
    const field = page.getByLabel(say("enrol-ask-word", { place: place + 1 }), { exact: true });
    if ((await field.count()) === 0) continue;
    asked += 1;
    await field.fill(word);
  }
  assert.equal(asked, 2);
  await button(page, "enrol-next").click();
}

/** Signs in, first with a passphrase and then with a code that are wrong. `factor`: an authenticator app, or a recovery code. */
export async function signIn(visitor, door, name, passphrase, factor) {
  const { page } = visitor;
  await page.goto(door);
  await heading(page, "signin-title").waitFor();
  await page.getByText(say("trial-key")).waitFor();
  await visitor.check("sign in");
  await page.getByLabel(say("signin-name"), { exact: true }).fill(name);
  await page.getByLabel(say("signin-passphrase"), { exact: true }).fill("not the right one at all");
  await button(page, "signin-go").click();
  await page.getByText(say("problem-wrong-sign-in")).waitFor({ timeout: 120_000 });
  await visitor.check("sign in: refused");
  await page.getByLabel(say("signin-passphrase"), { exact: true }).fill(passphrase);
  await button(page, "signin-go").click();
  await secondStep(visitor, factor);
  await heading(page, "cases-title").waitFor({ timeout: 120_000 });
  await visitor.check("cases");
}

/** Once more in the same browser, on the page that signing out led to: the worker that tabs share lives on. */
export async function signInAgain(visitor, name, passphrase, app) {
  const { page } = visitor;
  await page.getByLabel(say("signin-name"), { exact: true }).fill(name);
  await page.getByLabel(say("signin-passphrase"), { exact: true }).fill(passphrase);
  await button(page, "signin-go").click();
  await secondStep(visitor, app);
  await heading(page, "cases-title").waitFor({ timeout: 120_000 });
}

/** Shows the second factor. */
export async function secondStep(visitor, factor) {
  const { page } = visitor;
  await heading(page, "second-title").waitFor({ timeout: 120_000 });
  await visitor.check("sign in: second step");
  if (typeof factor === "string") {
    await button(page, "staff-use-recovery").click();
    await visitor.check("sign in: recovery code");
    await page.getByLabel(say("staff-recovery"), { exact: true }).fill(factor.toLowerCase());
  } else {
    await page.getByLabel(say("staff-code"), { exact: true }).fill("000000");
    await button(page, "second-go").click();
    await page.getByText(say("problem-code")).waitFor();
    await page.getByLabel(say("staff-code"), { exact: true }).fill(await factor.code());
  }
  await button(page, "second-go").click();
}

/** Goes to "My sign-in" of the console, or of the office. */
async function own(visitor) {
  await visitor.page.getByRole("link", { name: say("staff-own-title"), exact: true }).first().click();
  await heading(visitor.page, "staff-own-title").waitFor();
}

/** Answers the question for a second factor, first with a code that is wrong. */
export async function proveAgain(visitor, factor, screen) {
  const dialog = visitor.page.getByRole("dialog", { name: say("staff-again-title"), exact: true });
  await dialog.waitFor();
  if (screen) await visitor.check(screen);
  const field = dialog.getByLabel(say("staff-code"), { exact: true });
  await field.fill("000000");
  await dialog.getByRole("button", { name: say("staff-again-go"), exact: true }).click();
  await dialog.getByRole("alert").waitFor();
  await field.fill(await factor.code());
  await dialog.getByRole("button", { name: say("staff-again-go"), exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

/** Makes the server ask again, as it does five minutes after the last code: once, for requests to `path`. Not for a worker that tabs share, whose requests nobody sees. */
export async function asksAgain(visitor, path, method = "POST") {
  let asked = 0;
  await visitor.context.route(path, (route) => {
    if (route.request().method() !== method || asked > 0) return route.continue();
    asked += 1;
    return route.fulfill({ status: 403, contentType: "application/problem+json", body: JSON.stringify({ type: "/problems/ask-again", title: "", status: 403, detail: "" }) });
  });
}

/** Puts another app and new recovery codes in place, and ends the other sessions. Gives back app and codes. `place`: of which pages. The last code was shown just now, so nothing asks again. */
export async function changeFactors(visitor, place) {
  const { page } = visitor;
  await own(visitor);
  await page.getByText(say("staff-own-codes-left", { left: 10 })).or(page.getByText(say("staff-own-codes-left", { left: 9 }))).waitFor();
  await visitor.check(`${place}: my sign-in`);
  await button(page, "staff-own-app-new").click();
  const next = await scan(visitor, `${place}: another app`);
  await page.getByLabel(say("staff-app-code"), { exact: true }).fill(await next.code());
  await button(page, "staff-own-app-set").click();
  await page.getByText(say("staff-own-app-done")).waitFor();
  await button(page, "staff-own-codes-new").click();
  const codes = await recoveryCodes(visitor, `${place}: new recovery codes`);
  await page.getByText(say("staff-own-codes-done")).waitFor();
  const list = page.getByRole("list", { name: say("staff-own-sessions") }).getByRole("listitem");
  if ((await list.count()) > 1) {
    await button(page, "staff-own-end-others").click();
    await page.getByText(say("staff-own-ended"), { exact: true }).waitFor();
  }
  assert.equal(await list.count(), 1);
  return { app: next, recovery: codes };
}

/** Is told that a recovery code was used, and says so once. */
export async function toldOfRecovery(visitor) {
  const { page } = visitor;
  await page.getByText(say("staff-spent", { spent: 1 })).waitFor();
  await visitor.check("cases: a recovery code was used");
  await button(page, "staff-spent-known").click();
  await page.getByText(say("staff-spent", { spent: 1 })).waitFor({ state: "detached" });
}

/** Looks through the cases, newest list first, until one shows `written`; waits for the next delivery if none does. */
export async function openCase(visitor, written) {
  const { page } = visitor;
  await until(`a case in which stands “${written}”`, async () => {
    for (const target of await listed(page)) {
      await page.locator(`a[href="${target}"]`).click();
      await page.getByRole("heading", { name: say("report-title"), exact: true }).waitFor({ timeout: 120_000 });
      await expectNoFinding(page);
      if ((await page.getByText(written).count()) > 0) return true;
      await listed(page);
    }
    return false;
  }, 120);
  await visitor.check("case");
}

/** Opens every case of the list and looks at it. */
export async function lookThrough(visitor, detail) {
  const { page } = visitor;
  const all = await listed(page);
  await visitor.check("cases", detail);
  for (const [place, target] of all.entries()) {
    await page.locator(`a[href="${target}"]`).click();
    await page.getByRole("heading", { name: say("report-title"), exact: true }).waitFor({ timeout: 120_000 });
    await expectNoFinding(page);
    await visitor.check("case", `${detail} ${place + 1}`);
    await listed(page);
  }
}

/** Goes to the list, asks for it anew, and gives the addresses of all cases. */
async function listed(page) {
  await page.getByRole("link", { name: say("console-name") }).first().click();
  await heading(page, "cases-title").waitFor();
  const more = button(page, "reload");
  if ((await more.count()) > 0) await more.first().click();
  await page.getByText(say("cases-none")).or(page.getByRole("table")).first().waitFor();
  return page.getByRole("table").getByRole("link").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
}

/** Fetches the open case anew until it shows `written`. */
export async function reloadCase(visitor, written) {
  await until(`“${written}” in the open case`, async () => {
    await button(visitor.page, "reload").click();
    await visitor.page.getByRole("heading", { name: say("report-title"), exact: true }).waitFor();
    await expectNoFinding(visitor.page);
    return (await visitor.page.getByText(written).count()) > 0;
  });
}

/** Shows a picture inside the page; only a drawn copy may appear. */
export async function preview(visitor, name, size) {
  const { page } = visitor;
  await page.getByRole("button", { name: say("file-open-named", { name }) }).click();
  await page.getByText(say("file-picture-note", size)).waitFor({ timeout: 60_000 });
  const images = await page.locator("main img, main video, main iframe, main object, main embed").count();
  assert.equal(images, 0, "nothing of a stranger's file is rendered as it is");
  await visitor.check("case: a photo drawn anew");
}

/** Saves a file; there is no way around the warning. */
export async function saveFile(visitor, name) {
  const { page } = visitor;
  await page.getByRole("button", { name: say("file-save-named", { name }) }).click();
  const warning = page.getByRole("dialog", { name: say("save-title") });
  await warning.waitFor();
  await visitor.check("case: warning before saving");
  const saved = page.waitForEvent("download", { timeout: 120_000 });
  await warning.getByRole("button", { name: say("save-go") }).click();
  const download = await saved;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

export async function confirmReceipt(visitor) {
  const { page } = visitor;
  await button(page, "confirm-go").click();
  await page.getByText(say("confirm-done")).waitFor();
  await expectNoFinding(page);
}

export async function reply(visitor, message) {
  const { page } = visitor;
  await page.getByLabel(say("write-reply-label"), { exact: true }).fill(message);
  await button(page, "write-reply-send").click();
  await page.getByText(say("write-reply-sent")).waitFor({ timeout: 60_000 });
  await page.getByText(message).first().waitFor();
  await expectNoFinding(page);
  await visitor.check("case: after a reply");
}

export async function signOut(visitor) {
  await button(visitor.page, "console-sign-out").click();
  await heading(visitor.page, "signed-out-title").waitFor();
  await visitor.check("signed out");
}

/** An address that leads nowhere. */
export async function nowhere(visitor, door) {
  await visitor.page.goto(`${door}/#/nothing-here`);
  await visitor.page.getByText(say("yes-no-gone")).waitFor();
  await visitor.check("nowhere: console");
}
