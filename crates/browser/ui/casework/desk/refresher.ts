// Keeps what is known of the cases as new as the server's list: holds the list that was fetched against the book, and opens what is
// missing there, one case after another, for nobody's eyes.

import type { Kept } from "../../seal/book.ts";
import type { Known } from "../rules/case-book.ts";
import type { CaseRow } from "../rules/case-list.ts";
import type { Day } from "../../staff/days.ts";
import type { BookKeeper } from "./book.ts";
import type { Cases } from "./cases.ts";
import { sentenceFor } from "./failures.ts";
import type { Lists } from "./lists.ts";
import { Turns } from "./turns.ts";
import type { Refreshed } from "./views.ts";

interface Page {
  readonly rows: readonly CaseRow[];
  readonly next: string | null;
}

export class Refresher {
  private readonly turns = new Turns();
  /** Cases that did not open, by how many items they had then: nothing new, nothing to try. */
  private readonly shut = new Map<string, number>();
  private coming = new Map<string, CaseRow>();
  private next: string | null = null;
  private list: ReadonlyMap<string, CaseRow> | null = null;

  constructor(
    private readonly cases: Cases,
    private readonly book: BookKeeper,
    private readonly lists: Lists,
  ) {}

  forget(): void {
    this.shut.clear();
    this.coming = new Map();
    this.next = null;
    this.list = null;
  }

  /** A page of the list went by. Only a list that was fetched from its first page to its last says that something is not in it. */
  page(after: string | null, { rows, next }: Page, today: Day): void {
    if (after === null) this.coming = new Map();
    else if (after !== this.next) return;
    for (const row of rows) this.coming.set(row.case, row);
    this.next = next;
    if (next !== null) return;
    this.list = this.coming;
    this.hold(today);
  }

  /** Holds the list against the book, whichever came first. */
  hold(today: Day): void {
    if (this.list !== null) this.book.listed(this.list, today);
  }

  view({ case: id, version, items, read, title, labels, lead, stage }: Kept): Known {
    return { case: id, version, items, read, title, labels, lead: lead && { id: lead, name: this.lists.nameOf(lead) }, stage };
  }

  /** @param quiet waits until nothing else is asked for */
  run(tell: (refreshed: Refreshed) => void, signal: AbortSignal, quiet: () => Promise<void>): Promise<void> {
    return this.turns.take("refresh", async () => {
      const rows = this.book.wanting(this.list?.values() ?? []).filter(({ case: id, items }) => this.shut.get(id) !== items);
      let done = 0;
      for (const row of rows) {
        await quiet();
        if (signal.aborted) return;
        const known = await this.one(row);
        done += 1;
        tell({ done, total: rows.length, known });
      }
    });
  }

  private async one({ case: id, items }: CaseRow): Promise<Known | null> {
    try {
      this.book.saw(await this.cases.peek(id), false);
    } catch (error) {
      // Whoever opens it is told why it does not open; whoever has no line is told at the next thing they do.
      const sentence = sentenceFor(error);
      if (sentence === "problem-ended" || sentence === "problem-offline") throw error;
      this.shut.set(id, items);
    }
    const kept = this.book.of(id);
    // A lie, or fewer entries than the list says: once more would come to the same.
    if (kept === undefined || kept.items < items) this.shut.set(id, items);
    return kept === undefined ? null : this.view(kept);
  }
}
