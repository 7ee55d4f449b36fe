// The desk: everything that needs a key, behind calls that answer plain values.
// It runs in the worker that all tabs share; a page never holds a key.

import type { CallContext } from "../../kit/bridge.ts";
import { Problem } from "../../kit/http.ts";
import { hashOf, type Hash, type StaffId, type TaskId, toHex, utf8 } from "../../seal/bytes.ts";
import type { Random } from "../../seal/random.ts";
import { type Channel, organisationFingerprint } from "../../seal/roster.ts";
import type { Place } from "../../staff/around.ts";
import type { CaseRow } from "../rules/case-list.ts";
import { Cases, type Held } from "./cases.ts";
import { type First, OwnDoor, ownTasks, type Second } from "../../staff/own/door.ts";
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
import { answer, type Desk as Keeping, requests } from "./requests.ts";
import { viewOf } from "./view.ts";
import type { Answering, AskedOn, AskName, CaseView, Change, Enrolled, Invitation, KeeperChoice, Me, OpenedFile, Others, Progress, RequestView, TaskAsked, Writing } from "./views.ts";
import { type Tools, write } from "./writing.ts";

export interface Means {
  readonly http: Http;
  readonly clock: Clock;
  readonly random: Random;
}

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
  private readonly entrance: Entrance;
  private readonly questionnaires = new Map<Hash, string>();
  private told: Channel | null = null;
  private heard = 0;

  constructor(private readonly means: Means) {
    const channel = (): Promise<Channel> => this.channel();
    this.door = new Door(means.http);
    this.own = new OwnDoor((path, asked) => means.http.json(path, asked));
    this.keys = new Keys(means.clock);
    this.lists = new Lists(this.door, channel);
    this.cases = new Cases(this.door, this.lists, this.keys, means.random);
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
  signIn(name: string, passphrase: string, tell: (progress: Progress) => void): Promise<AskedOn> {
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

  async signOut(): Promise<void> {
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
    if (!this.keys.look()) return;
    this.putAway();
    await this.door.signOut().catch(() => undefined);
  }

  rows(after: string | null): Promise<{ rows: CaseRow[]; next: string | null }> {
    return this.guarded(() => this.door.cases(after));
  }

  open(id: string, tell: (progress: Progress) => void = () => undefined): Promise<CaseView> {
    const lively = this.lively(tell);
    return this.guarded(async () => {
      // For every case alike, whether a name was left in it or not.
      const [held] = await Promise.all([this.cases.open(id, (part) => lively({ step: "opening", part })), this.letters.tryToLook()]);
      return this.view(held);
    });
  }

  /** Writes, and answers the case as it then is. */
  write(id: string, writing: Writing, tell: (progress: Progress) => void): Promise<CaseView> {
    return this.guarded(async () => {
      await write(id, writing, this.tools(this.lively(tell)));
      return this.view(await this.cases.open(id));
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
      return this.view(await this.cases.open(id));
    });
  }

  /** The name, once everybody who is to know of it was told; and the case as it then is. */
  showName(id: string): Promise<{ name: string; contact: string; view: CaseView }> {
    return this.guarded(async () => {
      await this.letters.look();
      const { name, contact } = await showName(id, this.judging(), this.tools());
      return { name, contact, view: await this.view(await this.cases.open(id)) };
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
      return this.view(await this.cases.open(id));
    });
  }

  /** Leaves the case. Nothing of it is kept here. */
  recuse(id: string): Promise<void> {
    return this.guarded(async () => {
      await this.door.recuse(id);
      this.cases.drop(id);
    });
  }

  file(id: string, sha256: string, tell: (progress: Progress) => void): Promise<OpenedFile> {
    const lively = this.lively(tell);
    return this.guarded(async () => openFile(this.door, await this.cases.last(id), sha256, (part) => lively({ step: "opening", part })));
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
    try {
      const answer = await work();
      this.heard = this.means.clock.now();
      return answer;
    } catch (error) {
      if (sentenceFor(error) === "problem-ended") this.putAway();
      throw error;
    }
  }

  private putAway(): void {
    this.entrance.forget();
    this.keys.lock();
    this.forget();
  }

  /** Nothing of what somebody looked at is left for whoever signs in next. */
  private forget(): void {
    this.cases.forget();
    this.letters.forget();
    this.asks.forget();
  }
}

/** The calls that pages make. */
export function tasksOf(desk: Desk) {
  return {
    place: (_: null) => desk.place(),
    look: (asked: { token: string }) => desk.look(asked.token),
    drawPassphrase: (_: null) => desk.drawPassphrase(),
    makeKeys: (asked: { name: string; passphrase: string }, call: CallContext) => desk.makeKeys(asked.name, asked.passphrase, call.tell),
    enrolmentSeed: (asked: { token: string }) => desk.enrolmentSeed(asked.token),
    enrolmentPasskey: (asked: { token: string }) => desk.enrolmentPasskey(asked.token),
    enrol: (asked: { token: string; factor: First }) => desk.enrol(asked.token, asked.factor),
    signIn: (asked: { name: string; passphrase: string }, call: CallContext) => desk.signIn(asked.name, asked.passphrase, call.tell),
    secondStep: (asked: Second) => desk.secondStep(asked),
    firstSeed: (_: null) => desk.firstSeed(),
    challengeHalf: (_: null) => desk.challengeHalf(),
    firstPasskey: (_: null) => desk.firstPasskey(),
    setUp: (asked: First) => desk.setUp(asked),
    me: (_: null) => desk.me(),
    signOut: (_: null) => desk.signOut(),
    touch: (_: null) => desk.touch(),
    watch: (_: null, call: CallContext) => desk.keys.watch(call.tell, call.signal),
    cases: (asked: { after: string | null }) => desk.rows(asked.after),
    openCase: (asked: { case: string }, call: CallContext) => desk.open(asked.case, call.tell),
    write: (asked: { case: string; writing: Writing }, call: CallContext) => desk.write(asked.case, asked.writing, call.tell),
    setTask: (asked: { case: string; task: TaskAsked }) => desk.setTask(asked.case, asked.task),
    others: (asked: { case: string }) => desk.others(asked.case),
    changeReaders: (asked: { case: string; change: Change }) => desk.changeReaders(asked.case, asked.change),
    keepers: (asked: { case: string }) => desk.keepers(asked.case),
    askName: (asked: { case: string; asked: AskName }) => desk.askName(asked.case, asked.asked),
    showName: (asked: { case: string }) => desk.showName(asked.case),
    requests: (_: null) => desk.requests(),
    answerRequest: (asked: Answering) => desk.answerRequest(asked),
    dropLetter: (asked: { letter: string }) => desk.dropLetter(asked.letter),
    recuse: (asked: { case: string }) => desk.recuse(asked.case),
    ...ownTasks(desk.own, (work) => desk.guarded(work)),
    openFile: (asked: { case: string; sha256: string }, call: CallContext) => desk.file(asked.case, asked.sha256, call.tell),
  };
}
export type DeskTasks = ReturnType<typeof tasksOf>;
