// An administrator in the office: sees who is here, invites, signs the list with the words heard.
import { readFileSync } from "node:fs";
import { join } from "node:path";
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

/**
 * Signs the list as on a machine that is not connected: saves the file, runs `sotto`, brings the signed list back. A list that was
 * changed on the way is refused first. Gives the file of the signed list.
 */
export async function signElsewhere(visitor, house, { heard = {}, passphrase, kept, trialAfter = true }) {
  const { page } = visitor;
  if (!page.url().endsWith("#/sign")) await link(page, "sign-link").click();
  await heading(page, "sign-title").waitFor();
  await page.getByRole("radio", { name: new RegExp(`^${say("way-elsewhere")}`) }).check();
  await page.getByRole("heading", { name: say("elsewhere-go") }).waitFor();
  await visitor.check("office: sign elsewhere");
  const saved = page.waitForEvent("download");
  await button(page, "elsewhere-save-go").click();
  const draft = await (await saved).path();
  const signed = join(house.folder, `signed-${Date.now()}.txt`);
  const words = Object.entries(heard).flatMap(([name, said]) => ["--heard", `${name}=${said}`]);
  const before = kept === undefined ? [] : ["--kept", kept];
  house.sign([draft, "--to", signed, ...before, ...words], passphrase);
  const field = page.getByLabel(say("elsewhere-file"), { exact: true });
  const text = readFileSync(signed, "utf8");
  await field.setInputFiles({ name: "list.txt", mimeType: "text/plain", buffer: Buffer.from(text.replace('"signed"', '"Signed"')) });
  await page.getByRole("alert").getByText(say("problem-returned-other-key")).waitFor();
  await visitor.check("office: sign elsewhere, another list");
  await field.setInputFiles(signed);
  await page.getByText(say("returned-go")).waitFor();
  await visitor.check("office: sign elsewhere, as it came back");
  await button(page, "returned-go").click();
  await heading(page, "signed-title").waitFor();
  await link(page, "back-to-people").click();
  await heading(page, "people-title").waitFor();
  await page.reload();
  await heading(page, "people-title").waitFor();
  const trials = await page.getByText(say("trial-key")).count();
  if (trials !== (trialAfter ? 1 : 0)) throw new Error(`the trial is said ${trials} times`);
  return signed;
}

/** Takes somebody out; the page that signs the list follows. */
export async function takeOut(visitor, name) {
  const { page } = visitor;
  await page.getByRole("link", { name: say("out-named", { name }), exact: true }).click();
  await heading(page, "out-title").waitFor();
  await button(page, "out-go", { name }).waitFor();
  await visitor.check("office: take out");
  await button(page, "out-go", { name }).click();
  await heading(page, "sign-title").waitFor();
}

/** Agrees that somebody enrols anew; gives the link, if this was the second who agreed. */
export async function agree(visitor, name, { second }) {
  const { page } = visitor;
  await page.getByRole("link", { name: say("renew-named", { name }), exact: true }).click();
  await heading(page, "renew-title").waitFor();
  await button(page, "renew-go", { name }).waitFor();
  await visitor.check("office: new keys");
  await button(page, "renew-go", { name }).click();
  if (!second) {
    await page.getByRole("status").waitFor();
    await visitor.check("office: new keys, one agreed");
    return null;
  }
  await heading(page, "invited-title").waitFor();
  return page.getByLabel(say("invited-link"), { exact: true }).inputValue();
}

/** Looks at the poster, and notes that staff were told. */
export async function poster(visitor, door) {
  const { page } = visitor;
  await link(page, "poster-link").click();
  await heading(page, "poster-title").waitFor();
  const { reporters } = door;
  await page.getByRole("img", { name: say("poster-code", { address: reporters }), exact: true }).waitFor();
  await visitor.check("office: poster");
  await button(page, "told-go").click();
  await page.getByRole("alert").getByText(say("told-no-how")).waitFor();
  await visitor.check("office: poster, nothing written");
  await page.getByLabel(say("told-how"), { exact: true }).fill("Poster at each entrance");
  await button(page, "told-go").click();
  await page.getByRole("listitem").filter({ hasText: "Poster at each entrance" }).waitFor();
  await visitor.check("office: poster, told");
  await link(page, "back-to-people").click();
  await heading(page, "people-title").waitFor();
}

/** What a reader who is no administrator sees of the office. */
export async function amongColleagues(visitor, door) {
  const { page } = visitor;
  await page.goto(`${door}/office`);
  await heading(page, "colleagues-title").waitFor();
  await page.getByRole("listitem").first().waitFor();
  await visitor.check("office: colleagues");
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
