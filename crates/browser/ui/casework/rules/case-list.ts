// The list of cases: what state a row is in, what is due next, which rows are
// shown and in which order. Titles and texts are no part of it: the server has none.

import type { Day } from "./days.ts";

/** One row as the handlers' door answers it. */
export interface CaseRow {
  readonly case: string;
  readonly receivedOn: Day;
  readonly ackDue: Day;
  /** `null` while nothing hangs on it. */
  readonly feedbackDue: Day | null;
  readonly acknowledged: boolean;
  readonly closed: boolean;
  readonly keyringVersion: number;
  readonly items: number;
}

export type CaseState = "new" | "confirmed" | "closed";
export type Shown = "open" | "new" | "closed" | "all";
export type Order = "due" | "received-newest" | "received-oldest";

/** New until its receipt was confirmed; closed is closed. */
export function caseState(row: Pick<CaseRow, "acknowledged" | "closed">): CaseState {
  if (row.closed) return "closed";
  return row.acknowledged ? "confirmed" : "new";
}

/** What must happen next and by when; `null` when nothing is due. */
export function nextDue(row: CaseRow): { what: "confirm" | "feedback"; day: Day } | null {
  if (row.closed) return null;
  if (!row.acknowledged) return { what: "confirm", day: row.ackDue };
  return row.feedbackDue === null ? null : { what: "feedback", day: row.feedbackDue };
}

function wanted(row: CaseRow, shown: Shown): boolean {
  switch (shown) {
    case "all":
      return true;
    case "open":
      return !row.closed;
    case "new":
      return caseState(row) === "new";
    case "closed":
      return row.closed;
  }
}

function byId(a: CaseRow, b: CaseRow): number {
  return a.case < b.case ? -1 : a.case > b.case ? 1 : 0;
}

function byDue(a: CaseRow, b: CaseRow): number {
  const left = nextDue(a)?.day ?? Number.POSITIVE_INFINITY;
  const right = nextDue(b)?.day ?? Number.POSITIVE_INFINITY;
  if (left !== right) return left < right ? -1 : 1;
  return b.receivedOn - a.receivedOn || byId(a, b);
}

const ORDERS: Readonly<Record<Order, (a: CaseRow, b: CaseRow) => number>> = {
  due: byDue,
  "received-newest": (a, b) => b.receivedOn - a.receivedOn || byId(a, b),
  "received-oldest": (a, b) => a.receivedOn - b.receivedOn || byId(a, b),
};

/** The rows to show, most urgent first unless asked otherwise; a new array. */
export function arrange<R extends CaseRow>(rows: readonly R[], shown: Shown, order: Order): R[] {
  return rows.filter((row) => wanted(row, shown)).sort(ORDERS[order]);
}

/** How many rows each choice would show. */
export function count(rows: readonly CaseRow[]): Record<Shown, number> {
  const counts: Record<Shown, number> = { open: 0, new: 0, closed: 0, all: rows.length };
  for (const row of rows) {
    if (row.closed) counts.closed += 1;
    else counts.open += 1;
    if (caseState(row) === "new") counts.new += 1;
  }
  return counts;
}

/** The short name people use for a case: the head of its id, in two groups of four. */
export function shortName(id: string): string {
  return `${id.slice(0, 4)} ${id.slice(4, 8)}`;
}
