// What a reader keeps for themselves: names, labels and what was read stand in the list in a browser that starts with nothing; the list is
// filtered by them; and a server that gives back an older copy is told of.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, Visitor } from "../harness/browser.mjs";
import { confirmReceipt, enrol, openCase, signIn, signInAgain, signOut } from "../harness/handler.mjs";
import { House } from "../harness/house.mjs";
import { Liar } from "../harness/liar.mjs";
import { filterBy, rows, rowSays, toList } from "../harness/list.mjs";
import { keepNames } from "../harness/members.mjs";
import { text } from "../harness/texts.mjs";

const pictures = process.env.PICTURES;
const say = (id, values) => text(`casework-${id}`, values);
const name = "Confidential reports";
const first = "The goods lift is propped open at night.";
const second = "Badges open every door.";
let browser;
let house;
let liar;
let anna;
let own;

before(async () => {
  [browser, house] = await Promise.all([launch(), House.open()]);
  liar = await Liar.before(house.staff);
});

after(async () => {
  await browser?.close();
  await liar?.close();
  await house?.close();
});

const file = async (what) => {
  house.sotto(["report", "--text", "-", "--yes-i-noted"], what);
  await house.tick();
};

test("a report is unread until it is opened, and one that has a name is found by it", { timeout: 600_000 }, async () => {
  anna = await Visitor.arrive(browser, { pictures });
  own = await enrol(anna, await house.enrolment(), "anna");
  await file(first);
  await file(second);
  await signIn(anna, liar.address, "anna", own.passphrase, own.app);
  await toList(anna);
  await rowSays(anna, say("row-unread", { count: 1 }));
  await openCase(anna, first);
  await confirmReceipt(anna);
  await keepNames(anna, { title: "The goods lift", lead: name, labels: "doors, night" });
  await openCase(anna, second);
  await toList(anna);
  await rowSays(anna, "The goods lift", "doors", "night", name);
  assert.ok(!(await rows(anna)).some((row) => row.includes(say("row-unread", { count: 1 }))));
});

test("the list is filtered by a label, and still is after going to a case and back", { timeout: 120_000 }, async () => {
  await filterBy(anna, say("filter-label"), "night");
  assert.equal((await rows(anna)).length, 1);
  await anna.check("cases: filtered");
  await anna.page.getByRole("table").getByRole("link").click();
  await anna.page.getByRole("heading", { name: say("report-title"), exact: true }).waitFor();
  await anna.page.getByRole("link", { name: say("back-to-cases") }).click();
  await anna.page.getByRole("table").waitFor();
  assert.equal((await rows(anna)).length, 1);
  await anna.page.getByRole("button", { name: say("filter-clear"), exact: true }).click();
  assert.equal((await rows(anna)).length, 2);
});

test("names, labels and marks stand there in a browser that starts with nothing, and no case is opened for them", { timeout: 300_000 }, async () => {
  await signOut(anna);
  assert.equal(liar.books.length, 1, "signing out keeps the book");
  await file("A third report.");
  const fresh = await Visitor.arrive(browser, { pictures, width: 320, height: 700 });
  await signIn(fresh, liar.address, "anna", own.passphrase, own.app);
  await rowSays(fresh, "The goods lift", "doors");
  await rowSays(fresh, say("row-unread", { count: 1 }));
  assert.equal((await rows(fresh)).filter((row) => row.includes(say("row-unread", { count: 1 }))).length, 1, "what was read before is read");
  await fresh.check("cases: with names");
  await signOut(fresh);
  await fresh.leave(liar.address);
  assert.equal(liar.books.length, 2);
});

test("a server that gives back an older copy is told of, and shuts nothing", { timeout: 300_000 }, async () => {
  await signInAgain(anna, "anna", own.passphrase, own.app);
  await rowSays(anna, "The goods lift");
  assert.equal(await anna.page.getByText(say("book-older")).count(), 0, "nothing is said where nothing is wrong");
  await signOut(anna);
  assert.equal(liar.books.length, 3);
  liar.give = 0;
  await signInAgain(anna, "anna", own.passphrase, own.app);
  await anna.page.getByText(say("book-older")).waitFor();
  await rowSays(anna, "The goods lift");
  await anna.check("cases: an older copy came back");
  await openCase(anna, first);
  liar.give = null;
  await signOut(anna);
  await anna.leave(liar.address, house.staff);
});
