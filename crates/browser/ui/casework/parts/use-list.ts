/** The list of one's cases as it comes in: the server's rows at once, what the book knows of them beside, and what is looked up since. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { BookView, Refreshed } from "../desk/views.ts";
import type { Known, Listed } from "../rules/case-book.ts";
import type { CaseRow } from "../rules/case-list.ts";
import { useAround } from "./around.ts";
import type { Far } from "./book-note.tsx";
import { useDoing } from "./failure.tsx";

/** So often at most the list is drawn anew while cases are looked into. */
const DRAWN = 400;

export interface List {
  /** `null`: nothing has come yet. */
  readonly rows: readonly Listed[] | null;
  /** Further rows are on their way. */
  readonly more: boolean;
  readonly book: Omit<BookView, "known"> | null;
  readonly far: Far | null;
  readonly doing: boolean;
  readonly sentence: string | null;
  readonly load: () => void;
}

export function useList(): List {
  const { desk } = useAround();
  const [rows, setRows] = useState<readonly CaseRow[] | null>(null);
  const [more, setMore] = useState(true);
  const [book, setBook] = useState<List["book"]>(null);
  const [known, setKnown] = useState<ReadonlyMap<string, Known>>(new Map());
  const [far, setFar] = useState<Far | null>(null);
  const { doing, sentence, run } = useDoing();
  const stop = useRef(new AbortController());

  const fetchRows = async (here: () => boolean): Promise<void> => {
    let after: string | null = null;
    // By id: a row that moved between two pages while they were fetched is shown once.
    const all = new Map<string, CaseRow>();
    do {
      const page: { rows: readonly CaseRow[]; next: string | null } = await desk.call("cases", { after });
      if (!here()) return;
      for (const row of page.rows) all.set(row.case, row);
      after = page.next;
      setMore(after !== null);
      setRows([...all.values()]);
    } while (after !== null);
  };

  const fetchBook = async (here: () => boolean): Promise<void> => {
    const { known: kept, ...rest } = await desk.call("known", null);
    if (!here()) return;
    setBook(rest);
    setKnown(new Map(kept.map((one) => [one.case, one])));
  };

  const refresh = async (signal: AbortSignal): Promise<void> => {
    let fresh: Known[] = [];
    let last: Far | null = null;
    let drawn: ReturnType<typeof setTimeout> | null = null;
    const draw = (): void => {
      drawn = null;
      if (signal.aborted) return;
      const now = fresh;
      fresh = [];
      setFar(last);
      setKnown((before) => new Map([...before, ...now.map((one) => [one.case, one] as const)]));
    };
    const heard = (said: unknown): void => {
      const { known: one, ...progress } = said as Refreshed;
      if (one !== null) fresh.push(one);
      last = progress;
      drawn ??= setTimeout(draw, DRAWN);
    };
    await desk.call("refresh", null, { progress: heard, signal });
    if (drawn !== null) clearTimeout(drawn);
    draw();
  };

  const load = async (): Promise<void> => {
    stop.current.abort();
    const mine = new AbortController();
    stop.current = mine;
    const here = (): boolean => !mine.signal.aborted;
    const loaded = await run(async () => void (await Promise.all([fetchRows(here), fetchBook(here)])));
    // Nobody waits for this, and whatever is wrong with a case is said by opening it.
    if (loaded && here()) await refresh(mine.signal).catch(() => undefined);
  };

  useEffect(() => {
    void load();
    return () => stop.current.abort();
  }, []);

  const listed = useMemo(() => rows && rows.map((row): Listed => ({ ...row, known: known.get(row.case) ?? null })), [rows, known]);
  return { rows: listed, more, book, far, doing, sentence, load: () => void load() };
}
