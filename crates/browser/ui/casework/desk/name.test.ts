// A reporter's name, from the first request to the moment it is shown: what is told before, what a lying server, keeper or colleague comes to.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem } from "../../kit/http.ts";
import { toBase64url } from "../../seal/bytes.ts";
import { deriveMailbox } from "../../seal/derive.ts";
import { beginFiling, beginPost, composePost, composeReport } from "../../seal/filing.ts";
import { keepers, NAME, roster, staff } from "../../seal/identity.fixture.ts";
import { sealAnswer, sealRequest } from "../../seal/letters.ts";
import { byId, DAY, installation, questionnaire, random, rosterNote, type Staff } from "../../seal/organisation.fixture.ts";
import { comeBack, Shelf } from "../../seal/server.fixture.ts";
import { sign } from "../../seal/signed.ts";
import { SigningKey } from "../../seal/signing.ts";
import { writeJson } from "../../seal/json.ts";
import { damaged, deskOf, quiet, said, TestServer } from "./server.fixture.ts";

const [first, second, third] = keepers as [Staff, Staff, Staff];
const REASON = "The court asks who saw it.";

/** A case with a name in it, and its first member and everybody else at a desk of their own. */
async function begun({ leftOut = [] as Staff[], identity = NAME as typeof NAME | null } = {}) {
  const server = new TestServer(staff);
  const secrets = deriveMailbox(random.bytes(10), installation);
  const filing = await beginFiling(secrets, { roster, leftOut: leftOut.map(({ id }) => id), readBack: true }, random);
  const report = await composeReport(filing, secrets, { questionnaire, answers: [{ question: "what", value: "The seal is broken." }], attachments: [], identity }, DAY, random);
  const shelf = new Shelf({ secrets, filing, report }, [roster]);
  const id = report.case;
  server.shelves.set(id, shelf);
  server.version.set(id, 1);
  const [one, two] = filing.readers.members.map((member) => byId(staff, member)) as [Staff, Staff];
  const desk = (person: Staff) => deskOf(server, person).desk;
  const handler = desk(one);
  await handler.open(id);
  return { server, shelf, id, one, two, handler, desk };
}

const asking = (to: readonly Staff[], withheld: string | null = null) => ({ reason: REASON, withheld, to: to.map(({ id }) => id) });

/** Every request that waits for a keeper is answered. */
async function answers(desk: (person: Staff) => ReturnType<typeof deskOf>["desk"], keeper: Staff, agrees: boolean) {
  const there = await desk(keeper).requests();
  for (const { letter } of there) await desk(keeper).answerRequest({ letter, agrees, reason: agrees ? "I see why." : "Not enough." });
  return there;
}

test("two keepers agree, everybody is told, and only then the name is shown, to the one who asked", async () => {
  const { server, shelf, id, one, two, handler, desk } = await begun();
  assert.equal((await handler.open(id)).name?.left, DAY);
  const choice = await handler.keepers(id);
  assert.deepEqual(choice.keepers.map(({ keeper, why }) => [keeper.id, why]), keepers.map((keeper) => [keeper.id, null]));
  assert.equal(new Set(choice.picked).size, 2);
  const asked = await handler.askName(id, asking([first, second]));
  assert.deepEqual(asked.name?.asked[0]?.keepers.map(({ answer }) => answer), ["waits", "waits"]);
  assert.deepEqual(asked.findings, []);
  const [waiting] = await answers(desk, first, true);
  assert.deepEqual([waiting?.by?.id, waiting?.reason, waiting?.withheld, waiting?.fault], [one.id, REASON, null, null]);
  assert.deepEqual(await desk(first).requests(), [], "what was answered is gone");
  const half = await handler.open(id);
  assert.deepEqual([half.name?.ready, half.name?.asked[0]?.keepers.find(({ keeper }) => keeper.id === first.id)?.answer], [false, "agreed"]);
  await assert.rejects(handler.showName(id), said("problem-name-too-few"));
  await answers(desk, second, true);
  const ready = await handler.open(id);
  assert.equal(ready.name?.ready, true);
  assert.ok(!JSON.stringify(ready).includes(NAME.name), "no view of the case has the name");
  const seenBefore = await comeBack(shelf);
  assert.ok(!seenBefore.items.some(({ body }) => body.kind === "disclosed"));
  const shown = await handler.showName(id);
  assert.deepEqual([shown.name, shown.contact], [NAME.name, NAME.contact]);
  const seen = await comeBack(shelf);
  const disclosed = seen.items.flatMap(({ header, body }) => (body.kind === "disclosed" ? [[header.author, body.disclosed.reason]] : []));
  assert.deepEqual([seen.findings, disclosed], [[], [[one.id, REASON]]]);
  const colleague = await desk(two).open(id);
  assert.deepEqual(colleague.name?.asked.map(({ by, mine, keepers: of }) => [by.id, mine, of[0]?.answer]), [[one.id, false, "not-told"]]);
  assert.ok(colleague.notes.some(({ what }) => what.kind === "change" && what.change.change === "identity-read"));
  assert.equal(colleague.name?.ready, false);
  await assert.rejects(desk(two).showName(id), said("problem-name-too-few"));
  const items = shelf.items.length;
  assert.equal((await handler.showName(id)).name, NAME.name);
  assert.equal(shelf.items.length, items, "shown again, nobody is told twice");
  const all = JSON.stringify(server.requests);
  for (const secret of [NAME.name, REASON]) assert.ok(!all.includes(secret), secret);
});

test("if telling fails, nothing is shown; if the reporter is not to be told, they are not", async () => {
  const { server, shelf, id, handler, desk } = await begun();
  await handler.askName(id, asking([first, third], "They would be in danger."));
  const [waiting] = await answers(desk, first, true);
  assert.equal(waiting?.withheld, "They would be in danger.");
  await answers(desk, third, true);
  server.before = (path, sent) => {
    if (path.endsWith("/items") && sent.method === "POST") throw new TypeError("broken");
  };
  await assert.rejects(handler.showName(id));
  server.before = () => undefined;
  assert.equal((await handler.showName(id)).name, NAME.name);
  const seen = await comeBack(shelf);
  assert.deepEqual([seen.findings, seen.items.filter(({ body }) => body.kind === "disclosed")], [[], []]);
});

test("opening any case asks for the same, whether a name was left in it or not", async () => {
  const paths = async (identity: typeof NAME | null) => {
    const { server, id, two, desk } = await begun({ identity });
    const from = server.requests.length;
    const view = await desk(two).open(id);
    assert.equal(view.name === null, identity === null);
    return server.requests.slice(from).map(({ path }) => path.replaceAll(id, "CASE")).sort();
  };
  const without = await paths(null);
  assert.ok(without.some((path) => path.endsWith("/letters")));
  const [base, withName] = [without, await paths(NAME)].map((all) => all.map((path) => path.replace(/after=\d+/, "after=N")));
  assert.deepEqual(withName, base);
});

test("one says no, another is asked, and what was given before still counts", async () => {
  const { id, handler, desk } = await begun();
  await handler.askName(id, asking([first, second]));
  await answers(desk, first, true);
  await answers(desk, second, false);
  const view = await handler.open(id);
  const no = view.name?.asked[0]?.keepers.find(({ keeper }) => keeper.id === second.id);
  assert.deepEqual([view.name?.ready, no?.answer, no?.reason], [false, "no", "Not enough."]);
  const choice = await handler.keepers(id);
  assert.deepEqual([...choice.picked].sort(), [first.id, third.id].sort(), "whoever has not answered, then who agreed, and not who said no");
  await handler.askName(id, asking([first, third]));
  await answers(desk, third, true);
  assert.equal((await handler.open(id)).name?.ready, true);
  assert.equal((await handler.showName(id)).name, NAME.name);
});

test("a request is told once and sent once, though the second factor was asked for in between", async () => {
  const { server, id, handler } = await begun();
  server.asksAgain = true;
  await assert.rejects(handler.askName(id, asking([first, second])), said("problem-ask-again"));
  assert.equal(server.letters.size, 0);
  server.asksAgain = false;
  const view = await handler.askName(id, asking([first, second]));
  assert.equal(view.name?.asked.length, 1);
  assert.deepEqual([first, second].map((keeper) => server.letters.get(keeper.id)?.length), [1, 1]);
});

test("whoever reads the case, was left out, or has other keys is not asked, and it is said why", async () => {
  const { server, id, handler } = await begun({ leftOut: [first] });
  const choice = await handler.keepers(id);
  assert.deepEqual(choice.keepers.map(({ why }) => why), ["left-out", null, null]);
  await assert.rejects(handler.askName(id, asking([first, second])), said("problem-keeper"));
  server.roster = rosterNote(staff.map((one) => (one === second ? { ...one, entry: { ...one.entry, signing: SigningKey.fromSeed(new Uint8Array(32).fill(77)).publicKey } } : one)), { version: 2 });
  const later = await handler.keepers(id);
  assert.deepEqual([later.keepers.map(({ why }) => why), later.picked], [["left-out", "other-keys", null], []]);
  await assert.rejects(handler.askName(id, asking([second, third])), said("problem-keeper"));
  assert.equal(server.letters.size, 0, "nothing was written to anybody");
});

test("a lying server: what it puts into a keeper's letters is shown as not to be trusted, and cannot be agreed to", async () => {
  const { server, id, one, handler, desk } = await begun();
  await handler.askName(id, asking([first, second]));
  const mine = server.letters.get(first.id)!;
  mine.push({ id: "aa".repeat(16), sealed: damaged(mine[0]!.sealed) });
  const forged = sign("identity-request", writeJson({ author: one.id, roster: roster.hash, day: DAY }), writeJson({ case: id, vault: "ab".repeat(32), reason: "Mine.", withheld: null, to: [first.id, second.id].sort() }), third.signing);
  mine.push({ id: "bb".repeat(16), sealed: await sealRequest(forged, toBase64url(new Uint8Array(9)), first.entry.recipient) });
  const there = await desk(first).requests();
  assert.deepEqual(there.map(({ letter, fault }) => [letter.slice(0, 2), fault]).filter(([, fault]) => fault !== null).sort(), [["aa", "unreadable"], ["bb", "forged"]]);
  for (const letter of ["aa".repeat(16), "bb".repeat(16)]) {
    await assert.rejects(desk(first).answerRequest({ letter, agrees: true, reason: "x" }), said("problem-request"));
    await desk(first).dropLetter(letter);
  }
  assert.equal((await desk(first).requests()).length, 1);
  assert.equal(server.letters.get(one.id), undefined, "nothing was answered");
});

test("a lying keeper or server: answers that nobody asked for count for nothing, and are named where they claim to belong here", async () => {
  const { server, id, one, handler, desk } = await begun();
  await handler.askName(id, asking([first, second]));
  await answers(desk, first, true);
  const request = (await handler.open(id)).name?.asked[0]?.request;
  const fake = (author: Staff, key: Staff) => sign("identity-answer", writeJson({ author: author.id, roster: roster.hash, day: DAY }), writeJson({ request, reason: "Yes.", share: { index: 2, value: "cd".repeat(32) } }), key.signing);
  const box = server.letters.get(one.id)!;
  box.push({ id: "cc".repeat(16), sealed: await sealAnswer(fake(second, third), one.entry.recipient) });
  const view = await handler.open(id);
  const asked = view.name?.asked[0]?.keepers.find(({ keeper }) => keeper.id === second.id);
  assert.deepEqual([view.name?.ready, asked?.answer, asked?.fault], [false, "waits", "forged"]);
  // The keeper themselves gives something wrong: it counts as an answer, and opens nothing.
  const place = keepers.findIndex(({ id: keeper }) => keeper === second.id) + 1;
  const wrong = sign("identity-answer", writeJson({ author: second.id, roster: roster.hash, day: DAY }), writeJson({ request, reason: "Yes.", share: { index: place, value: "cd".repeat(32) } }), second.signing);
  box.push({ id: "dd".repeat(16), sealed: await sealAnswer(wrong, one.entry.recipient) });
  assert.deepEqual([(await handler.open(id)).name?.ready, (await handler.open(id)).name?.wrong], [false, "wrong"]);
  await assert.rejects(handler.showName(id), said("problem-name-wrong"));
});

test("a keeper who reads the case answers no request about it, and no single case is asked for to find that out", async () => {
  const both = { ...second, entry: { ...second.entry, roles: ["custodian", "handler"] as const } };
  const { server, id, handler, desk } = await begun();
  await handler.askName(id, asking([first, second]));
  server.roster = rosterNote(staff.map((one) => (one === second ? both : one)), { version: 2 });
  const own = desk(both);
  server.list = [];
  assert.equal((await own.requests())[0]?.fault, null);
  server.list = [id];
  const from = server.requests.length;
  assert.equal((await own.requests())[0]?.fault, "member");
  assert.ok(!server.requests.slice(from).some(({ path }) => path.includes(id)));
});

test("a name that the reporter left since is the one that counts; requests about the one before do no more", async () => {
  const { shelf, id, handler, desk } = await begun();
  await handler.askName(id, asking([first, second]));
  await answers(desk, first, true);
  await answers(desk, second, true);
  const seen = await comeBack(shelf);
  const post = await beginPost(seen, shelf.filed.secrets, true, random);
  shelf.takePost(await composePost(post, seen, shelf.filed.secrets, { text: "", attachments: [], identity: { name: "Ada Marsh", contact: "" } }, roster, DAY, random));
  const view = await handler.open(id);
  assert.deepEqual([view.name?.ready, view.name?.asked[0]?.earlier], [false, true]);
  await assert.rejects(handler.showName(id), said("problem-name-too-few"));
  await handler.write(id, { kind: "note", text: "Left anew.", files: [] }, quiet);
});

test("where letters cannot be had just now, a case opens all the same", async () => {
  const { server, id, handler } = await begun();
  server.before = (path) => {
    if (path.endsWith("/letters")) throw new Problem(503, "/problems/busy", "", "");
  };
  assert.ok((await handler.open(id)).name);
  await assert.rejects(handler.requests(), said("problem-busy"));
});
