// Opening cases: fetch, open, check; replace the reporter's keys at the first
// opening; notice when the server goes back behind what it showed before.

import { Problem } from "../../kit/http.ts";
import { isOlder, type Kept } from "../../seal/book.ts";
import type { Hash, StaffId } from "../../seal/bytes.ts";
import type { Author, Head } from "../../seal/item.ts";
import { type Case, checkCase, openCase, type OpenedBefore } from "../../seal/casework.ts";
import { type Readers, whoMayReceive } from "../../seal/readers.ts";
import type { Random } from "../../seal/random.ts";
import { hasOtherKeys } from "../../seal/renewed.ts";
import { rotate, type Writer } from "../../seal/replies.ts";
import { personOf } from "../../seal/roster.ts";
import type { ToldCase } from "./answers.ts";
import type { Door } from "./door.ts";
import { closing, Failed, kindOf } from "./failures.ts";
import type { Part } from "./files.ts";
import type { Keys } from "./keys.ts";
import type { Lists } from "./lists.ts";
import { Turns } from "./turns.ts";

/** How often a thing is tried again when somebody else was faster. */
const TRIES = 4;

/** A case that was opened and checked. */
export interface Held {
  readonly told: ToldCase;
  readonly checked: Case;
  /** The server went back behind a version of the keys that was seen before. */
  readonly keysOlder: boolean;
  /** Entries that were shown before and are not any more, by author. */
  readonly goneSince: readonly Author[];
  /** What a book names as the last that was read is not there any more. */
  readonly lost: boolean;
  /** This opening replaced the keys: those the reporter made, or those that somebody who left still has. */
  readonly renewed: Renewed | null;
  /** How many items the server showed: what is written names it, so that nothing is placed over another's head. */
  readonly items: number;
  /** Which look this is, counted up. */
  readonly look: number;
}

export type Renewed = "first" | "left";

interface Seen {
  readonly look: number;
  readonly version: number;
  readonly conversation: readonly Head[];
  readonly members: readonly Head[];
}

export class Cases {
  private readonly held = new Map<string, Held>();
  private readonly opened = new Map<string, OpenedBefore>();
  private readonly seen = new Map<string, Seen>();
  private readonly turns = new Turns();
  private looks = 0;

  constructor(
    private readonly door: Door,
    private readonly lists: Lists,
    private readonly keys: Keys,
    private readonly random: Random,
    /** What the book knows of a case. */
    private readonly remembered: (id: string) => Kept | undefined = () => undefined,
  ) {}

  forget(): void {
    this.held.clear();
    this.opened.clear();
    this.seen.clear();
  }

  /** Forgets one case. */
  drop(id: string): void {
    this.held.delete(id);
    this.opened.delete(id);
    this.seen.delete(id);
  }

  /** What was opened last, for files of a case that is on the page. */
  async last(id: string): Promise<Held> {
    return this.held.get(id) ?? (await this.open(id));
  }

  /** Writers of a case take turns. */
  inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    return this.turns.take(id, work);
  }

  /** Fetches, opens and checks; at the first opening with new keys. Failed: a `finding-…` where nothing can be trusted. */
  async open(id: string, part: Part = () => undefined): Promise<Held> {
    let renewed: Renewed | null = null;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const held = await this.looked(id, renewed, part);
      const why = held.checked.firstOpening ? "first" : held.told.leftSince > 0 ? "left" : null;
      if (why === null || held.keysOlder) return this.keep(held);
      renewed = (await this.renew(held)) ? why : null;
    }
    throw new Failed("problem-conflict");
  }

  /** Looks into a case for nobody's eyes: replaces no keys, and keeps nothing. */
  peek(id: string): Promise<Held> {
    return this.looked(id, null, () => undefined, new Map());
  }

  /** Items and keys come by two requests. When somebody changes the keys between them they do not fit, once; a lie never fits. */
  private async looked(id: string, renewed: Renewed | null, part: Part, opened = this.openedOf(id)): Promise<Held> {
    try {
      return await this.look(id, renewed, part, opened);
    } catch (error) {
      if (!(error instanceof Failed) || !error.sentence.startsWith("finding-")) throw error;
      return this.look(id, renewed, part, opened);
    }
  }

  private openedOf(id: string): OpenedBefore {
    const before = this.opened.get(id) ?? new Map();
    this.opened.set(id, before);
    return before;
  }

  private async look(id: string, renewed: Renewed | null, part: Part, before: OpenedBefore): Promise<Held> {
    const seen = this.seen.get(id);
    this.looks += 1;
    const look = this.looks;
    // Items first: a file that one of them names is then certainly in what is told of the case.
    const items = await this.door.items(id);
    const told = await this.door.case(id);
    const { own } = this.keys.unlocked();
    try {
      const sealed = { case: told.case, keyring: told.keyring, items, attachments: told.attachments };
      const opened = await openCase(sealed, own.identity, before, part);
      if (told.case !== id || opened.keyring.header.case !== id) throw new Failed("finding-other-keys");
      const rosters = await this.lists.signed(opened.rosters);
      if (!rosters.has(opened.keyring.header.roster)) throw new Failed("finding-no-list");
      const checked = await checkCase(opened, rosters);
      return { told, checked, renewed, items: items.length, look, ...sinceThen(seen, this.remembered(id), checked) };
    } catch (error) {
      throw closing(error);
    }
  }

  private keep(held: Held): Held {
    const { checked } = held;
    const nobody = "reporter" as const;
    const all = (chains: Case["notes"]): Head[] => {
      const last = chains.last(nobody);
      return [...chains.heads(nobody), ...(last ? [{ author: nobody, seq: last.header.seq, hash: last.hash }] : [])];
    };
    const before = this.seen.get(checked.case);
    // Of two looks at once the later one is remembered.
    if (before !== undefined && before.look > held.look) return held;
    if (!held.keysOlder && !held.lost && held.goneSince.length === 0) {
      this.seen.set(checked.case, {
        look: held.look,
        version: checked.keyring.header.version,
        conversation: all(checked.conversation),
        members: all(checked.notes),
      });
    } else if (before !== undefined) {
      this.seen.set(checked.case, { ...before, version: Math.max(before.version, checked.keyring.header.version) });
    }
    this.held.set(checked.case, held);
    return held;
  }

  /** Replaces the keys for those who read now. Answers false when somebody else was faster, which is as good. */
  private async renew({ told, checked }: Held): Promise<boolean> {
    const writer = await this.writer();
    return this.rotate(told, checked, writer, readersNow(checked, writer, told));
  }

  /** New keys for these readers, in place of what the server has. Answers false when somebody else was faster. */
  async rotate(told: ToldCase, checked: Case, writer: Writer, readers: Readers): Promise<boolean> {
    const composed = await rotate(checked, writer, this.random, readers);
    try {
      await this.door.postKeyring(told.case, { ...composed, previous_version: told.row.keyringVersion, left_since: told.leftSince });
      return true;
    } catch (error) {
      if (error instanceof Problem && kindOf(error) === "keyring-moved") return false;
      throw error;
    }
  }

  /** Who writes, under the list in force. */
  async writer(): Promise<Writer> {
    const { person, own } = this.keys.unlocked();
    const day = this.keys.today();
    const { roster } = await this.lists.inForce(day);
    if (personOf(roster, person) === undefined) throw new Failed("problem-not-listed");
    return { person, signing: own.signing, roster, day };
  }
}

/** What the server showed before this look began, in this worker or as the book has it, must still be there. */
function sinceThen(before: Seen | undefined, known: Kept | undefined, checked: Case): Pick<Held, "keysOlder" | "goneSince" | "lost"> {
  const { version } = checked.keyring.header;
  const gone = (heads: readonly Head[], chains: Case["notes"]): Author[] =>
    heads.filter(({ author, seq, hash }) => chains.at(author, seq)?.hash !== hash).map(({ author }) => author);
  const has = (chains: Case["notes"], hash: Hash | null): boolean => hash === null || chains.all().some((item) => item.hash === hash);
  const goneSince = before === undefined ? [] : [...new Set([...gone(before.conversation, checked.conversation), ...gone(before.members, checked.notes)])];
  return {
    keysOlder: (before !== undefined && version < before.version) || (known !== undefined && isOlder({ version, hash: checked.keyring.hash }, known)),
    goneSince,
    lost: goneSince.length === 0 && known !== undefined && !(has(checked.conversation, known.last.conversation) && has(checked.notes, known.last.members)),
  };
}

/**
 * Those who read already, without whoever may not receive a key any more, has left by themselves, which the server tells, or has
 * other keys than they were let in with: they are added again by somebody, not by a program. A stand-in who writes was woken, and
 * reads from now on.
 */
export function readersNow(
  { notice, report, letIn }: Pick<Case, "notice" | "report" | "letIn">,
  { person, roster }: Pick<Writer, "person" | "roster">,
  told: Pick<ToldCase, "members" | "sleeper" | "leftSince">,
): Readers {
  const stayed = (id: string): boolean => told.leftSince === 0 || told.members.includes(id) || told.sleeper === id;
  const there = (id: StaffId): boolean => stayed(id) && (id === person || !hasOtherKeys(id, letIn, roster));
  const { members, sleeper } = whoMayReceive(notice, roster, report.left_out);
  const rest = { members: members.filter(there), sleeper: sleeper !== null && there(sleeper) ? sleeper : null };
  return rest.sleeper === person ? { members: [...rest.members, person].sort(), sleeper: null } : rest;
}
