// The organisation grows: an administrator invites, a second person enrols in another browser, the list is signed in the
// administrator's browser with the words heard, and the newcomer receives a report. Somebody loses their keys, somebody goes, and
// the list is signed on another machine. Whoever is only an administrator meets no case.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, Visitor } from "../harness/browser.mjs";
import { changeFactors, enrol, openCase, secondStep, signIn, toldOfRecovery } from "../harness/handler.mjs";
import { House } from "../harness/house.mjs";
import { agree, amongColleagues, enterOffice, invite, nowhereInOffice, organisationPassphrase, outside, ownEntries, ownSignIn, poster, readLog, shown, signElsewhere, signList, takeOut } from "../harness/office.mjs";
import { text } from "../harness/texts.mjs";

const pictures = process.env.PICTURES;
let browser;
let house;
let anna;
let app;
const readers = {};

before(async () => {
  [browser, house] = await Promise.all([launch(), House.open()]);
  anna = await Visitor.arrive(browser, { pictures });
});

after(async () => {
  await browser?.close();
  await house?.close();
});

test("the first person enrols, and is at home in the office", { timeout: 300_000 }, async () => {
  const enrolled = await enrol(anna, await house.enrolment(), "anna");
  await signIn(anna, house.staff, "anna", enrolled.passphrase, enrolled.app);
  ({ app } = await changeFactors(anna, "console"));
  const opened = anna.context.waitForEvent("page");
  await anna.page.getByRole("link", { name: text("casework-console-office") }).click();
  await (await opened).close();
  await enterOffice(anna, house.staff);
  await shown(anna.page, "Confidential reports", "listed");
  await poster(anna, house);
  await nowhereInOffice(anna, house.staff);
});

test("somebody is invited, enrols elsewhere, is put on the list, and receives a report", { timeout: 600_000 }, async () => {
  await enterOffice(anna, house.staff);
  const link = await invite(anna, "Second reader", ["handler"], { again: app });
  const bert = await Visitor.arrive(browser, { pictures, width: 320, height: 700 });
  const { passphrase, aloud, recovery } = await enrol(bert, link, "bert", { listed: false });
  const late = await Visitor.arrive(browser);
  await late.page.goto(link);
  await late.page.getByText(text("casework-problem-link-used")).waitFor();
  await late.leave(house.staff);

  await enterOffice(anna, house.staff);
  await shown(anna.page, "Second reader", "waiting");
  const wrongFirst = { "Second reader": [...aloud].reverse().join(" ") };
  await signList(anna, { heard: { "Second reader": aloud.join(" ") }, passphrase: organisationPassphrase(house), wrongFirst });
  await shown(anna.page, "Second reader", "listed");

  const what = "The cabinet with the signing cards has no lock.";
  house.sotto(["report", "--text", "-", "--leave-out", "Confidential reports", "--yes-i-noted"], what);
  await house.tick();
  await signIn(bert, house.staff, "bert", passphrase, recovery[0]);
  await toldOfRecovery(bert);
  await openCase(bert, what);
  readers.bert = { visitor: bert, passphrase, what };
});

test("a colleague lost their keys: two people agree, and they enrol anew and are heard anew", { timeout: 600_000 }, async () => {
  await enterOffice(anna, house.staff);
  const link = await invite(anna, "Third reader", ["handler"]);
  const carl = await Visitor.arrive(browser, { pictures, width: 320, height: 700, dark: true });
  const before = await enrol(carl, link, "carl", { listed: false });
  await enterOffice(anna, house.staff);
  await signList(anna, { heard: { "Third reader": before.aloud.join(" ") }, passphrase: organisationPassphrase(house) });
  const { visitor: bert } = readers.bert;
  await amongColleagues(bert, house.staff);
  await agree(bert, "Third reader", { second: false });
  await enterOffice(anna, house.staff);
  const anew = await agree(anna, "Third reader", { second: true });
  await carl.leave(house.staff);
  const again = await Visitor.arrive(browser, { pictures });
  const { aloud } = await enrol(again, anew, "carl", { listed: false });
  await enterOffice(anna, house.staff);
  await shown(anna.page, "Third reader", "differs");
  readers.carl = aloud.join(" ");
  await again.leave(house.staff);
});

test("whoever is only an administrator comes to the office and asks for no case", { timeout: 300_000 }, async () => {
  await enterOffice(anna, house.staff);
  const link = await invite(anna, "Front desk", ["administrator"]);
  const olga = await Visitor.arrive(browser, { pictures, width: 320, height: 700, dark: true });
  await outside(olga, house.staff);
  const { passphrase, app: codes } = await enrol(olga, link, "olga", { listed: false });
  await olga.page.goto(house.staff);
  await olga.page.getByLabel(text("casework-signin-name"), { exact: true }).fill("olga");
  await olga.page.getByLabel(text("casework-signin-passphrase"), { exact: true }).fill(passphrase);
  await olga.page.getByRole("button", { name: text("casework-signin-go"), exact: true }).click();
  await secondStep(olga, codes);
  await olga.page.getByRole("heading", { level: 1, name: text("office-people-title") }).waitFor({ timeout: 120_000 });
  await shown(olga.page, "Front desk", "needs-none");
  await olga.check("office: people");
  await invite(olga, "Third reader", ["handler"]);
  await ownSignIn(olga);
  assert.equal(await olga.page.getByRole("link", { name: text("office-to-cases") }).count(), 0);
  assert.deepEqual(olga.requests.filter((url) => url.includes("/cases")), [], "no case was asked for");
  await olga.leave(house.staff);
});

test("an auditor reads what was done here, each entry checked, and what they save holds without a server", { timeout: 300_000 }, async () => {
  await enterOffice(anna, house.staff);
  const link = await invite(anna, "Audit", ["auditor"]);
  const arno = await Visitor.arrive(browser, { pictures, width: 320, height: 700 });
  const { passphrase, recovery } = await enrol(arno, link, "arno", { listed: false });
  await arno.page.goto(house.staff);
  await arno.page.getByLabel(text("casework-signin-name"), { exact: true }).fill("arno");
  await arno.page.getByLabel(text("casework-signin-passphrase"), { exact: true }).fill(passphrase);
  await arno.page.getByRole("button", { name: text("casework-signin-go"), exact: true }).click();
  await secondStep(arno, recovery[0]);
  await arno.page.getByRole("heading", { level: 1, name: text("office-log-title") }).waitFor({ timeout: 120_000 });
  await house.tick();
  await arno.page.reload();
  const saved = await readLog(arno, { person: "Audit" });
  const told = house.sotto(["--channel", join(house.folder, "data/channel.json"), "log", "verify", saved]);
  assert.ok(told[0].records > 5 && told[0].ticks > 0, JSON.stringify(told));
  assert.deepEqual(arno.requests.filter((url) => /cases|people|organisation-key/.test(url)), [], "an auditor's page asks for nothing else");
  await ownEntries(anna, house.staff);
  await arno.leave(house.staff);
});

test("somebody is taken out, and the list is signed on a machine that is not connected, which ends the trial", { timeout: 600_000 }, async () => {
  const { visitor: bert } = readers.bert;
  await enterOffice(anna, house.staff);
  await takeOut(anna, "Second reader");
  const passphrase = organisationPassphrase(house);
  const heard = { "Third reader": readers.carl };
  const first = await signElsewhere(anna, house, { heard, passphrase });
  assert.equal(await anna.page.getByText("Second reader").count(), 0);
  house.takeKeyAway();
  assert.throws(() => house.sign([first, "--to", "nowhere.txt"], passphrase), "a list is no draft");
  await signElsewhere(anna, house, { passphrase, kept: first, trialAfter: false });
  await bert.page.goto(house.staff);
  await bert.page.getByLabel(text("casework-signin-name"), { exact: true }).fill("bert");
  await bert.page.getByLabel(text("casework-signin-passphrase"), { exact: true }).fill(readers.bert.passphrase);
  await bert.page.getByRole("button", { name: text("casework-signin-go"), exact: true }).click();
  await bert.page.getByText(text("casework-problem-wrong-sign-in")).waitFor({ timeout: 120_000 });
  await bert.leave(house.staff);
  await anna.leave(house.staff);
});
