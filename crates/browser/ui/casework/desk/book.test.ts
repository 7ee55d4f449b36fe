import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem } from "../../kit/http.ts";
import { openBook, writeBook } from "../../seal/book.ts";
import { fromBase64url, toBase64url } from "../../seal/bytes.ts";
import { byId, DAY, drawOrganisation, random, type Staff } from "../../seal/organisation.fixture.ts";
import type { Desk } from "./desk.ts";
import { damaged, deskOf, quiet, said, TestServer } from "./server.fixture.ts";
import type { Refreshed } from "./views.ts";

const staff = await drawOrganisation();
const never = new AbortController().signal;

/** Three cases in which one person reads, and that person's desk. */
async function three() {
  const server = new TestServer(staff);
  server.page = 2;
  const reader = staff[0];
  assert.ok(reader);
  const ids: string[] = [];
  while (ids.length < 3) {
    const { filed, id } = await server.file();
    if (filed.filing.readers.members.includes(reader.id)) ids.push(id);
    else server.shelves.delete(id);
  }
  server.list = ids;
  const [one, two, three] = ids as [string, string, string];
  return { server, reader, one, two, three, ...deskOf(server, reader), again: () => deskOf(server, reader).desk };
}

/** Fetches the whole list, as the page does. */
async function list(desk: Desk): Promise<string[]> {
  const all: string[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<Desk["rows"]>> = await desk.rows(after);
    all.push(...page.rows.map((row) => row.case));
    after = page.next;
  } while (after !== null);
  return all;
}

/** Everything the page does at the list. */
async function lookAt(desk: Desk): Promise<Map<string, { title: string; stage: string | null; labels: readonly string[]; items: number; read: number }>> {
  await list(desk);
  await desk.known();
  await desk.refresh(quiet, never);
  return new Map((await desk.known()).known.map((one) => [one.case, one]));
}

const called = (desk: Desk, id: string, title: string) => desk.write(id, { kind: "changes", changes: [{ change: "title", value: title }] }, quiet);
const bookOf = async (server: TestServer, { id, identity, signing }: Staff, place = -1) => {
  const sealed = server.books.get(id)?.at(place);
  assert.ok(sealed);
  return openBook(fromBase64url(sealed), id, identity, signing.publicKey);
};
const puts = (server: TestServer): number => server.requests.filter(({ path, json }) => path.endsWith("/book") && json !== undefined).length;

test("names, stage and what was read stand in a browser that starts with nothing, and no case is opened for it", async () => {
  const { server, desk, one, again } = await three();
  await lookAt(desk);
  await called(desk, one, "The goods lift");
  await desk.write(one, { kind: "stage", stage: "confirmed" }, quiet);
  await desk.signOut();
  server.signedIn = true;
  const fresh = again();
  const asked = server.requests.length;
  const known = await lookAt(fresh);
  assert.deepEqual([known.get(one)?.title, known.get(one)?.stage], ["The goods lift", "confirmed"]);
  assert.equal(known.get(one)?.read, known.get(one)?.items);
  assert.ok(server.requests.slice(asked).every(({ path }) => !/cases\/[0-9a-f]+/.test(path)), "nothing was opened");
  assert.deepEqual([(await fresh.known()).trouble, (await fresh.known()).keptOn], [null, DAY]);
});

test("nothing that is done writes the book; signing out does, and moments that are drawn", async () => {
  const { server, desk, clock, one, two } = await three();
  await lookAt(desk);
  await called(desk, one, "A");
  await desk.open(two);
  assert.equal(puts(server), 0);
  const moments: number[] = [];
  let minutes = 0;
  for (const end = 60; minutes < end; minutes += 0.25) {
    clock.time += 15_000;
    await desk.touch();
    await desk.tick();
    if (puts(server) > moments.length) moments.push(minutes);
  }
  const apart = moments.slice(1).map((moment, n) => moment - (moments[n] ?? 0));
  assert.ok(moments.length >= 6 && apart.every((gap) => gap >= 2.75 && gap <= 10.25), `${apart}`);
  assert.ok(new Set(apart).size > 2, "not at a fixed time");
  const before = puts(server);
  await desk.signOut();
  assert.equal(puts(server), before + 1);
  assert.equal(server.signedIn, false);
});

test("a report that nobody opened is unread and keeps its keys: looking for the list replaces none", async () => {
  const { server, desk, one } = await three();
  const known = await lookAt(desk);
  assert.deepEqual([known.get(one)?.items, known.get(one)?.read], [1, 0]);
  assert.equal(server.version.get(one), 1);
  assert.ok(!server.requests.some(({ path }) => path.endsWith("/keyring")));
  const view = await desk.open(one);
  assert.equal(view.renewed, "first");
});

test("what comes after one looked is unread, its names come by themselves, and looking keeps nobody awake", async () => {
  const { server, reader, desk, clock, one } = await three();
  await lookAt(desk);
  await desk.open(one);
  const colleague = byId(staff, server.shelves.get(one)?.filed.filing.readers.members.find((id) => id !== reader.id));
  const theirs = deskOf(server, colleague).desk;
  await called(theirs, one, "What a colleague calls it");
  server.me = reader;
  clock.time += 14 * 60_000;
  const row = (await lookAt(desk)).get(one);
  assert.equal(row?.title, "What a colleague calls it");
  assert.equal((row?.items ?? 0) - (row?.read ?? 0), 1);
  clock.time += 60_000;
  await assert.rejects(desk.open(one), said("problem-ended"));
});

test("two sessions of one person lose nothing of each other", async () => {
  const { server, reader, desk, one, two, again } = await three();
  await lookAt(desk);
  const other = again();
  await lookAt(other);
  await called(desk, one, "First");
  await called(other, two, "Second");
  await desk.signOut();
  server.signedIn = true;
  await other.signOut();
  server.signedIn = true;
  const titles = (await bookOf(server, reader)).cases.map(({ title }) => title);
  assert.deepEqual(titles.sort(), ["", "First", "Second"]);
  assert.deepEqual([(await bookOf(server, reader, 0)).header.version, (await bookOf(server, reader)).header.version], [1, 2]);
});

/** Three books were kept, and the person is about to sign in again. */
async function kept() {
  const all = await three();
  const { server, reader, desk, one } = all;
  const signIn = (): void => {
    server.signedIn = true;
    const { identity, signing } = reader;
    desk.keys.unlock({ person: reader.id, own: { identity, signing: Object.getPrototypeOf(signing).constructor.fromSeed(signing.seed()) } });
  };
  for (const title of ["A", "B", "C"]) {
    await lookAt(desk);
    await called(desk, one, title);
    await desk.signOut();
    signIn();
  }
  assert.equal(server.books.get(reader.id)?.length, 3);
  return { ...all, signIn };
}

/** What comes of a server that goes back behind what this worker saw. */
async function backTo(give: (books: readonly string[]) => string | null): Promise<void> {
  const { server, reader, desk, one, signIn } = await kept();
  server.giveBook = give;
  const known = await lookAt(desk);
  assert.equal((await desk.known()).trouble, "older");
  assert.equal(known.get(one)?.title, "C", "the cases themselves say it");
  assert.equal((await desk.open(one)).writable, true);
  await desk.signOut();
  assert.equal((await bookOf(server, reader)).header.version, 4);
  server.giveBook = null;
  signIn();
  await lookAt(desk);
  assert.equal((await desk.known()).trouble, null);
}

test("a server that gives back an older book is told of, shuts nothing, and gets the newer one again", () => backTo((books) => books[0] ?? null));

test("a server that gives back no book is told of, shuts nothing, and gets the newer one again", () => backTo(() => null));

test("another book of the same number is told of", async () => {
  const { server, reader, desk } = await kept();
  const { sealed } = await writeBook({ person: reader.id, version: 3, day: DAY }, [], reader, random);
  server.giveBook = () => toBase64url(sealed);
  await lookAt(desk);
  assert.equal((await desk.known()).trouble, "older");
});

test("a book that is damaged or somebody else's is told of, and made anew from the cases", async () => {
  const { server, reader, one, again } = await kept();
  const other = staff[1];
  assert.ok(other);
  const foreign = (await writeBook({ person: other.id, version: 9, day: DAY }, [], other, random)).sealed;
  const toReader = (await writeBook({ person: reader.id, version: 9, day: DAY }, [], { identity: reader.identity, signing: other.signing }, random)).sealed;
  for (const sealed of [damaged(server.books.get(reader.id)?.at(-1) ?? ""), toBase64url(foreign), toBase64url(toReader), "!"]) {
    server.giveBook = () => sealed;
    const desk = again();
    const told: Refreshed[] = [];
    await list(desk);
    assert.equal((await desk.known()).trouble, "damaged");
    await desk.refresh((refreshed) => told.push(refreshed), never);
    assert.deepEqual(told.map(({ done, total }) => `${done}/${total}`), ["1/3", "2/3", "3/3"]);
    assert.equal((await desk.known()).known.find((row) => row.case === one)?.title, "C");
  }
});

test("a server that hands out no book just now shuts nothing, and nothing is written over what lies there", async () => {
  const { server, reader, one, again } = await kept();
  let away = true;
  server.before = (path) => {
    if (away && path.endsWith("/book")) throw new Problem(503, "/problems/away", "", "");
  };
  const desk = again();
  await list(desk);
  assert.equal((await desk.known()).trouble, "away");
  assert.equal((await desk.open(one)).writable, true);
  await desk.signOut();
  assert.equal(server.books.get(reader.id)?.length, 3);
  server.signedIn = true;
  const later = again();
  assert.equal((await later.known()).trouble, "away");
  away = false;
  assert.equal((await later.known()).trouble, null);
});

test("older keys than the book knows, and entries that are held back, are told of in a browser that starts with nothing", async () => {
  const { server, desk, one, again } = await three();
  const shelf = server.shelves.get(one);
  assert.ok(shelf);
  const first = { keyring: shelf.keyring, items: [...shelf.items] };
  await lookAt(desk);
  await desk.open(one);
  const opened = { keyring: shelf.keyring, items: [...shelf.items] };
  await desk.write(one, { kind: "reply", text: "One more thing.", files: [] }, quiet);
  await desk.signOut();
  server.signedIn = true;
  const codes = async (): Promise<string[]> => (await again().open(one)).findings.map(({ code }) => code);
  assert.deepEqual(await codes(), []);
  Object.assign(shelf, opened);
  assert.deepEqual(await codes(), ["lost-since"]);
  Object.assign(shelf, first);
  server.version.set(one, 1);
  const posted = server.requests.length;
  assert.deepEqual((await codes()).sort(), ["keys-older", "lost-since"]);
  assert.ok(!server.requests.slice(posted).some(({ path }) => path.endsWith("/keyring")), "no keys are made for a lie");
});

test("a case that the list names no more keeps no name, and half a list takes none away", async () => {
  const { server, reader, desk, one, again } = await three();
  await lookAt(desk);
  await called(desk, one, "To be erased");
  await desk.rows(null);
  await desk.signOut();
  server.signedIn = true;
  assert.ok((await bookOf(server, reader)).cases.some(({ title }) => title === "To be erased"));
  server.list = server.list.filter((id) => id !== one);
  const fresh = again();
  assert.equal((await lookAt(fresh)).has(one), false);
  await fresh.signOut();
  server.signedIn = true;
  const left = (await bookOf(server, reader)).cases.find((row) => row.case === one);
  assert.deepEqual([left?.title, left?.gone, left?.version], ["", DAY, 2]);
  assert.ok(!JSON.stringify((await bookOf(server, reader)).cases).includes("To be erased"));
});
