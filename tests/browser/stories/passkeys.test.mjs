// Somebody enrols with a passkey and no authenticator app, signs in with it, is asked for it again, adds a second one and takes the
// first one away. In a browser without passkeys the page says so, and a recovery code does.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, Visitor } from "../harness/browser.mjs";
import { enrol } from "../harness/handler.mjs";
import { button, heading, houseWithName, livesWithPasskeys, passphrase, plugIn, say, toOwn } from "../harness/passkeys.mjs";

const pictures = process.env.PICTURES;
let browser;
let house;
let anna;
let first;
let enrolled;

before(async () => {
  [browser, house] = await Promise.all([launch(), houseWithName()]);
  anna = await Visitor.arrive(browser, { pictures });
});

after(async () => {
  await browser?.close();
  await house?.close();
});

test("somebody enrols with a passkey only", { timeout: 300_000 }, async () => {
  first = await plugIn(anna);
  enrolled = await enrol(anna, await house.enrolment(), "anna", { passkey: "Blue key" });
  assert.equal(enrolled.recovery.length, 10);
  const [held, ...others] = await first.held();
  assert.deepEqual([others.length, held.rpId], [0, "localhost"]);
});

test("they sign in with it, and are asked for it again before they add another one", { timeout: 300_000 }, async () => {
  await livesWithPasskeys(anna, house, enrolled, first);
});

test("in a browser without passkeys the page says so and takes a recovery code", { timeout: 300_000 }, async () => {
  const elsewhere = await Visitor.arrive(browser, { pictures, width: 320, height: 700, dark: true });
  await elsewhere.context.addInitScript(() => delete globalThis.PublicKeyCredential); // as in Tor Browser
  await passphrase(elsewhere, house.staff, "anna", enrolled.passphrase);
  await elsewhere.page.getByText(say("second-passkeys-elsewhere"), { exact: true }).waitFor();
  await elsewhere.check("sign in: recovery code", "no passkeys here");
  await elsewhere.page.getByLabel(say("staff-recovery"), { exact: true }).fill(enrolled.recovery[0]);
  await button(elsewhere.page, "second-go").click();
  await heading(elsewhere.page, "cases-title").waitFor({ timeout: 120_000 });
  await toOwn(elsewhere);
  await elsewhere.page.getByText(say("staff-passkeys-not-here"), { exact: true }).waitFor();
  await elsewhere.check("console: my sign-in", "no passkeys here");
  await elsewhere.leave(house.staff);
  await anna.leave(house.staff);
});
