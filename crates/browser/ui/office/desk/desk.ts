// The desk: what the pages ask for, answered in plain values. The list in force is verified here, and a new one is signed here;
// what the server says of people's keys counts only with the six words heard from them.

import type { CallContext } from "../../kit/bridge.ts";
import { Problem } from "../../kit/http.ts";
import type { StaffId } from "../../seal/bytes.ts";
import { openOrganisationKey } from "../../seal/organisation_key.ts";
import { Refused } from "../../seal/refusal.ts";
import { type Channel, organisationFingerprint, type Person, type Role, roles as duties, verifyRoster } from "../../seal/roster.ts";
import { type Draft, draftOf, LIST_DAYS, needsWords, signDraft, unheard } from "../../seal/roster_draft.ts";
import { draftFile, judgeSigned, type Returned } from "../../seal/roster_elsewhere.ts";
import type { Place } from "../../staff/around.ts";
import { dayOnTheWall } from "../../staff/days.ts";
import { OwnDoor, ownTasks } from "../../staff/own/door.ts";
import { isListed } from "../rules/roles.ts";
import { Door, type Enrolled, type Http, type Readers } from "./door.ts";
import { Failed, RETURNED } from "./failures.ts";
import { LogBook } from "./log.ts";
import { LogDoor, type Octets, type Whose } from "./log_door.ts";
import type { AgreedView, ChannelView, ColleagueRow, DraftView, InvitedView, LogView, Me, PeopleView, PersonRow, ReturnedView, SavedView, Signing, Standing } from "./views.ts";

export interface Means {
  readonly http: Http;
  readonly octets: Octets;
  readonly clock: { now(): number };
}

interface Begun {
  readonly draft: Draft;
  readonly readers: Readers;
}

const STANDINGS = { kept: "listed", added: "waiting", changed: "differs", "keys-changed": "differs" } as const;

export class Desk {
  readonly own: OwnDoor;
  private readonly door: Door;
  private readonly book: LogBook;
  private told: Channel | null = null;
  private begun: Begun | null = null;
  private returned: string | null = null;

  constructor(private readonly means: Means) {
    this.door = new Door(means.http);
    this.book = new LogBook(new LogDoor(means.http, means.octets));
    this.own = new OwnDoor(means.http);
  }

  /** Fetched once: what it names cannot change under a worker that goes on trusting it. */
  private async channel(): Promise<Channel> {
    this.told ??= await this.door.channel();
    return this.told;
  }

  async place(): Promise<Place> {
    const [{ organisation, organisation_keys: keys }, { trial, passkeys }] = await Promise.all([this.channel(), this.door.place()]);
    return { organisation, fingerprints: keys.map(organisationFingerprint), trial, passkeys };
  }

  /** `null`: nobody is signed in. */
  async me(): Promise<Me | null> {
    try {
      return await this.door.session();
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null;
      throw error;
    }
  }

  signOut(): Promise<void> {
    this.begun = null;
    return this.door.signOut();
  }

  async people(): Promise<PeopleView> {
    const [{ enrolled, invited, renewing }, readers] = await Promise.all([this.door.people(), this.door.readers()]);
    const { inForce, lines, gone } = await this.compared(readers, enrolled);
    const standing = (id: string): Standing => {
      const line = lines.find(({ person }) => person.id === id);
      return line === undefined ? "needs-none" : STANDINGS[line.change];
    };
    const rows = enrolled.map(({ id, name, roles, groups, enrolledOn }): PersonRow => ({ person: id, name, roles, groups, enrolledOn, standing: standing(id) }));
    const list = inForce && { version: inForce.version, validUntil: inForce.valid_until, offline: inForce.signed === "offline" };
    return { today: readers.today, list, gone: gone.map(({ name }) => name), enrolled: rows, renewing, invited };
  }

  invite(name: string, roles: readonly string[], groups: readonly string[]): Promise<InvitedView> {
    return this.door.invite(name, roles, groups);
  }

  withdraw(person: string): Promise<void> {
    return this.door.withdraw(person);
  }

  takeOut(person: string): Promise<void> {
    return this.door.takeOut(person);
  }

  agree(person: string): Promise<AgreedView> {
    return this.door.agree(person);
  }

  takeBack(person: string): Promise<void> {
    return this.door.takeBack(person);
  }

  announced(): Promise<ChannelView> {
    return this.door.announced();
  }

  /** Notes that staff were told; answers everything noted. */
  async announce(on: number, how: string): Promise<ChannelView> {
    await this.door.announce(on, how);
    return this.door.announced();
  }

  /** Whom the list in force names, for somebody who may agree that one of them enrols anew. */
  async colleagues(): Promise<ColleagueRow[]> {
    const channel = await this.channel();
    try {
      return verifyRoster(await this.door.list(), channel).people.map(({ id, name }) => ({ person: id, name }));
    } catch (error) {
      throw error instanceof Refused ? new Failed("problem-list-unsigned") : error;
    }
  }

  /** Begins a new list. What is shown now is what will be signed, whatever the server says later. */
  async draft(): Promise<DraftView> {
    const [{ enrolled }, readers] = await Promise.all([this.door.people(), this.door.readers()]);
    const today = dayOnTheWall(new Date(this.means.clock.now()));
    if (Math.abs(readers.today - today) > 1) throw new Failed("problem-clock");
    const draft = await this.compared(readers, enrolled);
    this.begun = { draft, readers };
    this.returned = null;
    return {
      version: (draft.inForce?.version ?? 0) + 1,
      validUntil: readers.today + LIST_DAYS,
      lines: draft.lines.map(({ person: { id, name, roles, groups }, change }) => ({ person: id, name, roles, groups, change, needsWords: needsWords(change) })),
      gone: draft.gone.map(({ name }) => name),
      keyHere: readers.keyHere,
      offline: draft.inForce?.signed === "offline",
    };
  }

  /** Signs what was shown, and puts it in force. */
  async sign(asked: Signing, part: (part: number) => void): Promise<{ version: number; validUntil: number }> {
    const { draft, readers } = this.begun ?? shownFirst();
    const leftOut = new Set(asked.leftOut as StaffId[]);
    const heard = new Map(Object.entries(asked.heard) as [StaffId, string][]);
    const missing = unheard(draft, { leftOut, heard });
    if (missing.length > 0) throw new Failed("problem-words", { who: missing });
    const channel = await this.channel();
    const file = asked.key ?? (await this.door.sealedKey());
    const key = await openOrganisationKey(file, asked.passphrase, part);
    try {
      const { today, stanzaCount, jurisdiction } = readers;
      const put = await this.door.put(signed(() => signDraft(draft, { leftOut, heard, today, stanzaCount, jurisdiction }, key, channel)));
      this.begun = null;
      return put;
    } finally {
      key.wipe();
    }
  }

  /** The log, all of it checked: what everybody did for auditors, and one's own for everybody else. */
  async log(whose: Whose): Promise<LogView> {
    return this.book.read(await this.channel(), whose);
  }

  /** Holds the log that was read against an older one. */
  async compare(older: string): Promise<number> {
    return this.book.compare(older, await this.channel());
  }

  logFile(): string {
    return this.book.file();
  }

  /** What was shown, as a file for signing on another machine. */
  async save(): Promise<SavedView> {
    const { draft, readers } = this.begun ?? shownFirst();
    const text = draftFile(draft, readers, await this.channel());
    return { name: `list-${String((draft.inForce?.version ?? 0) + 1)}-to-sign.json`, text };
  }

  /** Looks at a list that was signed elsewhere. Nothing comes into force by it. */
  async look(file: Uint8Array): Promise<ReturnedView> {
    const { draft, readers } = this.begun ?? shownFirst();
    const note = textOf(file);
    const { roster, lines, missing, gone } = await this.judged(note, draft, readers);
    this.returned = note;
    return {
      version: roster.version,
      validUntil: roster.valid_until,
      offline: roster.signed === "offline",
      lines: lines.map(({ person: { id, name, roles, groups }, change }) => ({ person: id, name, roles, groups, change })),
      missing: missing.map(({ name }) => name),
      gone: gone.map(({ name }) => name),
    };
  }

  /** Puts the list in force that was looked at. */
  async put(): Promise<{ version: number; validUntil: number }> {
    const put = await this.door.put(this.returned ?? shownFirst());
    this.begun = this.returned = null;
    return put;
  }

  private async judged(note: string, draft: Draft, readers: Readers): Promise<Returned> {
    const channel = await this.channel();
    try {
      return judgeSigned(note, draft, readers, readers.today, channel);
    } catch (error) {
      throw error instanceof Refused ? new Failed(RETURNED[error.reason] ?? "problem-returned-garbled") : error;
    }
  }

  private async compared({ roster }: Readers, enrolled: readonly Enrolled[]): Promise<Draft> {
    const channel = await this.channel();
    try {
      return draftOf(roster, listable(enrolled), channel);
    } catch (error) {
      throw error instanceof Refused ? new Failed("problem-list-unsigned") : error;
    }
  }
}

/** Nothing is signed or put in force that was not shown. */
function shownFirst(): never {
  throw new Failed("problem-internal");
}

function textOf(file: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(file);
  } catch {
    throw new Failed("problem-returned-garbled");
  }
}

function signed(sign: () => string): string {
  try {
    return sign();
  } catch (error) {
    throw error instanceof Refused && error.reason === "roster" ? new Failed("problem-no-handler") : error;
  }
}

/** Those who can be sent a key, with the roles for which they are. */
function listable(enrolled: readonly Enrolled[]): Person[] {
  const isDuty = (role: string): role is Role => (duties as readonly string[]).includes(role);
  return enrolled
    .filter(({ roles }) => isListed(roles))
    .map(({ id, name, roles, groups, recipient, signing }) => ({ id, roles: roles.filter(isDuty), groups, name, recipient, signing }));
}

/** The calls that pages make. */
export function tasksOf(desk: Desk) {
  return {
    place: (_: null) => desk.place(),
    me: (_: null) => desk.me(),
    signOut: (_: null) => desk.signOut(),
    people: (_: null) => desk.people(),
    invite: (asked: { name: string; roles: readonly string[]; groups: readonly string[] }) => desk.invite(asked.name, asked.roles, asked.groups),
    withdraw: (asked: { person: string }) => desk.withdraw(asked.person),
    takeOut: (asked: { person: string }) => desk.takeOut(asked.person),
    agree: (asked: { person: string }) => desk.agree(asked.person),
    takeBack: (asked: { person: string }) => desk.takeBack(asked.person),
    colleagues: (_: null) => desk.colleagues(),
    channel: (_: null) => desk.announced(),
    announce: (asked: { on: number; how: string }) => desk.announce(asked.on, asked.how),
    ...ownTasks(desk.own, (work) => work()),
    draft: (_: null) => desk.draft(),
    log: (asked: { whose: Whose }) => desk.log(asked.whose),
    compare: (asked: { older: string }) => desk.compare(asked.older),
    logFile: async (_: null) => desk.logFile(),
    sign: (asked: Signing, call: CallContext) => desk.sign(asked, call.tell),
    save: (_: null) => desk.save(),
    look: (asked: { file: Uint8Array }) => desk.look(asked.file),
    put: (_: null) => desk.put(),
  };
}
export type DeskTasks = ReturnType<typeof tasksOf>;
