// The book at work: fetched once a session, held against what this worker saw before, put together with what another session wrote,
// and written at random times. Its trouble is told and never shuts anything.

import { Problem, Unreachable } from "../../kit/http.ts";
import { type Book, isOlder, type Kept, openBook, together, withoutNames, writeBook } from "../../seal/book.ts";
import { type Day, fromBase64url, hashOf, type Hash, type StaffId, toBase64url } from "../../seal/bytes.ts";
import { cardOf, changesIn } from "../../seal/card.ts";
import type { Chains } from "../../seal/chains.ts";
import type { Item } from "../../seal/item.ts";
import type { Random } from "../../seal/random.ts";
import { Refused } from "../../seal/refusal.ts";
import type { BookTrouble } from "../rules/case-book.ts";
import type { CaseRow } from "../rules/case-list.ts";
import type { Held } from "./cases.ts";
import type { Door } from "./door.ts";
import { kindOf, sentenceFor } from "./failures.ts";
import type { Clock, Keys } from "./keys.ts";
import { Turns } from "./turns.ts";
import { stageOf } from "./view.ts";

const TRIES = 3;
/** While somebody works the book is written so often, at a moment that is drawn: what was done does not say when, and when does not say what. */
const SOONEST = 3 * 60_000;
const LATEST = 10 * 60_000;
/** A long book over a slow line. */
const PATIENCE = 120_000;

/** The newest book that was read or written for somebody. It outlives a session: it holds nothing but by what a lie is known. */
interface Newest {
  readonly version: number;
  readonly hash: Hash;
}

interface Fetched {
  readonly book: Book | null;
  /** Of the sealed bytes, as the server's swap compares them. */
  readonly previous: Hash | null;
  readonly trouble: BookTrouble | null;
}

export class BookKeeper {
  private readonly newest = new Map<StaffId, Newest>();
  private readonly turns = new Turns();
  private readonly cases = new Map<string, Kept>();
  private loading: Promise<void> | null = null;
  private loaded = false;
  private previous: Hash | null = null;
  private writesAt = Number.POSITIVE_INFINITY;
  private session = 0;
  /** What is wrong with what the server gave, if anything. */
  trouble: BookTrouble | null = null;
  /** The day on which the book that was fetched had been written; `null`: there was none. */
  keptOn: Day | null = null;

  constructor(
    private readonly door: Door,
    private readonly keys: Keys,
    private readonly random: Random,
    private readonly clock: Clock,
  ) {}

  /** Puts everything away that came out of a book. */
  forget(): void {
    this.session += 1;
    this.cases.clear();
    this.loading = null;
    this.loaded = false;
    this.previous = null;
    this.writesAt = Number.POSITIVE_INFINITY;
    this.trouble = null;
    this.keptOn = null;
  }

  /** Fetches the book, once. What is wrong with it is kept as `trouble`; only an ended session is thrown. */
  load(): Promise<void> {
    this.loading ??= this.first(this.session).catch((error: unknown) => {
      this.loading = null;
      if (sentenceFor(error) === "problem-ended") throw error;
      this.trouble = "away";
    });
    return this.loading;
  }

  private async first(session: number): Promise<void> {
    const fetched = await this.fetch();
    if (session !== this.session) return;
    this.take(fetched);
    this.keptOn = fetched.book?.header.day ?? null;
    this.loaded = true;
    this.draw();
  }

  private async fetch(): Promise<Fetched> {
    const { person, own } = this.keys.unlocked();
    const answer = await this.door.book();
    const known = this.newest.get(person);
    if (answer === null) return { book: null, previous: null, trouble: known === undefined ? null : "older" };
    try {
      const sealed = fromBase64url(answer);
      const previous = hashOf(sealed);
      try {
        const book = await openBook(sealed, person, own.identity, own.signing.publicKey);
        const { version } = book.header;
        if (known !== undefined && isOlder({ version, hash: book.hash }, { version: known.version, keyring: known.hash })) return { book, previous, trouble: "older" };
        this.newest.set(person, { version, hash: book.hash });
        return { book, previous, trouble: null };
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return { book: null, previous, trouble: "damaged" };
      }
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { book: null, previous: null, trouble: "damaged" };
    }
  }

  private take({ book, previous, trouble }: Fetched): void {
    this.previous = previous;
    this.trouble = trouble ?? (this.trouble === "away" ? null : this.trouble);
    for (const one of book?.cases ?? []) {
      const mine = this.cases.get(one.case);
      this.cases.set(one.case, mine === undefined ? one : together(mine, one));
    }
  }

  /** What is remembered of a case. */
  of(id: string): Kept | undefined {
    return this.cases.get(id);
  }

  /** Everything that is remembered of cases the server's list names. */
  all(): Kept[] {
    return [...this.cases.values()].filter(({ gone }) => gone === null);
  }

  /** Takes down what an opened case came to. `shown`: the person has it before their eyes. What goes back behind the book changes nothing in it. */
  saw(held: Held, shown: boolean): void {
    if (held.keysOlder || held.lost || held.goneSince.length > 0) return;
    const { checked, items } = held;
    const before = this.cases.get(checked.case);
    // Of two openings at once the slower one may know less.
    if (before !== undefined && before.gone === null && (checked.keyring.header.version < before.version || items < before.items)) return;
    const { person } = this.keys.unlocked();
    const { title, labels, lead } = cardOf(changesIn(checked.notes));
    const { version } = checked.keyring.header;
    const [conversation, members] = [lastOf(checked.conversation), lastOf(checked.notes)];
    if (conversation === undefined) return;
    // Nothing tells what was read before: whoever wrote last has read all.
    const wroteLast = [conversation, members].every((last) => last === undefined || last.header.author === person);
    const read = shown || (before === undefined && wroteLast) ? items : Math.min(before?.read ?? 0, items);
    const last = { conversation: conversation.hash, members: members?.hash ?? null };
    this.cases.set(checked.case, { case: checked.case, version, keyring: checked.keyring.hash, items, read, last, title, labels, lead, stage: stageOf(checked.conversation), gone: null });
  }

  /** Forgets a case that the person left. */
  drop(id: string): void {
    this.cases.delete(id);
  }

  /** The whole list of the server: what it names no more keeps no name here. */
  listed(rows: ReadonlyMap<string, CaseRow>, today: Day): void {
    for (const [id, one] of [...this.cases]) {
      if (rows.has(id)) continue;
      const rest = withoutNames(one, today);
      if (rest === null) this.cases.delete(id);
      else this.cases.set(id, rest);
    }
  }

  /** Cases of which the book knows nothing, or less than the server has. */
  wanting(rows: Iterable<CaseRow>): CaseRow[] {
    return [...rows].filter((row) => {
      const known = this.cases.get(row.case);
      return known === undefined || known.gone !== null || known.items < row.items;
    });
  }

  /** Writes if it is time to. To be called now and then. */
  async look(): Promise<void> {
    if (this.clock.now() < this.writesAt) return;
    this.draw();
    await this.keep();
  }

  private draw(): void {
    const [a = 0, b = 0] = this.random.bytes(2);
    this.writesAt = this.clock.now() + SOONEST + Math.floor(((a * 256 + b) / 65_536) * (LATEST - SOONEST));
  }

  /** Writes the book, over what another session wrote meanwhile. Nothing is written before a book was fetched. */
  keep(patience = PATIENCE): Promise<void> {
    return this.turns.take("book", () => this.write(this.session, patience));
  }

  private async write(session: number, patience: number): Promise<void> {
    for (let tries = 0; tries < TRIES && this.loaded && session === this.session; tries += 1) {
      const { person, own } = this.keys.unlocked();
      const version = (this.newest.get(person)?.version ?? 0) + 1;
      const { sealed, hash } = await writeBook({ person, version, day: this.keys.today() }, this.cases.values(), own, this.random);
      try {
        await this.door.keepBook(this.previous, toBase64url(sealed), patience);
        this.newest.set(person, { version, hash });
        if (session === this.session) this.previous = hashOf(sealed);
        return;
      } catch (error) {
        // Without an answer it may lie there all the same; then the next look finds it.
        const moved = (error instanceof Problem && kindOf(error) === "book-moved") || error instanceof Unreachable;
        if (!moved) throw error;
        const fetched = await this.fetch();
        if (session === this.session) this.take(fetched);
      }
    }
  }
}

function lastOf(chains: Chains): Item | undefined {
  return chains.inOrder().at(-1);
}
