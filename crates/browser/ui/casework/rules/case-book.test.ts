import assert from "node:assert/strict";
import { test } from "node:test";
import { active, ANYTHING, arrangeListed, type BookOrder, type Filter, goesBack, type Known, type Listed, NOBODY, occurring, unread } from "./case-book.ts";
import { STAGES } from "./stages.ts";

const anna = { id: "aa", name: "Anna" };
const bert = { id: "bb", name: "Bert" };

function row(id: string, known: Partial<Known> | null = {}, over: Partial<Listed> = {}): Listed {
  const called: Known = { case: id, title: "", labels: [], lead: null, stage: null, version: 2, items: 5, read: 5, ...known };
  return { case: id, receivedOn: 100, ackDue: 106, feedbackDue: 190, acknowledged: true, closed: false, keyringVersion: 2, items: 5, known: known === null ? null : called, ...over };
}

const rows = [
  row("a", { title: "Zebra crossing", lead: bert, stage: "question", labels: ["safety"] }),
  row("b", { title: "änderung", lead: anna, stage: "assessing" }, { items: 7, feedbackDue: 99 }),
  row("c", null, { items: 1, acknowledged: false }),
  row("d", { title: "Lift", labels: ["safety", "fraud"], read: 0 }, { feedbackDue: 107 }),
];
const names = (order: BookOrder, filter: Partial<Filter> = {}, today = 100): string =>
  arrangeListed(rows, { shown: "all", order, filter: { ...ANYTHING, ...filter } }, today, "en", STAGES)
    .map((one) => one.case)
    .join("");

test("a case is unread by what came since it was looked at, and one that nobody opened as a whole", () => {
  assert.deepEqual(rows.map(unread), [0, 2, 1, 5]);
  assert.equal(unread(row("a", { read: 5 }, { items: 4 })), 0);
});

test("rows are ordered by name, stage, who leads and what is unread, those without last and equal ones by what is due", () => {
  assert.equal(names("due"), "bcda");
  assert.equal(names("title"), "bdac");
  assert.equal(names("lead"), "bacd");
  assert.equal(names("stage"), "bacd");
  assert.equal(names("unread"), "bcda");
});

test("each filter alone, and all of them together", () => {
  assert.equal(names("due", { stage: "question" }), "a");
  assert.equal(names("due", { lead: "aa" }), "b");
  assert.equal(names("due", { lead: NOBODY }), "d", "of what was never opened nobody knows who leads");
  assert.equal(names("due", { label: "safety" }), "da");
  assert.equal(names("due", { due: "late" }), "b");
  assert.equal(names("due", { due: "week" }), "bcd");
  assert.equal(names("due", { unread: true }), "bcd");
  assert.equal(names("due", { unread: true, label: "safety", due: "week" }), "d");
  assert.equal(names("due", { unread: true, label: "fraud", due: "late" }), "");
});

test("the number of filters that are set is counted", () => {
  assert.equal(active(ANYTHING), 0);
  assert.equal(active({ ...ANYTHING, unread: true, due: "late", label: "x" }), 3);
});

test("a server that says less of a case than before is seen in the list", () => {
  assert.deepEqual([row("a"), row("a", {}, { items: 4 }), row("a", {}, { keyringVersion: 1 }), row("a", null, { items: 0 })].map(goesBack), [false, true, true, false]);
});

test("labels and leads that occur can be chosen, each once", () => {
  assert.deepEqual(occurring(rows, "en"), { labels: ["fraud", "safety"], leads: [anna, bert] });
});

test("ten thousand rows are filtered and ordered by name", () => {
  const many = Array.from({ length: 10_000 }, (_, n) => row(n.toString(16).padStart(32, "0"), { title: `Case ${(n * 7919) % 10_000}`, labels: n % 3 === 0 ? ["third"] : [] }));
  const found = arrangeListed(many, { shown: "all", order: "title", filter: { ...ANYTHING, label: "third" } }, 100, "en", STAGES);
  assert.equal(found.length, 3334);
  const collator = new Intl.Collator("en");
  assert.ok(found.every((one, n) => n === 0 || collator.compare(found[n - 1]?.known?.title ?? "", one.known?.title ?? "") <= 0));
});
