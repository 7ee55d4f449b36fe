// The list of one's cases: what stands in it, and what of it is chosen.
import assert from "node:assert/strict";
import { until } from "./place.mjs";
import { text } from "./texts.mjs";

const say = (id, values) => text(`casework-${id}`, values);

/** Goes to the list and fetches it anew. */
export async function toList(visitor) {
  const { page } = visitor;
  await page.getByRole("link", { name: say("console-name") }).first().click();
  await page.getByRole("heading", { name: say("cases-title"), exact: true }).waitFor();
  await page.getByRole("button", { name: say("reload"), exact: true }).click();
  await page.getByRole("table").waitFor();
}

/** What each row says, in order. */
export async function rows(visitor) {
  const all = await visitor.page.getByRole("table").getByRole("row").allInnerTexts();
  return all.slice(1).map((row) => row.replaceAll(/\s+/g, " ").trim());
}

/** Fetches the list anew until a row says all of this. */
export function rowSays(visitor, ...words) {
  return until(`a row with ${words.join(", ")}`, async () => {
    const found = (await rows(visitor)).find((row) => words.every((word) => row.includes(word)));
    if (found === undefined) await visitor.page.getByRole("button", { name: say("reload"), exact: true }).click();
    return found;
  });
}

/** Opens the filter, if it is not open, and sets one of its fields. */
export async function filterBy(visitor, label, option) {
  const { page } = visitor;
  const field = page.getByLabel(label, { exact: true });
  if (!(await field.isVisible())) await page.locator(".filter summary").click();
  await field.selectOption({ label: option });
  assert.ok(!(await page.evaluate(() => location.href)).includes(encodeURIComponent(option)), "nothing of it stands in an address");
}
