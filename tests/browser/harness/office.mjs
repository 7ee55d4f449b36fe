// An administrator in the office: sees who is here, invites, signs the list with the words heard.
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

/** Invites somebody by keyboard alone; gives the link that is shown once. */
export async function invite(visitor, name, roles) {
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
  await page.keyboard.press("Enter");
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
