// A person with an authenticator that Chromium plays (WebAuthn over the DevTools protocol), at a door that has a domain.
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { once } from "node:events";
import { asksAgain } from "./handler.mjs";
import { House } from "./house.mjs";
import { text } from "./texts.mjs";

export const say = (id, values) => text(id.startsWith("staff-") ? id : `casework-${id}`, values);
export const heading = (page, id, values) => page.getByRole("heading", { level: 1, name: say(id, values), exact: true });
export const button = (page, id, values) => page.getByRole("button", { name: say(id, values), exact: true });

/** A house whose staff door has a name: passkeys are made for domains, and `localhost` is one. */
export async function houseWithName() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return House.openWith({ SOTTOVOCE_STAFF__LISTEN: `127.0.0.1:${port}`, SOTTOVOCE_STAFF__ADDRESS: `http://localhost:${port}` });
}

/** Puts an authenticator into a visitor's browser; gives back what takes it out again. */
export async function plugIn(visitor, transport = "usb") {
  visitor.devtools ??= await visitor.context.newCDPSession(visitor.page);
  if (!visitor.plugged) await visitor.devtools.send("WebAuthn.enable");
  visitor.plugged = true;
  const options = { protocol: "ctap2", transport, hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
  const { authenticatorId } = await visitor.devtools.send("WebAuthn.addVirtualAuthenticator", { options });
  return {
    held: async () => (await visitor.devtools.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    takeOut: () => visitor.devtools.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId }),
  };
}

/** Names a passkey and has the browser make it. */
export async function make(visitor, name, screen) {
  const { page } = visitor;
  await heading(page, "staff-passkey-title").waitFor();
  await button(page, "staff-passkey-make").click();
  await page.getByRole("alert").getByText(say("staff-passkey-name-fault", { most: 60 })).waitFor();
  await visitor.check(screen);
  await page.getByLabel(say("staff-passkey-name"), { exact: true }).fill(name);
  await button(page, "staff-passkey-make").click();
}

/** Signs in as far as the second step. */
export async function passphrase(visitor, door, name, words) {
  const { page } = visitor;
  await page.goto(door);
  await heading(page, "signin-title").waitFor();
  await page.getByLabel(say("signin-name"), { exact: true }).fill(name);
  await page.getByLabel(say("signin-passphrase"), { exact: true }).fill(words);
  await button(page, "signin-go").click();
  await heading(page, "second-title").waitFor({ timeout: 120_000 });
}

/** The names of one's passkeys, on "My sign-in". */
export async function named(visitor) {
  const { page } = visitor;
  const list = page.getByRole("list", { name: say("staff-own-passkeys"), exact: true }).getByRole("listitem");
  await list.first().waitFor();
  const drop = say("staff-own-passkey-drop");
  return (await list.allInnerTexts()).map((line) => line.replace(drop, "").trim()).sort();
}

/** Goes to "My sign-in" of the console. */
export async function toOwn(visitor) {
  await visitor.page.getByRole("link", { name: say("staff-own-title"), exact: true }).first().click();
  await heading(visitor.page, "staff-own-title").waitFor();
}

/** Answers the question for the second factor with a passkey. */
export async function showAgain(visitor, screen) {
  const dialog = visitor.page.getByRole("dialog", { name: say("staff-again-title"), exact: true });
  await dialog.waitFor();
  const show = dialog.getByRole("button", { name: say("staff-passkey-show"), exact: true });
  await show.waitFor();
  await visitor.check(screen);
  await show.click();
  await dialog.waitFor({ state: "detached" });
  assert.equal(await visitor.page.getByRole("dialog").count(), 0);
}

/** Signs in with the one passkey there is, adds another, and takes the first away after it was asked for again. */
export async function livesWithPasskeys(visitor, house, enrolled, first) {
  const { page } = visitor;
  await passphrase(visitor, house.staff, "anna", enrolled.passphrase);
  await visitor.check("sign in: passkey");
  await button(page, "staff-passkey-show").click();
  await heading(page, "cases-title").waitFor({ timeout: 120_000 });
  await toOwn(visitor);
  assert.deepEqual(await named(visitor), ["Blue key"]);
  await page.getByText(say("staff-own-last"), { exact: true }).waitFor();
  await visitor.check("console: my sign-in", "with a passkey");
  assert.equal(await button(page, "staff-own-passkey-drop-named", { name: "Blue key" }).count(), 0, "the last one stays");

  await first.takeOut();
  const second = await plugIn(visitor, "internal");
  await button(page, "staff-own-passkey-new").click();
  await make(visitor, "This laptop", "console: another passkey");
  await page.getByText(say("staff-own-passkey-done"), { exact: true }).waitFor();
  assert.deepEqual(await named(visitor), ["Blue key", "This laptop"]);
  // In the office, whose worker belongs to one page: only there a story can have the server ask again.
  await page.goto(`${house.staff}/office#/own`);
  await heading(page, "staff-own-title").waitFor();
  assert.deepEqual(await named(visitor), ["Blue key", "This laptop"]);
  await asksAgain(visitor, "**/api/v1/casework/own/passkeys/*", "DELETE");
  await button(page, "staff-own-passkey-drop-named", { name: "Blue key" }).click();
  await showAgain(visitor, "office: asked again for a passkey");
  await page.getByText(say("staff-own-passkey-dropped"), { exact: true }).waitFor();
  assert.deepEqual(await named(visitor), ["This laptop"]);

  await passphrase(visitor, house.staff, "anna", enrolled.passphrase);
  await button(page, "staff-passkey-show").click();
  await heading(page, "cases-title").waitFor({ timeout: 120_000 });
  const [held] = await second.held();
  assert.ok(held.signCount > 0, "the second one answered");
  await second.takeOut();
}
