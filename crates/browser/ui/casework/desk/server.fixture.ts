// For tests only: the handlers' door as a double behind the HTTP calls, over a
// shelf of sealed bytes. Every field is open, so that a test can make it lie.

import assert from "node:assert/strict";
import { type Asked, Problem, Unreachable } from "../../kit/http.ts";
import { fromBase64url, hashOf, toBase64url, toHex, type Hash } from "../../seal/bytes.ts";
import { byId, channel, DAY, type Filed, fileReport, random, rosterNote, rosterOf, type Staff } from "../../seal/organisation.fixture.ts";
import type { ComposedItem, ComposedRotation } from "../../seal/replies.ts";
import { Shelf } from "../../seal/server.fixture.ts";
import { sentences } from "../texts.ts";
import { Desk } from "./desk.ts";
import type { Enrolment, Http } from "./door.ts";
import { sentenceFor } from "./failures.ts";

const CHUNK = 1 << 20;
export const SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
export const RECOVERY = "AAAA-BBBB-CCCC-DDDD";
const NOON = DAY * 86_400_000 + 43_200_000;

export class TestServer implements Http {
  readonly shelves = new Map<string, Shelf>();
  readonly chunks = new Map<string, Uint8Array<ArrayBuffer>[]>();
  readonly uploads = new Map<string, Uint8Array<ArrayBuffer>[]>();
  readonly rosters = new Map<string, string>();
  readonly requests: { path: string; json: unknown }[] = [];
  readonly marks: Record<string, unknown> = {};
  enrolled: Enrolment | null = null;
  roster: string;
  questionnaire = '{"version":1,"questions":[]}';
  version = new Map<string, number>();
  signedIn = true;
  trial = false;
  me: Staff | null = null;
  page = 2;
  /** Called before every answer: here a test lies, or lets somebody else be faster. */
  before: (path: string, asked: Asked) => void | Promise<void> = () => undefined;
  /** What the server says about a case beside the sealed things. */
  alter: (answer: Record<string, unknown>) => Record<string, unknown> = (answer) => answer;

  constructor(readonly staff: readonly Staff[]) {
    this.roster = rosterNote(staff);
    this.rosters.set(rosterOf(staff).hash, this.roster);
  }

  /** Files a report by the real code and keeps it. */
  async file(choice: Parameters<typeof fileReport>[1] = {}): Promise<{ shelf: Shelf; filed: Filed; id: string }> {
    const filed = await fileReport(rosterOf(this.staff), choice);
    const shelf = new Shelf(filed, [rosterOf(this.staff)], choice.attachments ?? []);
    this.shelves.set(filed.report.case, shelf);
    this.version.set(filed.report.case, 1);
    return { shelf, filed, id: filed.report.case };
  }

  /** Keeps the sealed chunks of an attachment. */
  keep(sha256: string, chunks: Uint8Array<ArrayBuffer>[]): void {
    this.chunks.set(sha256, chunks);
  }

  /** Whether a post over an old view is refused. */
  counts = true;

  /** Whether an answer is lost on its way back. */
  lose: (path: string, asked: Asked) => boolean = () => false;

  async json(path: string, asked: Asked = {}, caller = this.me): Promise<unknown> {
    const answer = await this.answer(path, asked, caller);
    if (this.lose(path, asked)) throw new Unreachable("lost");
    return answer;
  }

  /** The same door, to somebody whose session it knows. */
  as(person: Staff): Http {
    return { json: (path, asked) => this.json(path, asked, person), octets: (path, asked) => this.octets(path, asked) };
  }

  /** Letters by whom they are to. */
  readonly letters = new Map<string, { id: string; sealed: string }[]>();
  /** Whether a letter is sent only after the second factor was shown once more. */
  asksAgain = false;

  private mail(asked: Asked, id: string | undefined, caller: Staff | null): unknown {
    const mine = this.letters.get(caller?.id ?? "") ?? [];
    if (asked.method === undefined) return { letters: mine };
    if (asked.method === "DELETE") return this.letters.set(caller?.id ?? "", mine.filter((letter) => letter.id !== id));
    if (this.asksAgain) throw new Problem(403, "/problems/ask-again", "", "");
    const { to, sealed } = asked.json as { to: string; sealed: string };
    this.letters.set(to, [...(this.letters.get(to) ?? []), { id: toHex(random.bytes(16)), sealed }]);
    return null;
  }

  private async answer(path: string, asked: Asked, caller: Staff | null): Promise<unknown> {
    this.requests.push({ path, json: asked.json });
    await this.before(path, asked);
    const [, place, id, what, more] = /^\/api\/v1\/casework\/([a-z]+)(?:\/([0-9a-z]+))?(?:\/([a-z]+))?(?:\/([0-9a-z]+))?/.exec(path) ?? [];
    if (place === "enrolments") return this.enrolment(asked, id);
    if (place === "place") return { trial: this.trial };
    if (place === "session" && id !== undefined) return this.secondStep(id, asked);
    if (!this.signedIn && !(place === "session" && asked.method === "POST")) throw new Problem(401, "/problems/signed-out", "", "");
    switch (place) {
      case "session":
        return this.session(asked, caller);
      case "letters":
        return this.mail(asked, id, caller);
      case "roster":
        return { roster: this.roster };
      case "rosters":
        return { roster: this.rosters.get(id ?? "") ?? missing() };
      case "questionnaires":
        return { hash: id, questionnaire: this.questionnaire };
      case "book":
        return this.bookOf(asked);
      case "cases":
        return id === undefined ? this.pageOfList(path) : this.case(id, what, more, path, asked);
    }
    return missing();
  }

  private enrolment(asked: Asked, id: string | undefined): unknown {
    if (id === "look") return { open: true, name: "Internal audit", roles: ["handler"] };
    if (id === "seed") return { seed: SEED };
    if (id === "new-passkey") return { challenge: "AAAA", rp: "cases.example.org", user: "AAAA", known: [] };
    const enrolled = asked.json as Enrolment;
    if (!("code" in enrolled.factor) || enrolled.factor.code !== this.code) throw new Problem(403, "/problems/code-refused", "", "");
    this.enrolled = enrolled;
    return { person: "00".repeat(16), in_roster: false, recovery_codes: [RECOVERY] };
  }

  /** The one code that is good now. */
  code = "123456";
  /** How many wrong codes the person was not told of yet. */
  wrongCodes = 0;
  /** Whether whoever shows the passphrase must set up a second factor. */
  factorless = false;
  private halfway = false;

  private secondStep(step: string, asked: Asked): unknown {
    if (!this.halfway) throw new Problem(401, "/problems/signed-out", "", "");
    if (step === "seed") return { seed: SEED };
    if (step === "challenge") return { challenge: "AAAA", rp: "cases.example.org", allowed: ["AQID"] };
    const { code, recovery_code: recovery } = asked.json as { code?: string; recovery_code?: string };
    if (code !== this.code && recovery !== RECOVERY) throw new Problem(403, "/problems/code-refused", "", "");
    this.halfway = false;
    this.signedIn = true;
    const secrets = this.enrolled?.secrets ?? "";
    const session = { ...(this.session({}) as object), secrets };
    return step === "set" ? { session, recovery_codes: [RECOVERY] } : session;
  }

  /** The server forgets that a passphrase was shown. */
  forgetHalf(): void {
    this.halfway = false;
  }

  private session(asked: Asked, caller = this.me): unknown {
    if (asked.method === "DELETE") {
      this.signedIn = false;
      return null;
    }
    if (asked.method === "POST") {
      const { login } = asked.json as { login: string };
      if (login !== this.enrolled?.login) throw new Problem(401, "/problems/sign-in-refused", "", "");
      this.halfway = true;
      return { set_up: this.factorless, codes: !this.factorless, passkeys: false };
    }
    const me = { person: caller?.id ?? "00".repeat(16), name: caller?.entry.name ?? "", roles: caller?.entry.roles ?? ["handler"] };
    return { ...me, trial: this.trial, recovery_spent: 0, wrong_codes: this.wrongCodes, passkeys_copied: 0 };
  }

  private case(id: string, what: string | undefined, more: string | undefined, path: string, asked: Asked): unknown {
    const shelf = this.shelves.get(id) ?? missing();
    if (what === undefined) return this.alter(this.told(id, shelf));
    if (what === "items") return asked.method === "POST" ? this.takeItems(id, shelf, asked) : this.items(shelf, path);
    if (what === "recusal") return this.leave(id, this.me?.id ?? "");
    if (what === "keyring") return this.takeKeyring(id, shelf, asked);
    if (what === "uploads" && more === undefined) {
      const upload = toHex(random.bytes(16));
      this.uploads.set(upload, []);
      return { upload, chunk: CHUNK };
    }
    return missing();
  }

  /** Each person's book, and everything that was ever kept in its place. */
  readonly books = new Map<string, string[]>();
  /** What is handed out in place of the newest. */
  giveBook: ((books: readonly string[]) => string | null) | null = null;

  private bookOf(asked: Asked): unknown {
    const person = this.me?.id ?? "";
    const books = this.books.get(person) ?? [];
    const newest = books.at(-1) ?? null;
    if (asked.method !== "PUT") return { sealed: this.giveBook === null ? newest : this.giveBook(books) };
    const { previous, sealed } = asked.json as { previous: string | null; sealed: string };
    const held = this.giveBook === null ? newest : this.giveBook(books);
    if (previous !== (held === null ? null : hashOf(fromBase64url(held)))) throw new Problem(409, "/problems/book-moved", "", "");
    this.books.set(person, [...books, sealed]);
    return null;
  }

  /** The list of one's cases, a few on a page. */
  private pageOfList(path: string): unknown {
    const from = Number(/after=([0-9]+)/.exec(path)?.[1] ?? 0);
    const rows = this.list.slice(from, from + this.page).map((id) => {
      const shelf = this.shelves.get(id) ?? missing();
      const { members: _m, sleeper: _s, left_since: _l, keyring: _k, attachments: _a, ...row } = this.told(id, shelf);
      return { ...row, items: shelf.items.length + this.more };
    });
    return { cases: rows, next: from + this.page < this.list.length ? String(from + this.page) : null };
  }
  /** So many items more than there are, the server says. */
  more = 0;

  private told(id: string, shelf: Shelf): Record<string, unknown> {
    const { members, sleeper } = this.readers.get(id) ?? shelf.filed.filing.readers;
    const days = { received_on: DAY, ack_due: DAY + 6, feedback_due: DAY + 96 };
    const marks = { acknowledged: this.marks["acknowledged"] === true, closed: this.marks["closed"] === true };
    return { case: id, ...days, ...marks, members, sleeper, left_since: this.left.get(id) ?? 0, keyring_version: this.version.get(id), keyring: shelf.keyring, attachments: shelf.attachments };
  }
  /** The cases that are listed. */
  list: string[] = [];
  readonly readers = new Map<string, { members: readonly string[]; sleeper: string | null }>();

  private items(shelf: Shelf, path: string): unknown {
    const from = Number(/after=([0-9]+)/.exec(path)?.[1] ?? 0);
    const to = from + this.page;
    return { items: shelf.items.slice(from, to), next: to < shelf.items.length ? String(to) : null };
  }

  private takeItems(id: string, shelf: Shelf, asked: Asked): unknown {
    const sent = asked.json as { keyring_version: number; seen: number; items: ComposedItem[]; uploads: { upload: string; sha256: Hash; bytes: number }[]; marks: object };
    if ((this.left.get(id) ?? 0) > 0) throw new Problem(409, "/problems/case-stale", "", "");
    if (sent.keyring_version !== this.version.get(id) || (this.counts && sent.seen !== shelf.items.length)) throw new Problem(409, "/problems/keyring-moved", "", "");
    for (const { upload, sha256, bytes } of sent.uploads) {
      this.chunks.set(sha256, this.uploads.get(upload) ?? missing());
      shelf.attachments.push({ id: toHex(random.bytes(16)), sha256, bytes });
    }
    shelf.takeItems(sent.items);
    Object.assign(this.marks, sent.marks);
    return { ids: [] };
  }

  /** How many left each case since its keys were made. */
  readonly left = new Map<string, number>();

  /** A member leaves; the sleeper is woken when nobody else is there. */
  leave(id: string, person: string): void {
    const now = this.readers.get(id) ?? this.shelves.get(id)?.filed.filing.readers ?? missing();
    const rest = now.members.filter((one) => one !== person);
    if (rest.length === 0 && now.sleeper === null) throw new Problem(409, "/problems/last-reader", "", "");
    this.left.set(id, (this.left.get(id) ?? 0) + 1);
    this.readers.set(id, rest.length > 0 ? { members: rest, sleeper: now.sleeper } : { members: [now.sleeper ?? missing()], sleeper: null });
  }

  /** A deadline passed: the sleeper stands among the members, and the keyring knows nothing of it. */
  wake(id: string): void {
    const { members, sleeper } = this.shelves.get(id)?.filed.filing.readers ?? missing();
    this.readers.set(id, { members: [...members, sleeper ?? missing()], sleeper: null });
  }

  takeKeyring(id: string, shelf: Shelf, asked: Pick<Asked, "json">): unknown {
    const rotation = asked.json as ComposedRotation;
    if (rotation.previous_version !== this.version.get(id) || (asked.json as { left_since?: number }).left_since !== (this.left.get(id) ?? 0)) throw new Problem(409, "/problems/keyring-moved", "", "");
    shelf.takeRotation(rotation);
    this.version.set(id, rotation.previous_version + 1);
    this.left.delete(id);
    const { members, sleeper } = this.told(id, shelf) as { members: string[]; sleeper: string | null };
    const awake = rotation.sleeper !== null && members.includes(rotation.sleeper) && rotation.sleeper !== sleeper;
    this.readers.set(id, awake ? { members: [...rotation.members, rotation.sleeper ?? ""], sleeper: null } : { members: rotation.members, sleeper: rotation.sleeper });
    return { keyring_version: rotation.previous_version + 1 };
  }

  async octets(path: string, asked: Asked = {}): Promise<Uint8Array<ArrayBuffer>> {
    await this.before(path, asked);
    if (path === "/channel.json") return new TextEncoder().encode(JSON.stringify(channel));
    const [, id, what, object, n] = /cases\/([0-9a-f]+)\/([a-z]+)\/([0-9a-f]+)\/([0-9]+)$/.exec(path) ?? [];
    if (what === "uploads" && asked.octets) {
      const chunks = this.uploads.get(object ?? "") ?? missing();
      chunks[Number(n)] = asked.octets;
      return new Uint8Array(0);
    }
    const attachment = this.shelves.get(id ?? "")?.attachments.find((one) => one.id === object);
    return this.chunks.get(attachment?.sha256 ?? "")?.[Number(n)] ?? missing();
  }
}

function missing(): never {
  throw new Problem(404, "/problems/not-found", "", "");
}

/** A desk of somebody who is signed in already, at noon of the fixture's day. */
export function deskOf(server: TestServer, person: Staff): { desk: Desk; clock: { time: number } } {
  const clock = { time: NOON };
  const desk = new Desk({ http: server.as(person), clock: { now: () => clock.time }, random });
  server.me = person;
  const { identity, signing } = person;
  // A copy: putting keys away wipes them, and the fixture lives on.
  desk.keys.unlock({ person: person.id, own: { identity, signing: Object.getPrototypeOf(signing).constructor.fromSeed(signing.seed()) } });
  return { desk, clock };
}

/** The same sealed bytes with one of them turned. */
export function damaged(sealed: string): string {
  const bytes = fromBase64url(sealed);
  const at = bytes.length - 20;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return toBase64url(bytes);
}

/** A case with one reader, who has opened it honestly. */
export async function openedCase(staff: readonly Staff[]) {
  const server = new TestServer(staff);
  const { shelf, filed, id } = await server.file();
  const handler = byId(staff, filed.filing.readers.members[0]);
  const { desk } = deskOf(server, handler);
  await desk.open(id);
  return { server, shelf, filed, id, handler, desk };
}

/** For `assert.rejects`: what was thrown is told by this sentence, which a person can read. */
export const said = (sentence: string) => (error: unknown): boolean => {
  assert.equal(sentenceFor(error), sentence);
  assert.ok(sentences.has(sentence), "a person must be able to read it");
  return true;
};

/** For tasks that tell how far they are. */
export const quiet = (): void => undefined;
