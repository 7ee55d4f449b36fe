import assert from "node:assert/strict";
import { test } from "node:test";
import { arrange, caseState, count, nextDue, shortName, type CaseRow } from "./case-list.ts";

function row(id: string, over: Partial<CaseRow> = {}): CaseRow {
  return { case: id.padEnd(32, "0"), receivedOn: 100, ackDue: 106, feedbackDue: 190, acknowledged: false, closed: false, keyringVersion: 1, items: 1, ...over };
}

const names = (rows: CaseRow[]): string => rows.map((one) => one.case[0]).join("");

test("what is due first stands first, and closed cases last", () => {
  const rows = [
    row("a", { acknowledged: true, feedbackDue: 120 }),
    row("b", { closed: true, ackDue: 50 }),
    row("c", { ackDue: 106 }),
    row("d", { acknowledged: true, ackDue: 1, feedbackDue: 101 }),
    row("e", { acknowledged: true, feedbackDue: null }),
  ];
  assert.equal(names(arrange(rows, "all", "due")), "dcabe");
  assert.equal(names(arrange(rows, "open", "due")), "dcae");
});

test("the order of equal rows does not hang on how the server sent them", () => {
  const rows = [row("c"), row("a"), row("b")];
  assert.equal(names(arrange(rows, "all", "due")), "abc");
  assert.equal(names(arrange([...rows].reverse(), "all", "received-newest")), "abc");
});

test("a confirmed case waits for feedback and not for confirmation", () => {
  assert.deepEqual(nextDue(row("a")), { what: "confirm", day: 106 });
  assert.deepEqual(nextDue(row("a", { acknowledged: true })), { what: "feedback", day: 190 });
  assert.equal(nextDue(row("a", { closed: true })), null);
});

test("a case closed without being confirmed counts as closed only", () => {
  const closed = row("a", { closed: true });
  assert.equal(caseState(closed), "closed");
  assert.deepEqual(count([closed, row("b"), row("c", { acknowledged: true })]), { open: 2, new: 1, closed: 1, all: 3 });
});

test("ten thousand rows are arranged without touching the given array", () => {
  const rows = Array.from({ length: 10_000 }, (_, n) => row(((n * 7919) % 10_000).toString(16), { ackDue: n % 97 }));
  const copy = [...rows];
  const arranged = arrange(rows, "all", "due");
  assert.deepEqual(rows, copy);
  assert.equal(arranged.length, 10_000);
  assert.ok(arranged.every((one, n) => n === 0 || (arranged[n - 1] as CaseRow).ackDue <= one.ackDue));
});

test("a case is called by the head of its id", () => {
  assert.equal(shortName("7f3a91b2cc000000"), "7f3a 91b2");
});
