// A reporter leaves a name with keepers, a reader asks for it, one keeper says no, two others agree, and the reporter learns who knows it.
// Four people of the staff and one reporter at once, each in a browser of their own.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { launch, Visitor } from "../harness/browser.mjs";
import { enrol, openCase, reloadCase, signIn } from "../harness/handler.mjs";
import { House } from "../harness/house.mjs";
import { answerRequest, askForName, leaveName, leaveNameLater, readWhoKnows, showName, signInAsKeeper, tooFewKeepers } from "../harness/names.mjs";
import { enterOffice, invite, organisationPassphrase, signList } from "../harness/office.mjs";
import { comeBack, fileReport, titleOf } from "../harness/reporter.mjs";
import { text } from "../harness/texts.mjs";

const pictures = process.env.PICTURES;
const what = "The archive was copied before the audit.";
const reason = "The court asks who saw the archive being copied.";
const ada = { name: "Ada Quill", contact: "The blue door, after six" };
const names = ["Works council", "Legal, Lisbon", "Data protection"];
const looks = [{ width: 320, height: 700 }, { width: 320, height: 700, dark: true }, {}];
let browser;
let house;
let anna;
let app;
let passphrase;
let keepers;
let words;

before(async () => {
  [browser, house] = await Promise.all([launch(), House.open()]);
});

after(async () => {
  await browser?.close();
  await house?.close();
});

test("three keepers are put on the list, and come to their requests when they sign in", { timeout: 900_000 }, async () => {
  anna = await Visitor.arrive(browser, { pictures });
  ({ passphrase, app } = await enrol(anna, await house.enrolment(), "anna"));
  await signIn(anna, house.staff, "anna", passphrase, app);
  keepers = [];
  const heard = {};
  for (const [place, shown] of names.entries()) {
    await enterOffice(anna, house.staff);
    const visitor = await Visitor.arrive(browser, { pictures, ...looks[place] });
    const name = ["bea", "cem", "dag"][place];
    const enrolled = await enrol(visitor, await invite(anna, shown, ["custodian"]), name, { listed: false });
    heard[shown] = enrolled.aloud.join(" ");
    keepers.push({ visitor, shown, name, ...enrolled });
  }
  await enterOffice(anna, house.staff);
  await signList(anna, { heard, passphrase: organisationPassphrase(house) });
  for (const { visitor, name, passphrase: theirs, app: own } of keepers) await signInAsKeeper(visitor, house.staff, name, theirs, own);
});

test("a reporter leaves a name with the report, is told who keeps it, and loses nothing by going back", { timeout: 600_000 }, async () => {
  const reporter = await Visitor.arrive(browser, { pictures, width: 320, height: 700, dark: true });
  const onCheck = async (visitor) => {
    await leaveName(visitor, { ...ada, keepers: names });
    await tooFewKeepers(visitor, { question: titleOf("conflict"), leaveOut: names.slice(1), name: ada.name });
  };
  words = await fileReport(reporter, house.reporters, { what, onCheck });
  await reporter.leave(house.reporters);
  await house.tick();
});

test("a reader asks two keepers; one agrees, one says no, and a third is asked", { timeout: 600_000 }, async () => {
  // From the office she comes back: the keys were gone with the console's last tab.
  await signIn(anna, house.staff, "anna", passphrase, app);
  await openCase(anna, what);
  assert.ok(!(await anna.page.content()).includes(ada.name));
  const drawn = await askForName(anna, { reason, to: names.slice(0, 2), app });
  assert.ok(drawn.every((name) => names.includes(name)), drawn.join());
  const [one, two, three] = keepers;
  await answerRequest(one.visitor, { agrees: true, reason: "No other way would do.", asked: reason, app: one.app });
  await answerRequest(two.visitor, { agrees: false, reason: "Ask the reporter first.", asked: reason, app: two.app });
  await reloadCase(anna, "Ask the reporter first.");
  await anna.check("case: what the keepers said");
  await askForName(anna, { reason, to: [one.shown, three.shown], app, again: true });
  await answerRequest(three.visitor, { agrees: true, reason: "The court must know.", asked: reason, app: three.app });
  await reloadCase(anna, "The court must know.");
});

test("the name is shown, in the page only, and the reporter learns by whom it is known and why", { timeout: 600_000 }, async () => {
  await showName(anna, ada);
  const reporter = await Visitor.arrive(browser, { pictures });
  await comeBack(reporter, house.reporters, words);
  await readWhoKnows(reporter, { name: "Confidential reports", reason });
  await leaveNameLater(reporter, { name: "Ada Quill-Marsh" });
  await reporter.leave(house.reporters);
  await house.tick();
  await reloadCase(anna, text("casework-name-earlier"));
  await anna.leave(house.staff);
  for (const { visitor } of keepers) await visitor.leave(house.staff);
});
