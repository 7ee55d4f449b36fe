// Two readers of one case, a third whom the reporter left out: one adds the other, they keep a card and something to do, agree on how it
// ended, and one leaves. The last one cannot.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, Visitor } from "../harness/browser.mjs";
import { enrol, openCase, reloadCase, signIn } from "../harness/handler.mjs";
import { House } from "../harness/house.mjs";
import { addReader, addTask, agree, decide, finishTask, keepNames, recuse } from "../harness/members.mjs";
import { enterOffice, invite, organisationPassphrase, signList } from "../harness/office.mjs";
import { text } from "../harness/texts.mjs";

const pictures = process.env.PICTURES;
const what = "Visitors get badges that open every door.";
const names = ["Second reader", "Third reader"];
let browser;
let house;
/** Both who may read, the one first to whom the draw gave the case. */
let readers;

before(async () => {
  [browser, house] = await Promise.all([launch(), House.open()]);
});

after(async () => {
  await browser?.close();
  await house?.close();
});

test("three are on the list, and a report that leaves one out comes to one of the others", { timeout: 900_000 }, async () => {
  const anna = await Visitor.arrive(browser, { pictures });
  const { passphrase, app } = await enrol(anna, await house.enrolment(), "anna");
  await signIn(anna, house.staff, "anna", passphrase, app);
  const heard = {};
  const people = [];
  for (const [place, shown] of names.entries()) {
    await enterOffice(anna, house.staff);
    const visitor = await Visitor.arrive(browser, place === 0 ? { pictures } : { pictures, width: 320, height: 700, dark: true });
    const name = ["bert", "carla"][place];
    const enrolled = await enrol(visitor, await invite(anna, shown, ["handler"]), name, { listed: false });
    heard[shown] = enrolled.aloud.join(" ");
    people.push({ visitor, shown, name, ...enrolled });
  }
  await enterOffice(anna, house.staff);
  await signList(anna, { heard, passphrase: organisationPassphrase(house) });
  house.sotto(["report", "--text", "-", "--leave-out", "Confidential reports", "--yes-i-noted"], what);
  await house.tick();
  for (const { visitor, name, ...its } of people) await signIn(visitor, house.staff, name, its.passphrase, its.app);
  const empty = await people[0].visitor.page.getByText(text("casework-cases-none")).count();
  readers = empty > 0 ? [people[1], people[0]] : people;
  await openCase(readers[0].visitor, what);
  await anna.page.goto(house.staff);
  await anna.leave(house.staff);
});

test("one adds the other, who reads everything; whom the reporter left out cannot be chosen", { timeout: 300_000 }, async () => {
  const [first, second] = readers;
  assert.deepEqual(await addReader(first.visitor, second.shown), [second.shown]);
  await openCase(second.visitor, what);
});

test("what one keeps about the case the other finds, and what is to be done is done", { timeout: 300_000 }, async () => {
  const [first, second] = readers;
  await keepNames(first.visitor, { title: "Badges for visitors", lead: second.shown, labels: "access, doors" });
  await decide(first.visitor, "outcome", "accepted", "Three doors were tried.");
  await addTask(first.visitor, "Ask who programs the badges");
  await reloadCase(second.visitor, "Badges for visitors");
  await finishTask(second.visitor, "Ask who programs the badges");
  await second.visitor.check("case: with a card");
});

test("that the reporter knew it was false counts when the second agrees", { timeout: 300_000 }, async () => {
  const [first, second] = readers;
  await decide(first.visitor, "closure", "knowingly-false", "The reporter wrote so to both of us.");
  await first.visitor.page.getByText(text("casework-card-agree-wait")).waitFor();
  assert.equal(await first.visitor.page.getByRole("button", { name: text("casework-card-agree") }).count(), 0);
  await reloadCase(second.visitor, "The reporter wrote so to both of us.");
  await agree(second.visitor, second.shown);
});

test("one leaves and has no case any more; the other reads on, and as the last cannot leave", { timeout: 300_000 }, async () => {
  const [first, second] = readers;
  await recuse(first.visitor);
  await reloadCase(second.visitor, text("casework-case-left"));
  await recuse(second.visitor, { refused: true });
  await first.visitor.leave(house.staff);
  await second.visitor.leave(house.staff);
});
