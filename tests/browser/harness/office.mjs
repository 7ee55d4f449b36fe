// An administrator in the office: sees who is here, invites, signs the list with the words heard.
import { asksAgain, proveAgain } from "./handler.mjs";
import { text } from "./texts.mjs";

const say = (id, values) => text(`office-${id}`, values);
const heading = (page, id, values) => page.getByRole("heading", { level: 1, name: say(id, values), exact: true });
const button = (page, id, values) => page.getByRole("button", { name: say(id, values), exact: true });
const link = (page, id) => page.getByRole("link", { name: say(id), exact: true });

/** Goes to the office, which shows people. */
export async function enterOffice(visitor, door) {
  const { page } = visitor;
  await page.goto(`${door}/office`);
  await heading(page, "people-title").waitFor();
  await page.getByText(say("trial-key")).waitFor();
  await visitor.check("office: people");
}

/** The passphrase of the organisation's key, as a house's first start prints it. */
export function organisationPassphrase(house) {
  return house.said.match(/under this passphrase:\n\n {4}((?:[a-z]+ ){5}[a-z]+)\n/)[1];
}

/** Whether somebody is shown like this. */
export function shown(page, name, standing) {
  return page.getByRole("listitem").filter({ hasText: name }).getByText(say(`standing-${standing}`), { exact: true }).waitFor();
}

/** "My sign-in", in the office. */
export async function ownSignIn(visitor) {
  const { page } = visitor;
  await page.getByRole("link", { name: text("staff-own-title"), exact: true }).click();
  await page.getByRole("heading", { level: 1, name: text("staff-own-title"), exact: true }).waitFor();
  await page.getByRole("list", { name: text("staff-own-sessions") }).getByRole("listitem").first().waitFor();
  await visitor.check("office: my sign-in");
}

/**
 * Invites somebody by keyboard alone; gives the link that is shown once. `again`: the server asks for the second factor once more, and what
 * was written is there still.
 */
export async function invite(visitor, name, roles, { again } = {}) {
  const { page } = visitor;
  await link(page, "invite-link").click();
  await heading(page, "invite-title").waitFor();
  await visitor.check("office: invite");
  await button(page, "invite-go").click();
  await page.getByRole("alert").getByText(say("invite-no-name")).waitFor();
  await visitor.check("office: invite, nothing written");
  await page.getByLabel(say("invite-name"), { exact: true }).focus();
  await page.keyboard.type(name);
  for (const role of ["handler", "fallback", "governing", "custodian", "officer", "manager", "auditor", "administrator"]) {
    await page.keyboard.press("Tab");
    const box = page.locator("input:focus");
    if ((await box.getAttribute("value")) !== role) throw new Error(`the focus is not on ${role}`);
    if ((await box.isChecked()) !== roles.includes(role)) await page.keyboard.press("Space");
  }
  await page.keyboard.press("Tab");
  await page.keyboard.type("main");
  if (again) await asksAgain(visitor, "**/api/v1/office/invitations");
  await page.keyboard.press("Enter");
  if (again) await proveAgain(visitor, again, "office: once more");
  await heading(page, "invited-title").waitFor();
  await visitor.check("office: the link");
  const made = await page.getByLabel(say("invited-link"), { exact: true }).inputValue();
  await link(page, "back-to-people").click();
  await heading(page, "people-title").waitFor();
  await page.getByRole("heading", { name: say("people-invited") }).waitFor();
  if ((await page.content()).includes(made.split("token=")[1])) throw new Error("the token is shown again");
  return made;
}

/** Signs the list. `heard` is by name; `wrongFirst` types other words at first, which must be refused before the key is opened. */
export async function signList(visitor, { heard, passphrase, wrongFirst = {} }) {
  const { page } = visitor;
  await link(page, "sign-link").click();
  await heading(page, "sign-title").waitFor();
  await page.getByRole("heading", { name: say("sign-difference") }).waitFor();
  await visitor.check("office: sign");
  const field = (name) => page.getByLabel(say("words-label", { name }), { exact: true });
  await button(page, "sign-go").click();
  for (const name of Object.keys(heard)) await page.getByRole("alert").getByText(say("words-missing", { name })).waitFor();
  await page.getByLabel(say("key-passphrase"), { exact: true }).fill(passphrase);
  for (const [name, words] of Object.entries({ ...heard, ...wrongFirst })) await field(name).fill(words);
  if (Object.keys(wrongFirst).length > 0) {
    await button(page, "sign-go").click();
    for (const name of Object.keys(wrongFirst)) await page.getByRole("alert").getByText(say("words-fault", { name })).waitFor();
    await page.getByText(say("problem-words")).waitFor();
    await visitor.check("office: sign, other words");
    for (const [name, words] of Object.entries(heard)) await field(name).fill(words);
  }
  await button(page, "sign-go").click();
  await heading(page, "signed-title").waitFor({ timeout: 120_000 });
  await visitor.check("office: signed");
  await link(page, "back-to-people").click();
  await heading(page, "people-title").waitFor();
}

/** Looks through the log as an auditor: everything checked, chosen by person and kind, compared with a file. Gives what was saved. */
export async function readLog(visitor, { older, person }) {
  const { page } = visitor;
  await heading(page, "log-title").waitFor({ timeout: 120_000 });
  await page.getByText(say("log-lead"), { exact: true }).waitFor();
  await page.getByText("and none is missing").waitFor();
  await visitor.check("office: log");
  const entries = page.locator("section").filter({ has: page.getByRole("heading", { name: say("log-deeds"), exact: true }) });
  const rows = entries.locator("ul > li");
  const all = await rows.count();
  await page.getByLabel(say("log-kind"), { exact: true }).selectOption({ label: say("kind-invited") });
  if ((await rows.count()) >= all) throw new Error("the choice of what was done changed nothing");
  await page.getByLabel(say("log-kind"), { exact: true }).selectOption({ label: say("log-any") });
  await page.getByLabel(say("log-person"), { exact: true }).selectOption({ label: person });
  const own = await rows.count();
  if (own === 0 || own >= all) throw new Error(`${own} of ${all} entries of ${person}`);
  await rows.first().getByText(say("log-proof"), { exact: true }).click();
  await page.getByLabel(say("log-from"), { exact: true }).fill("2001-01-01");
  await page.getByLabel(say("log-to"), { exact: true }).fill("2001-01-02");
  await page.waitForFunction((list) => document.querySelectorAll(list).length === 0, "section:has(.chooser) ul > li");
  const saving = page.waitForEvent("download");
  await button(page, "log-save").click();
  const saved = await (await saving).path();
  await page.getByLabel(say("compare-file"), { exact: true }).setInputFiles(older ?? saved);
  await button(page, "compare-go").click();
  await page.getByText("The log grew out of that one").waitFor();
  await visitor.check("office: log, compared");
  return saved;
}

/** What somebody who is no auditor is shown of the log: their own. */
export async function ownEntries(visitor, door) {
  const { page } = visitor;
  await page.goto(`${door}/office#/log`);
  await heading(page, "log-own-title").waitFor({ timeout: 120_000 });
  await page.getByText("which stands in the signed log").waitFor();
  await visitor.check("office: own entries");
}

/** An address that leads nowhere, and the page of somebody who is not signed in. */
export async function outside(visitor, door) {
  const { page } = visitor;
  await page.goto(`${door}/office`);
  await heading(page, "nobody-title").waitFor();
  await visitor.check("office: nobody");
}

export async function nowhereInOffice(visitor, door) {
  await visitor.page.goto(`${door}/office#/nothing-here`);
  await heading(visitor.page, "nowhere-title").waitFor();
  await visitor.check("office: nowhere");
}
