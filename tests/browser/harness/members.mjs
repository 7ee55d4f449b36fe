// Readers of a case among themselves: who reads it, what they keep about it, what is to be done.
import { text } from "./texts.mjs";

const say = (id, values) => text(`casework-${id}`, values);
const button = (page, id, values) => page.getByRole("button", { name: say(id, values), exact: true });

/** Adds somebody; gives the names that could have been chosen. */
export async function addReader(visitor, name) {
  const { page } = visitor;
  await button(page, "readers-add").click();
  const list = page.getByLabel(say("readers-add-label"), { exact: true });
  await list.waitFor();
  await button(page, "readers-add-go").click();
  await page.getByText(say("readers-add-nothing"), { exact: true }).waitFor();
  await page.getByText(say("readers-add-some"), { exact: true }).waitFor();
  await visitor.check("case: adding a reader");
  const offered = (await list.locator("option").allInnerTexts()).slice(1);
  await list.selectOption({ label: name });
  await button(page, "readers-add-go").click();
  await page.getByText(say("readers-added", { name })).waitFor({ timeout: 60_000 });
  return offered;
}

/** Names the case, says who leads, labels it. */
export async function keepNames(visitor, { title, lead, labels }) {
  const { page } = visitor;
  await button(page, "card-names-open").click();
  const dialog = page.getByRole("dialog", { name: say("card-names-ask") });
  await dialog.getByLabel(say("card-title"), { exact: true }).fill(title);
  await dialog.getByLabel(say("card-lead"), { exact: true }).selectOption({ label: lead });
  const field = dialog.getByLabel(say("card-labels"), { exact: true });
  await field.fill("x".repeat(41));
  await button(dialog, "card-names-go").click();
  await dialog.getByText(say("card-labels-fault")).waitFor();
  await visitor.check("case: name, lead, labels");
  await field.fill(labels);
  await button(dialog, "card-names-go").click();
  await page.getByText(say("card-done"), { exact: true }).waitFor({ timeout: 60_000 });
}

/** Decides something with a reason, which is asked for. */
export async function decide(visitor, what, choice, reason) {
  const { page } = visitor;
  await button(page, `card-${what}-open`).click();
  const dialog = page.getByRole("dialog", { name: say(`card-${what}-ask`) });
  await dialog.getByLabel(say(`card-${what}`), { exact: true }).selectOption({ label: say(`${what}-${choice}`) });
  await button(dialog, `card-${what}-go`).click();
  await dialog.getByText(say("card-missing-reason")).waitFor();
  await visitor.check(`case: ${what}`);
  await dialog.getByLabel(say("card-reason"), { exact: true }).fill(reason);
  await button(dialog, `card-${what}-go`).click();
  await page.getByText(say("card-done"), { exact: true }).waitFor({ timeout: 60_000 });
}

export async function agree(visitor, name) {
  const { page } = visitor;
  await button(page, "card-agree").click();
  await page.getByText(say("card-agreed", { name })).waitFor({ timeout: 60_000 });
}

export async function addTask(visitor, what) {
  const { page } = visitor;
  await button(page, "tasks-add").click();
  await button(page, "tasks-add-go").click();
  await page.getByText(say("tasks-text-fault")).waitFor();
  await visitor.check("case: adding something to do");
  await page.getByLabel(say("tasks-text"), { exact: true }).fill(what);
  await page.getByLabel(say("tasks-due"), { exact: true }).fill("2099-01-31");
  await button(page, "tasks-add-go").click();
  await page.getByRole("checkbox", { name: what }).waitFor({ timeout: 60_000 });
}

export async function finishTask(visitor, what) {
  const { page } = visitor;
  await page.getByRole("checkbox", { name: what }).click();
  await page.getByText(say("change-task-off", { name: "", said: what }).trim()).waitFor({ timeout: 60_000 });
}

/** Leaves the open case. `refused`: nobody else is left. */
export async function recuse(visitor, { refused = false } = {}) {
  const { page } = visitor;
  await button(page, "recuse").click();
  const dialog = page.getByRole("dialog", { name: say("recuse-ask") });
  await visitor.check("case: leaving it");
  await button(dialog, "recuse-go").click();
  if (refused) {
    await dialog.getByText(say("problem-last-reader")).waitFor();
    await button(dialog, "cancel").click();
  } else {
    await page.getByText(say("cases-none")).waitFor({ timeout: 60_000 });
  }
}
