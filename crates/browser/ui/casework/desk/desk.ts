// The desk: everything that needs a key, behind calls that answer plain values.
// It runs in the worker that all tabs share; a page never holds a key.

import { Problem } from "../../kit/http.ts";
import { hashOf, type Hash, type StaffId, type TaskId, toHex, utf8 } from "../../seal/bytes.ts";
import type { Random } from "../../seal/random.ts";
import { type Channel, organisationFingerprint } from "../../seal/roster.ts";
import type { Place } from "../../staff/around.ts";
import type { CaseRow } from "../rules/case-list.ts";
import { BookKeeper } from "./book.ts";
import { Cases, type Held } from "./cases.ts";
import { type First, OwnDoor, type Second } from "../../staff/own/door.ts";
import type { AskedFor, AskedForNew } from "../../staff/own/passkey.ts";
import { Door, type Http } from "./door.ts";
import { Entrance } from "./entrance.ts";
import { sentenceFor } from "./failures.ts";
import { openFile } from "./files.ts";
import { type Clock, Keys } from "./keys.ts";
import { Lists } from "./lists.ts";
import { LetterBox } from "./letter_box.ts";
import { anewOf, changeReaders, othersOf } from "./members.ts";
import { Asks, type Judging, keeperChoice, nameView, showName } from "./name.ts";
import { Refresher } from "./refresher.ts";
import { answer, type Desk as Keeping, requests } from "./requests.ts";
import { viewOf } from "./view.ts";
import type { Answering, AskedOn, AskName, BookView, CaseView, Change, Enrolled, Invitation, KeeperChoice, Me, OpenedFile, Others, Progress, Refreshed, RequestView, TaskAsked, Writing } from "./views.ts";
import { type Tools, write } from "./writing.ts";

export interface Means {
  readonly http: Http;
  readonly clock: Clock;
  readonly random: Random;
}

/** So long at most the keys stay for it when somebody signs out. */
const LEAVING = 15_000;
/** While somebody works in the page, the server's session is kept alive so often. */
const KEEP_ALIVE = 4 * 60_000;

export class Desk {
  readonly keys: Keys;
  readonly own: OwnDoor;
  private readonly door: Door;
  private readonly lists: Lists;
  private readonly cases: Cases;
  private readonly letters: LetterBox;
  private readonly asks = new Asks();
  private readonly book: BookKeeper;
  private readonly refresher: Refresher;
  private readonly entrance: Entrance;
  private readonly questionnaires = new Map<Hash, string>();
  private told: Channel | null = null;
  private heard = 0;
  private busy = 0;
  private readonly waiting: (() => void)[] = [];
  private leaving: Promise<void> = Promise.resolve();

  constructor(private readonly means: Means) {
    const channel = (): Promise<Channel> => this.channel();
    this.door = new Door(means.http);
    this.own = new OwnDoor((path, asked) => means.http.json(path, asked));
    this.keys = new Keys(means.clock);
    this.lists = new Lists(this.door, channel);
    this.book = new BookKeeper(this.door, this.keys, means.random, means.clock);
    this.cases = new Cases(this.door, this.lists, this.keys, means.random, (id) => this.book.of(id));
    this.refresher = new Refresher(this.cases, this.book, this.lists);
    this.letters = new LetterBox(this.door, this.keys);
    this.entrance = new Entrance(this.door, this.lists, this.keys, channel, means.random, means.clock);
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

  look(token: string): Promise<Invitation> {
    return this.door.look(token);
  }

  async drawPassphrase(): Promise<string[]> {
    return this.entrance.draw();
  }

  makeKeys(name: string, passphrase: string, tell: (progress: Progress) => void): Promise<string[]> {
    return this.entrance.make(name, passphrase, (part) => tell({ step: "stretching", part }));
  }

  enrolmentSeed(token: string): Promise<string> {
    return this.door.enrolmentSeed(token);
  }

  enrolmentPasskey(token: string): Promise<AskedForNew> {
    return this.door.enrolmentPasskey(token);
  }

  enrol(token: string, factor: First): Promise<Enrolled> {
    return this.entrance.enrol(token, factor);
  }

  /** The first step: the passphrase. */
  async signIn(name: string, passphrase: string, tell: (progress: Progress) => void): Promise<AskedOn> {
    await this.leaving.catch(() => undefined);
    return this.entrance.signIn(name, passphrase, (part) => tell({ step: "stretching", part }));
  }

  /** The second step, which opens the session and the keys. */
  async secondStep(second: Second): Promise<Me> {
    this.forget();
    const me = await this.entrance.secondStep(second);
    this.heard = this.means.clock.now();
    return me;
  }

  challengeHalf(): Promise<AskedFor> {
    return this.entrance.challenge();
  }

  firstPasskey(): Promise<AskedForNew> {
    return this.entrance.firstPasskey();
  }

  firstSeed(): Promise<string> {
    return this.entrance.firstSeed();
  }

  async setUp(factor: First): Promise<{ me: Me; recoveryCodes: readonly string[] }> {
    this.forget();
    const done = await this.entrance.setUp(factor);
    this.heard = this.means.clock.now();
    return done;
  }

  /** `null` when nobody is signed in here. */
  async me(): Promise<Me | null> {
    return this.keys.there ? this.guarded(() => this.entrance.me()) : null;
  }

  /** The last thing that the keys are for is to keep the book. Whoever signs in meanwhile waits for it. */
  signOut(): Promise<void> {
    this.leaving = this.leave();
    return this.leaving;
  }

  private async leave(): Promise<void> {
    if (this.keys.there) await this.book.keep(LEAVING).catch(() => undefined);
    this.putAway();
    await this.door.signOut();
  }

  /** Somebody is there. Keeps the server's session alive with them. */
  async touch(): Promise<void> {
    this.keys.touch();
    const now = this.means.clock.now();
    if (!this.keys.there || now - this.heard < KEEP_ALIVE) return;
    this.heard = now;
    await this.guarded(() => this.door.session());
  }

  /** To be called now and then. */
  async tick(): Promise<void> {
    this.entrance.look();
    if (!this.keys.look()) {
      if (this.keys.there) await this.book.look().catch(() => undefined);
      return;
    }
    this.putAway();
    await this.door.signOut().catch(() => undefined);
  }

  rows(after: string | null): Promise<{ rows: CaseRow[]; next: string | null }> {
    return this.guarded(async () => {
      const page = await this.door.cases(after);
      this.refresher.page(after, page, this.keys.today());
      return page;
    });
  }

  /** What is known of the cases without opening any. */
  known(): Promise<BookView> {
    return this.guarded(async () => {
      await this.book.load();
      this.refresher.hold(this.keys.today());
      const { trouble, keptOn } = this.book;
      return { known: this.book.all().map((one) => this.refresher.view(one)), trouble, keptOn };
    });
  }

  /** Looks into the cases of which less is known than the server has, one after another, while nothing else is asked. Nobody's presence. */
  async refresh(tell: (refreshed: Refreshed) => void, signal: AbortSignal): Promise<void> {
    this.keys.unlocked();
    try {
      await this.book.load();
      await this.refresher.run(tell, signal, () => this.quiet());
    } catch (error) {
      if (sentenceFor(error) === "problem-ended") this.putAway();
      throw error;
    }
  }

  open(id: string, tell: (progress: Progress) => void = () => undefined): Promise<CaseView> {
    const lively = this.lively(tell);
    return this.guarded(async () => {
      await this.book.load();
      // For every case alike, whether a name was left in it or not.
      const [held] = await Promise.all([this.cases.open(id, (part) => lively({ step: "opening", part })), this.letters.tryToLook()]);
      return this.shown(held);
    });
  }

  /** Writes, and answers the case as it then is. */
  write(id: string, writing: Writing, tell: (progress: Progress) => void): Promise<CaseView> {
    return this.guarded(async () => {
      await write(id, writing, this.tools(this.lively(tell)));
      return this.shown(await this.cases.open(id));
    });
  }

  private tools(tell: Tools["tell"] = () => undefined): Tools {
    return { door: this.door, cases: this.cases, random: this.means.random, view: (held: Held) => this.view(held), tell };
  }

  private judging(): Judging {
    return { me: this.keys.unlocked().person, letters: this.letters, lists: this.lists, nameOf: (id) => this.lists.nameOf(id) };
  }

  /** Whom one could ask for the reporter's name. */
  keepers(id: string): Promise<KeeperChoice> {
    return this.guarded(async () => keeperChoice(await this.cases.open(id), (await this.cases.writer()).roster, this.judging(), this.means.random));
  }

  askName(id: string, asked: AskName): Promise<CaseView> {
    return this.guarded(async () => {
      await this.asks.ask(id, asked, this.lists, this.tools());
      return this.shown(await this.cases.open(id));
    });
  }

  /** The name, once everybody who is to know of it was told; and the case as it then is. */
  showName(id: string): Promise<{ name: string; contact: string; view: CaseView }> {
    return this.guarded(async () => {
      await this.letters.look();
      const { name, contact } = await showName(id, this.judging(), this.tools());
      return { name, contact, view: await this.shown(await this.cases.open(id)) };
    });
  }

  private keeping(): Keeping {
    return { door: this.door, cases: this.cases, keys: this.keys, lists: this.lists, letters: this.letters };
  }

  /** Requests for names, to who is signed in. */
  requests(): Promise<RequestView[]> {
    return this.guarded(async () => requests(this.keeping()));
  }

  answerRequest(asked: Answering): Promise<RequestView[]> {
    return this.guarded(async () => {
      const desk = this.keeping();
      await answer(desk, asked);
      return requests(desk);
    });
  }

  /** Throws a letter away that is not answered. */
  dropLetter(id: string): Promise<RequestView[]> {
    return this.guarded(async () => {
      await this.door.removeLetter(id);
      return requests(this.keeping());
    });
  }

  /** Sets a task, a new one under a number of its own. */
  setTask(id: string, { task, text, who, due, done }: TaskAsked): Promise<CaseView> {
    const number = (task ?? toHex(this.means.random.bytes(16))) as TaskId;
    const change = { change: "task", value: { task: number, text, who: who as StaffId | null, due, done } } as const;
    return this.write(id, { kind: "changes", changes: [change] }, () => undefined);
  }

  /** Who could be added to the case. */
  others(id: string): Promise<Others> {
    return this.guarded(() => othersOf(id, this.cases, this.lists));
  }

  /** Adds or takes out a reader, and answers the case as it then is. */
  changeReaders(id: string, change: Change): Promise<CaseView> {
    return this.guarded(async () => {
      await changeReaders(id, change, { cases: this.cases, view: (held: Held) => this.view(held) });
      return this.shown(await this.cases.open(id));
    });
  }

  /** Leaves the case. Nothing of it is kept here. */
  recuse(id: string): Promise<void> {
    return this.guarded(async () => {
      await this.door.recuse(id);
      this.cases.drop(id);
      this.book.drop(id);
    });
  }

  file(id: string, sha256: string, tell: (progress: Progress) => void): Promise<OpenedFile> {
    const lively = this.lively(tell);
    return this.guarded(async () => openFile(this.door, await this.cases.last(id), sha256, (part) => lively({ step: "opening", part })));
  }

  /** The case as a page shows it: read, from now on. */
  private async shown(held: Held): Promise<CaseView> {
    const view = await this.view(held);
    this.book.saw(held, true);
    return view;
  }

  private async view(held: Held): Promise<CaseView> {
    const { person: me } = this.keys.unlocked();
    const questions = await this.questions(held.checked.report.questionnaire);
    return viewOf(held, { me, nameOf: (id) => this.lists.nameOf(id), questions, anew: anewOf(held, this.lists), name: await nameView(held, this.judging()) });
  }

  /** The questions as the reporter saw them, or `null`: they are only labels, a case opens without. */
  private async questions(hash: Hash): Promise<string | null> {
    const known = this.questionnaires.get(hash);
    if (known !== undefined) return known;
    try {
      const source = await this.door.questionnaire(hash);
      if (hashOf(utf8(source)) !== hash) return null;
      this.questionnaires.set(hash, source);
      return source;
    } catch (error) {
      if (error instanceof Problem && error.status === 401) throw error;
      return null;
    }
  }

  /** Long work counts as somebody being there. */
  private lively(tell: (progress: Progress) => void): (progress: Progress) => void {
    return (progress) => {
      this.keys.touch();
      tell(progress);
    };
  }

  /** Runs what needs a session; when the server ended it, the keys are put away too. */
  async guarded<T>(work: () => Promise<T>): Promise<T> {
    this.keys.unlocked();
    this.busy += 1;
    try {
      const answer = await work();
      this.heard = this.means.clock.now();
      return answer;
    } catch (error) {
      if (sentenceFor(error) === "problem-ended") this.putAway();
      throw error;
    } finally {
      this.busy -= 1;
      if (this.busy === 0) this.waiting.splice(0).forEach((go) => go());
    }
  }

  /** Until nothing that somebody waits for is under way. */
  private async quiet(): Promise<void> {
    while (this.busy > 0) await new Promise<void>((go) => this.waiting.push(go));
  }

  /** Nothing of the one who was signed in stays for the next. */
  private forget(): void {
    this.cases.forget();
    this.book.forget();
    this.refresher.forget();
    this.letters.forget();
    this.asks.forget();
  }

  private putAway(): void {
    this.entrance.forget();
    this.keys.lock();
    this.forget();
  }
}
