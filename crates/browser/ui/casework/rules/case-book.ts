// What the book adds to a row of the list, and which rows are chosen by it. The server knows none of it; nothing here leaves the page.

import type { Day } from "../../staff/days.ts";
import { arrange, type CaseRow, nextDue, type Order, type Shown } from "./case-list.ts";
import type { Stage } from "./stages.ts";

/** What is wrong with the book that the server gave. */
export type BookTrouble = "older" | "damaged" | "away";

/** What is kept about a case, with a name for the id of who leads. */
export interface Known {
  readonly case: string;
  readonly title: string;
  readonly labels: readonly string[];
  readonly lead: { readonly id: string; readonly name: string | null } | null;
  readonly stage: Stage | null;
  /** The highest keyring that was taken. */
  readonly version: number;
  /** How many entries there were when it was opened last, and how many of them the person saw. */
  readonly items: number;
  readonly read: number;
}

/** A row with what is known of it; `null`: nothing yet. */
export interface Listed extends CaseRow {
  readonly known: Known | null;
}

/** How many entries came since the person looked; what was never opened is all of it. */
export function unread(row: Listed): number {
  return Math.max(0, row.items - (row.known?.read ?? 0));
}

/** The server says less of a case than it once had. */
export function goesBack({ items, keyringVersion, known }: Listed): boolean {
  return known !== null && (items < known.items || keyringVersion < known.version);
}

export type DueChoice = "" | "late" | "week";

/** What is asked for beside state and order; empty: anything. */
export interface Filter {
  readonly stage: Stage | "";
  /** An id, or that nobody leads. */
  readonly lead: string;
  readonly label: string;
  readonly due: DueChoice;
  readonly unread: boolean;
}

export const ANYTHING: Filter = { stage: "", lead: "", label: "", due: "", unread: false };
/** In place of an id: nobody leads. */
export const NOBODY = "nobody";

export function active(filter: Filter): number {
  return Object.values(filter).filter((one) => one !== "" && one !== false).length;
}

function chosen(row: Listed, filter: Filter, today: Day): boolean {
  const { known } = row;
  const due = nextDue(row)?.day ?? Number.POSITIVE_INFINITY;
  return (
    (filter.stage === "" || known?.stage === filter.stage) &&
    (filter.lead === "" || (known !== null && (known.lead?.id ?? NOBODY) === filter.lead)) &&
    (filter.label === "" || known?.labels.includes(filter.label) === true) &&
    (filter.due === "" || (filter.due === "late" ? due < today : due <= today + 7)) &&
    (!filter.unread || unread(row) > 0)
  );
}

export type BookOrder = Order | "title" | "stage" | "lead" | "unread";

/** Rows without what is compared stand last, and equal ones as what is due first. */
function compared(order: "title" | "stage" | "lead" | "unread", language: string, stages: readonly Stage[]): (a: Listed, b: Listed) => number {
  const collator = new Intl.Collator(language);
  const texts = (of: (known: Known) => string | null | undefined) => (a: Listed, b: Listed) => {
    const [left, right] = [a, b].map(({ known }) => (known === null ? "" : (of(known) ?? ""))) as [string, string];
    if (left === "" || right === "") return (left === "" ? 1 : 0) - (right === "" ? 1 : 0);
    return collator.compare(left, right);
  };
  const stageAt = ({ known }: Listed): number => (known?.stage == null ? stages.length : stages.indexOf(known.stage));
  switch (order) {
    case "title":
      return texts(({ title }) => title);
    case "lead":
      return texts(({ lead }) => lead?.name ?? lead?.id);
    case "stage":
      return (a, b) => stageAt(a) - stageAt(b);
    case "unread":
      return (a, b) => (unread(b) > 0 ? 1 : 0) - (unread(a) > 0 ? 1 : 0);
  }
}

const isPlain = (order: BookOrder): order is Order => order === "due" || order === "received-newest" || order === "received-oldest";

export interface Asked {
  readonly shown: Shown;
  readonly order: BookOrder;
  readonly filter: Filter;
}

/** The rows to show; a new array. */
export function arrangeListed(rows: readonly Listed[], { shown, order, filter }: Asked, today: Day, language: string, stages: readonly Stage[]): Listed[] {
  const kept = active(filter) === 0 ? rows : rows.filter((row) => chosen(row, filter, today));
  if (isPlain(order)) return arrange(kept, shown, order);
  // Sorting keeps the order of equal rows.
  return arrange(kept, shown, "due").sort(compared(order, language, stages));
}

/** The labels and leads that occur, each once, in the order of the alphabet. */
export function occurring(rows: readonly Listed[], language: string): { labels: string[]; leads: { id: string; name: string | null }[] } {
  const collator = new Intl.Collator(language);
  const labels = new Set<string>();
  const leads = new Map<string, { id: string; name: string | null }>();
  for (const { known } of rows) {
    for (const label of known?.labels ?? []) labels.add(label);
    if (known?.lead) leads.set(known.lead.id, known.lead);
  }
  return { labels: [...labels].sort(collator.compare), leads: [...leads.values()].sort((a, b) => collator.compare(a.name ?? a.id, b.name ?? b.id)) };
}
