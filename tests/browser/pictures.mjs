// Makes a picture of every screen × 320 and 1280 px × light and dark × script on and off: npm run pictures [folder]
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch, Visitor } from "./harness/browser.mjs";
import { photo, video } from "./harness/files.mjs";
import { printed } from "./harness/demo.mjs";
import { changeFactors, confirmReceipt, enrol, lookThrough, nowhere, openCase, preview, reloadCase, reply, saveFile, secondStep, signIn, signInAgain, signOut, toldOfRecovery } from "./harness/handler.mjs";
import { House } from "./harness/house.mjs";
import { Liar } from "./harness/liar.mjs";
import { filterBy, toList } from "./harness/list.mjs";
import { answerRequest, askForName, leaveName, leaveNameLater, readWhoKnows, showName, signInAsKeeper, tooFewKeepers } from "./harness/names.mjs";
import { agree, amongColleagues, enterOffice, invite, nowhereInOffice, organisationPassphrase, outside, ownEntries, ownSignIn, poster, readLog, signElsewhere, signList, takeOut } from "./harness/office.mjs";
import { comeBackPlain, filePlainReport, writeBackPlain } from "./harness/plain.mjs";
import { comeBack, fileReport, lookOnRecord, titleOf, writeBack } from "./harness/reporter.mjs";
import { houseWithName, livesWithPasskeys, plugIn } from "./harness/passkeys.mjs";
import { screens } from "./harness/screens.mjs";
import { text } from "./harness/texts.mjs";

const pictures = process.argv[2] ?? mkdtempSync(join(tmpdir(), "sottovoce-pictures."));
const picture = { name: "loading dock.png", mimeType: "image/png", buffer: photo() };
const film = { name: "night shift.mp4", mimeType: "video/mp4", buffer: video(300_000) };
const looks = [320, 1280].flatMap((width) => [false, true].map((dark) => ({ width, dark, pictures })));
const seen = new Set();
const browser = await launch();

async function visit(look, what) {
  const visitor = await Visitor.arrive(browser, look);
  await what(visitor);
  for (const name of visitor.seen) seen.add(name);
  await visitor.context.close();
}

const demo = await House.open("--demo");
try {
  const { people, reports } = await printed(demo);
  for (const look of looks) await around(look, people, reports);
} finally {
  await demo.close();
}

for (const look of looks) {
  const house = await houseWithName();
  try {
    await visit(look, async (visitor) => {
      const first = await plugIn(visitor);
      const enrolled = await enrol(visitor, await house.enrolment(), "anna", { passkey: "Blue key" });
      await livesWithPasskeys(visitor, house, enrolled, first);
    });
  } finally {
    await house.close();
  }
}

for (const look of looks) {
  const house = await House.open();
  try {
    await visit(look, async (handler) => {
      const enrolled = await enrol(handler, await house.enrolment(), "anna");
      const { passphrase } = enrolled;
      await signIn(handler, house.staff, "anna", passphrase, enrolled.app);
      const { app, recovery } = await changeFactors(handler, "console");
      for (const script of [true, false]) await conversation(house, handler, { ...look, script });
      await listRenewed(house, look);
      await nowhere(handler, house.staff);
      await signOut(handler);
      await signIn(handler, house.staff, "anna", passphrase, recovery[0]);
      await toldOfRecovery(handler);
      await growth(house, handler, look, app);
      await names(house, handler, look, { passphrase, app });
      await ownList(house, look, { passphrase, app });
    });
  } finally {
    await house.close();
  }
}

/** A demonstration: the cases of its busiest handler and of the stand-in who was woken, and the two longest conversations. */
async function around(look, people, reports) {
  const handlers = people.filter((person) => person.duty === "handler").sort((a, b) => b.reads.length - a.reads.length);
  const woken = people.find((person) => person.duty === "stand-in" && person.reads.length > 0);
  for (const { name, passphrase, app } of [handlers[0], woken]) {
    await visit(look, async (visitor) => {
      await signIn(visitor, demo.staff, name, passphrase, app);
      await lookThrough(visitor, name);
      await signOut(visitor);
    });
  }
  for (const { number, words } of reports.filter((report) => [1, 3].includes(report.number))) {
    await visit(look, (visitor) => comeBack(visitor, demo.reporters, words, String(number)));
    await visit({ ...look, script: false }, (visitor) => comeBackPlain(visitor, demo.reporters, words.join(" "), String(number)));
  }
}

/** One report and its answers, with or without scripts. */
async function conversation(house, handler, look) {
  const [file, back, write] = look.script ? [fileReport, comeBack, writeBack] : [filePlainReport, comeBackPlain, writeBackPlain];
  const what = `The server room is open (${look.script ? "script" : "plain"}).`;
  let words;
  await visit(look, async (visitor) => {
    words = await file(visitor, house.reporters, { what, files: [picture, film] });
  });
  await openCase(handler, what);
  await reloadCase(handler, film.name); // without scripts files leave a delivery later
  await preview(handler, picture.name, { width: 640, height: 480 });
  await saveFile(handler, film.name);
  await confirmReceipt(handler);
  await reply(handler, "Which door do you mean?");
  await visit(look, async (visitor) => {
    await back(visitor, house.reporters, look.script ? words : words.join(" "));
    if (look.script) await lookOnRecord(visitor);
    await write(visitor, "The one by the goods lift.", look.script ? [picture] : picture);
  });
}

/** The list of readers is renewed while somebody writes: here the door's answer to it stands before the door, once. */
async function listRenewed(house, look) {
  const [{ people: [reader] }] = house.sotto(["look"]);
  await visit({ ...look, script: true }, async (visitor) => {
    let answered = 0;
    await visitor.context.route("**/api/v1/intake/reports", (route) => {
      answered += 1;
      if (answered > 1) return route.continue();
      return route.fulfill({ status: 409, contentType: "application/problem+json", body: JSON.stringify({ type: "/problems/roster-moved", title: "", status: 409, detail: "" }) });
    });
    await fileReport(visitor, house.reporters, { what: "Written while the list was renewed.", files: [picture], renewed: [reader.name] });
  });
}

/** An administrator invites somebody, and puts them on the list of readers by the words heard; then they go again. */
async function growth(house, admin, look, app) {
  await visit(look, (visitor) => outside(visitor, house.staff));
  await enterOffice(admin, house.staff);
  const link = await invite(admin, "Second reader", ["handler"], { again: app });
  let aloud;
  let passphrase;
  let theirs;
  await visit(look, async (visitor) => {
    ({ aloud, passphrase, app: theirs } = await enrol(visitor, link, "bert", { listed: false }));
  });
  await enterOffice(admin, house.staff);
  const wrongFirst = { "Second reader": [...aloud].reverse().join(" ") };
  await signList(admin, { heard: { "Second reader": aloud.join(" ") }, passphrase: organisationPassphrase(house), wrongFirst });
  await visit(look, async (visitor) => {
    await signIn(visitor, house.staff, "bert", passphrase, theirs);
    await amongColleagues(visitor, house.staff);
    await agree(visitor, "Confidential reports", { second: false });
  });
  await enterOffice(admin, house.staff);
  await poster(admin, house);
  await takeOut(admin, "Second reader");
  await signElsewhere(admin, house, { passphrase: organisationPassphrase(house) });
  await ownSignIn(admin);
  await nowhereInOffice(admin, house.staff);
  await audited(house, admin, look);
}

/** The list with what its reader keeps for themselves; and a server that gives back an older copy of that. */
async function ownList(house, look, { passphrase, app }) {
  const liar = await Liar.before(house.staff);
  await visit(look, async (visitor) => {
    await signIn(visitor, liar.address, "anna", passphrase, app);
    await toList(visitor);
    await visitor.check("cases: with names");
    await filterBy(visitor, text("casework-cases-column-stage"), text("casework-stage-confirmed"));
    await visitor.check("cases: filtered");
    for (const give of [null, 0]) {
      await signOut(visitor);
      liar.give = give;
      await signInAgain(visitor, "anna", passphrase, app);
    }
    await visitor.page.getByText(text("casework-book-older")).waitFor();
    await visitor.check("cases: an older copy came back");
  });
  await liar.close();
}

/** Somebody who checks the place looks through its log; everybody else sees their own entries. */
async function audited(house, admin, look) {
  await enterOffice(admin, house.staff);
  const link = await invite(admin, "Audit", ["auditor"]);
  await visit(look, async (visitor) => {
    const { passphrase, recovery } = await enrol(visitor, link, "arno", { listed: false });
    await visitor.page.goto(house.staff);
    await visitor.page.getByLabel(text("casework-signin-name"), { exact: true }).fill("arno");
    await visitor.page.getByLabel(text("casework-signin-passphrase"), { exact: true }).fill(passphrase);
    await visitor.page.getByRole("button", { name: text("casework-signin-go"), exact: true }).click();
    await secondStep(visitor, recovery[0]);
    await visitor.page.getByRole("heading", { level: 1, name: text("office-log-title") }).waitFor({ timeout: 120_000 });
    await house.tick();
    await visitor.page.reload();
    await readLog(visitor, { person: "Audit" });
  });
  await ownEntries(admin, house.staff);
}

/** Two keepers are put on the list; a reporter leaves a name, a reader asks for it, one keeper says no at first, and it is shown. */
async function names(house, handler, look, { passphrase, app }) {
  const what = "The archive was copied before the audit.";
  const reason = "The court asks who saw the archive being copied.";
  const keepers = [];
  for (const [place, shown] of ["Works council", "Legal, Lisbon", "Data protection"].entries()) {
    await enterOffice(handler, house.staff);
    const visitor = await Visitor.arrive(browser, look);
    const name = ["bea", "cem", "dag"][place];
    keepers.push({ visitor, shown, name, ...(await enrol(visitor, await invite(handler, shown, ["custodian"]), name, { listed: false })) });
  }
  await enterOffice(handler, house.staff);
  await signList(handler, { heard: Object.fromEntries(keepers.map(({ shown, aloud }) => [shown, aloud.join(" ")])), passphrase: organisationPassphrase(house) });
  for (const keeper of keepers) await signInAsKeeper(keeper.visitor, house.staff, keeper.name, keeper.passphrase, keeper.app);
  const ada = { name: "Ada Quill", contact: "The blue door, after six" };
  const all = keepers.map(({ shown }) => shown).sort();
  let words;
  await visit(look, async (visitor) => {
    const onCheck = async (there) => {
      await leaveName(there, { ...ada, keepers: all });
      await tooFewKeepers(there, { question: titleOf("conflict"), leaveOut: all.slice(1), name: ada.name });
    };
    words = await fileReport(visitor, house.reporters, { what, onCheck });
  });
  await signIn(handler, house.staff, "anna", passphrase, app);
  await openCase(handler, what);
  const [one, two, three] = keepers;
  await askForName(handler, { reason, to: [one.shown, two.shown], app });
  await answerRequest(one.visitor, { agrees: true, reason: "No other way would do.", asked: reason, app: one.app });
  await answerRequest(two.visitor, { agrees: false, reason: "Ask the reporter first.", asked: reason, app: two.app });
  await reloadCase(handler, "Ask the reporter first.");
  await handler.check("case: what the keepers said");
  await askForName(handler, { reason, to: [one.shown, three.shown], app, again: true });
  await answerRequest(three.visitor, { agrees: true, reason: "The court must know.", asked: reason, app: three.app });
  await reloadCase(handler, "The court must know.");
  await showName(handler, ada);
  await visit(look, async (visitor) => {
    await comeBack(visitor, house.reporters, words);
    await readWhoKnows(visitor, { name: "Confidential reports", reason });
    await leaveNameLater(visitor, { name: "Ada Quill-Marsh" });
  });
  for (const { visitor } of keepers) {
    for (const name of visitor.seen) seen.add(name);
    await visitor.context.close();
  }
}

await browser.close();
const missing = Object.keys(screens).filter((name) => !seen.has(name));
if (missing.length > 0) throw new Error(`without a picture: ${missing.join("; ")}`);
console.log(pictures);
