// Names that reporters leave: two keepers and one reader open them, and neither a lying reader, a lying keeper nor a lying server does.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type CaseId, fromBase64url, type Hash, type StaffId, toBase64url } from "./bytes.ts";
import { deriveMailbox } from "./derive.ts";
import { beginPost, composePost } from "./filing.ts";
import { decrypt, identityFromSeed, recipientOf } from "./hybrid.ts";
import { composeAnswer, judgeAnswer, openWith } from "./identity_answer.ts";
import { expecting, leftIn, readersOf } from "./identity_case.ts";
import { ask, keepers, leftName, NAME, readsNothing, received, roster, staff } from "./identity.fixture.ts";
import { claimOf, composeRequest, judgeRequest, mayAsk, REQUEST_DAYS, shareOf } from "./identity_request.ts";
import { keepersFor, openIdentity, openShare, sealIdentity, vaultHash } from "./identity.ts";
import { writeItem } from "./item.ts";
import { writeJson } from "./json.ts";
import { openLetter, sealRequest } from "./letters.ts";
import { DAY, drawStaff, installation, random, rosterOf, type Staff } from "./organisation.fixture.ts";
import { comeBack, openAs, stored, writerOf } from "./server.fixture.ts";
import { sign } from "./signed.ts";

const identityIn = (opened: Awaited<ReturnType<typeof openWith>>) => typeof opened === "object" && opened.found;
const [first, second, third] = keepers as [Staff, Staff, Staff];
const asKeeper = (keeper: Staff) => writerOf(keeper, roster);

/** Asks two and has both agree; what the reader receives. */
async function agreed(leftOut: readonly StaffId[] = [], two: readonly Staff[] = [first, second]) {
  const begun = await leftName(leftOut);
  const asked = await ask(begun, two);
  const answers = await Promise.all(
    two.map(async (keeper) => {
      const { request, share } = await received(asked.composed, keeper);
      const judged = await judgeRequest(request, share, readsNothing(keeper));
      const letter = await openLetter(await composeAnswer(judged, { agrees: true, reason: "I see why." }, asKeeper(keeper)), begun.reader.identity);
      assert.equal(letter.kind, "answer");
      return judgeAnswer((letter as Extract<typeof letter, { kind: "answer" }>).answer, asked.expects);
    }),
  );
  return { ...begun, ...asked, answers };
}

test("two keepers and one reader open the name, and all is said as it was written", async () => {
  const { of, left, answers, composed, reader } = await agreed();
  assert.deepEqual(of.findings, []);
  const { request, share } = await received(composed, first);
  const judged = await judgeRequest(request, share, readsNothing(first));
  assert.deepEqual([judged.author.id, judged.case, judged.reason, judged.withheld, judged.day], [reader.id, of.case, "The archive must be told who saw it.", null, DAY]);
  const opened = await openWith(left.vault, answers, of.case, of.report.mailbox.signing);
  assert.deepEqual(identityIn(opened), NAME);
  assert.deepEqual(answers.map(({ reason }) => reason), ["I see why.", "I see why."]);
});

test("one keeper alone opens nothing, and the eight words do not open it either", async () => {
  const { of, left, answers, shelf } = await agreed();
  const [one] = answers;
  assert.ok(one);
  for (const few of [[], [one], [one, one]]) assert.equal(await openWith(left.vault, few, of.case, of.report.mailbox.signing), "too-few");
  const seen = await comeBack(shelf);
  assert.deepEqual(seen.findings, []);
  assert.ok(JSON.stringify(seen.items).includes(left.vault.sealed), "the words open the item");
  await assert.rejects(decrypt(fromBase64url(left.vault.sealed), shelf.filed.secrets.identity, 1), { reason: "cannot-open" });
  // Nor is what a keeper has the key itself.
  const alone = identityFromSeed(one.share?.value ?? assert.fail());
  await assert.rejects(decrypt(fromBase64url(left.vault.sealed), alone, 1), { reason: "cannot-open" });
  for (const share of left.vault.shares) await assert.rejects(decrypt(fromBase64url(share), shelf.filed.secrets.identity, 1), { reason: "cannot-open" });
});

test("every letter has one size, whatever it says", async () => {
  const { composed, reader } = await agreed();
  const { request, share } = await received(composed, first);
  const judged = await judgeRequest(request, share, readsNothing(first));
  const no = await composeAnswer(judged, { agrees: false, reason: "x" }, asKeeper(first));
  const yes = await composeAnswer(judged, { agrees: true, reason: "é".repeat(1000) }, asKeeper(first));
  const sizes = [...composed.letters.map(({ sealed }) => sealed), no, yes].map((sealed) => fromBase64url(sealed).length);
  assert.deepEqual(sizes, sizes.map(() => 70 + 1557 + 16 + 16_384 + 16));
  await assert.rejects(openLetter(no, second.identity), { reason: "cannot-open" });
  assert.equal((await openLetter(no, reader.identity)).kind, "answer");
});

test("whoever was left out has no share, and cannot be told from those who have one", async () => {
  const { of, left, answers } = await agreed([second.id], [first, third]);
  assert.deepEqual(identityIn(await openWith(left.vault, answers, of.case, of.report.mailbox.signing)), NAME);
  assert.equal(left.vault.shares.length, 3);
  assert.equal(new Set(left.vault.shares.map(({ length }) => length)).size, 1);
  const theirs = shareOf(left.vault, roster, second.id);
  assert.ok(theirs);
  await assert.rejects(openShare(theirs, second.identity, of.case, left.hash), { reason: "share" });
  const place = { readers: readersOf(of), leftOut: of.report.left_out };
  assert.equal(mayAsk(second.entry, place, roster), "left-out");
});

test("keepers who read the case have no share either, and are not counted", async () => {
  const secrets = deriveMailbox(random.bytes(10), installation);
  const of = "ab".repeat(16) as CaseId;
  const vault = await sealIdentity(NAME, { case: of, roster, leftOut: [], readers: [second.id], day: DAY }, secrets.signing, random);
  const open = (keeper: Staff) => openShare(shareOf(vault, roster, keeper.id)!, keeper.identity, of, vaultHash(vault));
  await assert.rejects(open(second), { reason: "share" });
  assert.deepEqual(await openIdentity(vault, [await open(first), await open(third)], of, secrets.signing.publicKey), NAME);
  await assert.rejects(sealIdentity(NAME, { case: of, roster, leftOut: [first.id], readers: [second.id], day: DAY }, secrets.signing, random), { reason: "no-keepers" });
});

test("a reporter with fewer than two keepers left leaves no name", async () => {
  assert.equal(keepersFor(roster, [first.id], [second.id]).length, 1);
  assert.equal(keepersFor(roster, [first.id, second.id], []).length, 1);
  await assert.rejects(leftName([first.id, second.id]), { reason: "no-keepers" });
  const without = rosterOf(staff.filter((one) => one !== first && one !== second));
  const secrets = deriveMailbox(random.bytes(10), installation);
  await assert.rejects(sealIdentity(NAME, { case: "00".repeat(16) as never, roster: without, leftOut: [], readers: [], day: DAY }, secrets.signing, random), { reason: "no-keepers" });
  await assert.rejects(sealIdentity({ name: "x".repeat(2000), contact: "" }, { case: "00".repeat(16) as never, roster, leftOut: [], readers: [], day: DAY }, secrets.signing, random), { reason: "shape" });
});

test("a name that is left later counts, and the one before no more", async () => {
  const begun = await agreed();
  const { shelf, reader, answers } = begun;
  const later = { name: "Ada Quill-Marsh", contact: "" };
  const seen = await comeBack(shelf);
  const post = await beginPost(seen, shelf.filed.secrets, true, random);
  shelf.takePost(await composePost(post, seen, shelf.filed.secrets, { text: "", attachments: [], identity: later }, roster, DAY, random));
  const of = await openAs(shelf, reader);
  assert.deepEqual(of.findings, []);
  assert.deepEqual((await comeBack(shelf)).findings, []);
  const left = leftIn(of.conversation);
  assert.ok(left && left.hash !== begun.left.hash);
  assert.equal(await openWith(left.vault, answers, of.case, of.report.mailbox.signing), "wrong", "shares of the one before open nothing");
  assert.deepEqual(identityIn(await openWith(begun.left.vault, answers, of.case, of.report.mailbox.signing)), NAME);
  const { request, share } = await received(begun.composed, first);
  const judged = await judgeRequest(request, share, readsNothing(first));
  const late = await openLetter(await composeAnswer(judged, { agrees: true, reason: "Late." }, asKeeper(first)), reader.identity);
  assert.ok(late.kind === "answer");
  assert.throws(() => judgeAnswer(late.answer, expecting(of, reader.id, left, roster, roster)), { reason: "answer", detail: "other-vault" });
});

test("a lying reader: a keeper takes no request of somebody else, of another day, for another case or vault, or past the reader's own client", async () => {
  const begun = await leftName();
  const { of, reader, writer } = begun;
  const { composed, left } = await ask(begun, [first, second]);
  const { request, share } = await received(composed, first);
  const said = { case: of.case, vault: left.hash, reason: "Because.", withheld: null, to: [first.id, second.id].sort() };
  const head = { author: reader.id, roster: roster.hash, day: DAY };
  const tried = async (header: object, body: object, key = reader.signing, sealed = share, keeper = readsNothing(first)) => {
    const letter = await openLetter(await sealRequest(sign("identity-request", writeJson(header), writeJson(body), key), toBase64url(sealed), first.entry.recipient), first.identity);
    assert.ok(letter.kind === "request");
    return judgeRequest(letter.request, letter.share, keeper);
  };
  assert.equal((await tried(head, said)).author.id, reader.id, "the control: this one is taken");
  const other = staff.find(({ entry }) => entry.roles.includes("handler") && entry.id !== reader.id) as Staff;
  await assert.rejects(tried(head, said, other.signing), { reason: "request", detail: "forged" });
  await assert.rejects(tried({ ...head, author: other.id }, said), { reason: "request", detail: "forged" });
  const stranger = await drawStaff("stranger", ["handler"]);
  await assert.rejects(tried({ ...head, author: stranger.id }, said, stranger.signing), { reason: "request", detail: "no-reader" });
  await assert.rejects(tried({ ...head, author: third.id }, said, third.signing), { reason: "request", detail: "no-reader" });
  await assert.rejects(tried(head, { ...said, to: [second.id, third.id].sort() }), { reason: "request", detail: "not-asked" });
  await assert.rejects(tried({ ...head, day: DAY + 2 }, said), { reason: "request", detail: "future" });
  await assert.rejects(tried({ ...head, day: DAY - REQUEST_DAYS - 1 }, said), { reason: "request", detail: "old" });
  assert.equal((await tried({ ...head, day: DAY - REQUEST_DAYS }, said)).day, DAY - REQUEST_DAYS);
  await assert.rejects(tried(head, { ...said, case: "ab".repeat(16) }), { reason: "request", detail: "other-case" });
  await assert.rejects(tried(head, { ...said, vault: "ab".repeat(32) }), { reason: "request", detail: "other-vault" });
  const theirs = shareOf(left.vault, roster, second.id);
  assert.ok(theirs);
  await assert.rejects(tried(head, said, reader.signing, theirs), { reason: "request", detail: "share" });
  await assert.rejects(tried(head, said, reader.signing, share, { ...readsNothing(first), reads: () => true }), { reason: "request", detail: "member" });
  for (const bad of [{ ...said, reason: "" }, { ...said, reason: "x".repeat(1001) }, { ...said, to: [first.id] }, { ...said, to: [second.id, first.id].sort().reverse() }]) {
    await assert.rejects(tried(head, bad), { reason: "request", detail: "form" });
  }
  assert.equal(claimOf(request).reason, "The archive must be told who saw it.");
  await assert.rejects(tried(head, { ...said, to: [first.id, other.id].sort() }), { reason: "request", detail: "other-keeper" });
  await assert.rejects(tried(head, { ...said, to: [first.id, "77".repeat(16)].sort() }), { reason: "request", detail: "other-keeper" });
  const both = await drawStaff("handler and keeper", ["handler", "custodian"]);
  const mixed = rosterOf([...staff, both]);
  await assert.rejects(tried({ ...head, author: both.id }, said, both.signing, share, { ...readsNothing(first), roster: mixed }), { reason: "request", detail: "keeps" });
  const letter = sign("identity-request", writeJson({ ...head, author: both.id }), writeJson({ ...said, to: [both.id, first.id].sort() }), both.signing);
  const own = await openLetter(await sealRequest(letter, toBase64url(share), both.entry.recipient), both.identity);
  assert.ok(own.kind === "request");
  await assert.rejects(judgeRequest(own.request, own.share, { ...readsNothing(both), roster: mixed }), { reason: "request", detail: "own" });
  // The reader's own client sends nothing to whom the rules do not allow.
  const asking = { sealedUnder: roster, readers: [...readersOf(of), first.id], leftOut: [second.id] };
  const content = { reason: "Because.", withheld: null, to: [first.id, third.id] };
  await assert.rejects(composeRequest(of.case, left.vault, content, asking, writer), { reason: "request", detail: "reads" });
  await assert.rejects(composeRequest(of.case, left.vault, { ...content, to: [second.id, third.id] }, asking, writer), { reason: "request", detail: "left-out" });
  await assert.rejects(composeRequest(of.case, left.vault, { ...content, reason: " " }, asking, writer), { reason: "shape" });
});

test("keepers who are off the list, there for something else, or with other keys are not asked", async () => {
  const { of } = await leftName();
  const place = { readers: readersOf(of), leftOut: of.report.left_out };
  assert.equal(mayAsk(first.entry, place, roster), roster.people.find(({ id }) => id === first.id));
  assert.equal(mayAsk(first.entry, place, rosterOf(staff.filter((one) => one !== first))), "not-listed");
  const changed = (entry: Partial<Staff["entry"]>) => rosterOf(staff.map((one) => (one === first ? { ...one, entry: { ...one.entry, ...entry } } : one)));
  assert.equal(mayAsk(first.entry, place, changed({ roles: ["officer"] })), "other-roles");
  const anew = (await drawStaff("anew", ["custodian"])).entry;
  assert.equal(mayAsk(first.entry, place, changed({ signing: anew.signing })), "other-keys");
  assert.equal(mayAsk(first.entry, place, changed({ recipient: anew.recipient })), "other-keys");
});

test("a lying keeper: no answer is taken that nobody was told of, that somebody else gives, or who may not give one", async () => {
  const begun = await leftName();
  const { of, composed, expects, left } = await ask(begun, [first, second]);
  const { request, share } = await received(composed, first);
  const judged = await judgeRequest(request, share, readsNothing(first));
  const given = async (keeper: Staff, from = judged, signing = keeper.signing) => {
    const letter = await openLetter(await composeAnswer(from, { agrees: true, reason: "Yes." }, { ...asKeeper(keeper), signing }), begun.reader.identity);
    assert.ok(letter.kind === "answer");
    return letter.answer;
  };
  assert.equal(judgeAnswer(await given(first), expects).author, first.id, "the control");
  const refused = (answer: Awaited<ReturnType<typeof given>>, with_ = expects) => assert.throws.bind(assert, () => judgeAnswer(answer, with_));
  refused(await given(first, { ...judged, hash: "ab".repeat(32) as Hash }))({ reason: "answer", detail: "not-told" });
  refused(await given(third))({ reason: "answer", detail: "not-asked" });
  refused(await given(second, judged))({ reason: "answer", detail: "share" });
  refused(await given(first, { ...judged, share: { ...judged.share, index: 9 } }))({ reason: "answer", detail: "share" });
  refused(await given(first, judged, second.signing))({ reason: "answer", detail: "forged" });
  const good = await given(first);
  refused(good, { ...expects, readers: [...expects.readers, first.id] })({ reason: "answer", detail: "member" });
  refused(good, { ...expects, leftOut: [first.id] })({ reason: "answer", detail: "left-out" });
  refused(good, { ...expects, roster: rosterOf(staff.filter((one) => one !== first)) })({ reason: "answer", detail: "not-keeper" });
  const elsewhere = rosterOf(staff.map((one) => (one === first ? { ...one, entry: { ...one.entry, roles: ["officer"] as const } } : one)));
  refused(good, { ...expects, roster: elsewhere })({ reason: "answer", detail: "not-keeper" });
  const other = staff.find(({ id }) => of.notice.members.includes(id) && id !== begun.reader.id) as Staff;
  refused(good, expecting(of, other.id, left, roster, roster))({ reason: "answer", detail: "not-told" });
});

test("a keeper who gives a wrong share spoils nothing: any two right ones of three still open it", async () => {
  const { of, left, answers, composed } = await agreed();
  const { request, share } = await received(composed, first);
  const judged = await judgeRequest(request, share, readsNothing(first));
  const wrong = { ...answers[0]!, share: { ...judged.share, value: random.bytes(32) } };
  const reporter = of.report.mailbox.signing;
  assert.equal(await openWith(left.vault, [wrong, answers[1]!], of.case, reporter), "wrong");
  const theirs = await openShare(shareOf(left.vault, roster, third.id)!, third.identity, of.case, left.hash);
  const more = { ...answers[1]!, author: third.id, share: theirs };
  const opened = await openWith(left.vault, [wrong, answers[1]!, more], of.case, reporter);
  assert.deepEqual(identityIn(opened), NAME);
  assert.deepEqual(typeof opened === "object" && opened.by.map(({ author }) => author), [second.id, third.id]);
});

test("what opens but was not signed by this case's reporter for this case is no name", async () => {
  const { of, left, answers } = await agreed();
  const shares = [answers[0]!.share!, answers[1]!.share!] as const;
  assert.equal((await openIdentity(left.vault, shares, of.case, of.report.mailbox.signing)).name, NAME.name);
  await assert.rejects(openIdentity(left.vault, shares, of.case, first.entry.signing), { reason: "forged-identity" });
  await assert.rejects(openIdentity(left.vault, shares, "ab".repeat(16) as never, of.report.mailbox.signing), { reason: "other-case" });
});

test("a lying writer: staff leave no name and reporters disclose none, and readers see that as forged or do not see it", async () => {
  const { of, shelf, reader, left } = await agreed();
  const recipients = [await recipientOf(of.keyring.generations.at(-1)!.conversation), of.report.mailbox.recipient] as const;
  const last = of.conversation.last(reader.id)!;
  const placing = { case: of.case, author: reader.id, seq: last.header.seq + 1, previous: last.hash, heads: [], roster: roster.hash, day: DAY };
  await assert.rejects(writeItem(placing, { kind: "identity", vault: left.vault }, reader.signing, recipients, random), { reason: "shape" });
  const own = of.conversation.last("reporter")!;
  const asReporter = { ...placing, author: "reporter" as const, seq: own.header.seq + 1, previous: own.hash };
  await assert.rejects(writeItem(asReporter, { kind: "disclosed", disclosed: { reason: "x" } }, shelf.filed.secrets.signing, recipients, random), { reason: "shape" });
  // A vault that a reader puts there in the reporter's name.
  const forged = await writeItem(asReporter, { kind: "identity", vault: { ...left.vault, shares: [] } }, reader.signing, recipients, random);
  shelf.items.push(stored("conversation", toBase64url(forged.sealed)));
  const again = await openAs(shelf, reader);
  assert.deepEqual(again.findings.map(({ kind }) => kind), ["forged"]);
  assert.equal(leftIn(again.conversation)?.hash, left.hash);
});

test("what is no letter is refused by what is wrong with it", async () => {
  const sealed = await sealRequest(sign("identity-answer", writeJson({}), writeJson({}), first.signing), toBase64url(new Uint8Array(3)), first.entry.recipient);
  await assert.rejects(openLetter(sealed, first.identity), { reason: "framing" });
  await assert.rejects(openLetter(toBase64url(new Uint8Array(18_043)), first.identity), { reason: "cannot-open" });
  assert.equal(vaultHash({ sealed: toBase64url(new Uint8Array(0)) }), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});
