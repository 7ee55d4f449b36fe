// A reporter's name, on the reader's side (protocol 13): what became of requests, asking two keepers, and being shown the name.
// Whom to ask and what to believe is judged in seal/; here stands in which order things are told, written and sent.

import type { Hash, StaffId } from "../../seal/bytes.ts";
import type { Case } from "../../seal/casework.ts";
import { type Answer, type AnswerFault, checkWith, claimedBy, judgeAnswer, openWith } from "../../seal/identity_answer.ts";
import { type AskedBy, askedIn, expecting, leftIn, type Left, readBy, readersOf } from "../../seal/identity_case.ts";
import { type Asking, type ComposedRequest, composeRequest, mayAsk } from "../../seal/identity_request.ts";
import { type Identity, keepersOf } from "../../seal/identity.ts";
import { type Random, shuffled } from "../../seal/random.ts";
import { Refused } from "../../seal/refusal.ts";
import { personOf, type Roster } from "../../seal/roster.ts";
import type { Held } from "./cases.ts";
import { Failed } from "./failures.ts";
import type { LetterBox } from "./letter_box.ts";
import type { Lists } from "./lists.ts";
import type { AskName, KeeperChoice, NameAsked, Named, NameView } from "./views.ts";
import { type Tools, writable, write } from "./writing.ts";

/** What is needed to judge answers, beside the case. */
export interface Judging {
  readonly me: StaffId;
  readonly letters: LetterBox;
  readonly lists: Lists;
  readonly nameOf: (id: StaffId) => string | null;
}

/** Answers that count, and what was wrong with others that claim to be to a request of this case. */
interface Judged {
  readonly answers: readonly Answer[];
  readonly refused: readonly { readonly request: Hash; readonly author: StaffId; readonly fault: AnswerFault }[];
}

/** The list that was in force when the name was left, if the organisation signed it. */
async function sealedUnder({ roster }: Left, lists: Lists): Promise<Roster | null> {
  return (await lists.signed([roster])).get(roster) ?? null;
}

async function judged(of: Case, left: Left, roster: Roster, { me, letters, lists }: Judging): Promise<Judged> {
  const own = askedIn(of.notes).filter(({ by }) => by === me);
  const under = own.length === 0 ? null : await sealedUnder(left, lists);
  if (under === null) return { answers: [], refused: [] };
  const expects = expecting(of, me, left, under, roster);
  const answers = new Map<string, Answer>();
  const refused: Judged["refused"][number][] = [];
  for (const { letter } of letters.last()) {
    if (letter?.kind !== "answer") continue;
    try {
      const answer = judgeAnswer(letter.answer, expects);
      // Who answered twice has changed their mind towards yes: a share that was given is given.
      const key = `${answer.request} ${answer.author}`;
      if (answers.get(key)?.share == null) answers.set(key, answer);
    } catch (error) {
      if (!(error instanceof Refused) || error.reason !== "answer") throw error;
      const claim = claimOf(letter.answer);
      const here = own.some(({ request }) => request === claim?.request);
      if (claim && here && error.detail !== "other-vault") refused.push({ ...claim, fault: error.detail as AnswerFault });
    }
  }
  return { answers: [...answers.values()], refused };
}

function claimOf(answer: Parameters<typeof claimedBy>[0]): ReturnType<typeof claimedBy> | null {
  try {
    return claimedBy(answer);
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

/** What a page shows of the name: that it was left, who asked whom, and what came back. Never the name. */
export async function nameView({ checked: of }: Held, judging: Judging): Promise<NameView | null> {
  const left = leftIn(of.conversation);
  if (left === null) return null;
  const { me, nameOf, lists } = judging;
  const named = (id: StaffId): Named => ({ id, name: nameOf(id) });
  const roster = lists.newest();
  const { answers, refused } = roster === undefined ? { answers: [], refused: [] } : await judged(of, left, roster, judging);
  const read = readBy(of.notes, me);
  const opened = await checkWith(left.vault, answers, of.case, of.report.mailbox.signing);
  const asked = askedIn(of.notes).map((one): NameAsked => {
    const mine = one.by === me;
    const keepers = one.to.map((id) => {
      const answer = answers.find(({ author, request }) => mine && author === id && request === one.request);
      const fault = refused.find(({ author, request }) => mine && author === id && request === one.request)?.fault ?? null;
      const said = !mine ? "not-told" : answer === undefined ? "waits" : answer.share === null ? "no" : "agreed";
      return { keeper: named(id), answer: said, reason: answer?.reason ?? "", fault } as const;
    });
    return { request: one.request, by: named(one.by), mine, day: one.day, reason: one.reason, withheld: one.withheld, earlier: one.vault !== left.hash, read: mine && read.has(one.request), keepers };
  });
  return { left: left.day, asked, ready: typeof opened === "object", wrong: typeof opened === "object" || opened === "too-few" ? null : opened };
}

/** Keepers answer nobody who keeps names too: with one share they would need nobody else. */
function mayNotKeep(me: StaffId, roster: Roster): void {
  if (personOf(roster, me)?.roles.includes("custodian")) throw new Failed("problem-name-keeps");
}

async function asking({ checked: of }: Held, lists: Lists): Promise<{ left: Left; place: Asking }> {
  const left = leftIn(of.conversation);
  if (left === null) throw new Failed("problem-no-name");
  const under = await sealedUnder(left, lists);
  if (under === null) throw new Failed("problem-list");
  return { left, place: { sealedUnder: under, readers: readersOf(of), leftOut: of.report.left_out } };
}

/** Every keeper of the list under which the name was left, with why somebody cannot be asked; two are drawn among those who have not answered. */
export async function keeperChoice(held: Held, roster: Roster, judging: Judging, random: Random): Promise<KeeperChoice> {
  mayNotKeep(judging.me, roster);
  const { left, place } = await asking(held, judging.lists);
  const { answers } = await judged(held.checked, left, roster, judging);
  const keepers = keepersOf(place.sealedUnder).map((keeper) => {
    const found = mayAsk(keeper, place, roster);
    const answer = answers.find(({ author, share }) => author === keeper.id && share !== null) ?? answers.find(({ author }) => author === keeper.id);
    const said = answer === undefined ? null : answer.share === null ? ("no" as const) : ("agreed" as const);
    return { keeper: { id: keeper.id, name: judging.nameOf(keeper.id) }, why: typeof found === "string" ? found : null, answered: said };
  });
  // Whoever has not answered first; then who agreed, who can be asked to once more; who said no last.
  const order = [null, "agreed", "no"] as const;
  const drawn = shuffled(random, keepers.filter(({ why }) => why === null));
  const picked = order.flatMap((said) => drawn.filter(({ answered }) => answered === said)).slice(0, 2);
  return { keepers, picked: picked.length < 2 ? [] : picked.map(({ keeper }) => keeper.id) };
}

/** Requests that were begun: what was told and sent already is not told and sent again when something fails in between. */
export class Asks {
  private readonly begun = new Map<string, { composed: ComposedRequest; told: boolean; sent: Set<string> }>();

  forget(): void {
    this.begun.clear();
  }

  /** Tells the members, then writes to both keepers. Failed, Refused: as `composeRequest` and `write` say. */
  async ask(id: string, asked: AskName, lists: Lists, tools: Tools): Promise<void> {
    const held = await writable(id, tools);
    const writer = await tools.cases.writer();
    mayNotKeep(writer.person, writer.roster);
    const { left, place } = await asking(held, lists);
    const content = { reason: asked.reason, withheld: asked.withheld, to: asked.to as readonly StaffId[] };
    const key = JSON.stringify([id, left.hash, content, writer.roster.hash]);
    const begun = this.begun.get(key) ?? { composed: await composeRequest(held.checked.case, left.vault, content, place, writer), told: false, sent: new Set<string>() };
    this.begun.set(key, begun);
    if (!begun.told) await write(id, { kind: "changes", changes: [{ change: "identity-asked", value: begun.composed.asked }] }, tools);
    begun.told = true;
    for (const { to, sealed } of begun.composed.letters) {
      if (begun.sent.has(to)) continue;
      await tools.door.sendLetter(to, sealed);
      begun.sent.add(to);
    }
    this.begun.delete(key);
  }
}

/** Sees that two answers open the name; tells the members, and the reporter unless that was withheld; and only then reads it and gives it out. */
export async function showName(id: string, judging: Judging, tools: Tools): Promise<Identity> {
  const held = await writable(id, tools);
  const { checked: of } = held;
  const { left } = await asking(held, judging.lists);
  const { roster } = await tools.cases.writer();
  const { answers } = await judged(of, left, roster, judging);
  const checked = await checkWith(left.vault, answers, of.case, of.report.mailbox.signing);
  if (typeof checked === "string") throw new Failed(`problem-name-${checked}`);
  const disclosure = disclosureOf(of, checked.by, judging.me);
  if (disclosure !== null) await write(id, disclosure, tools);
  const opened = await openWith(left.vault, checked.by, of.case, of.report.mailbox.signing);
  if (typeof opened === "string") throw new Failed(`problem-name-${opened}`);
  return opened.found;
}

/** What is still to be told before the name is shown: the requests that led to it, and to the reporter the newest reason that may be told. */
function disclosureOf(of: Case, by: readonly Answer[], me: StaffId): { kind: "disclosure"; requests: readonly Hash[]; reason: string | null } | null {
  const used = askedIn(of.notes).filter((one: AskedBy) => one.by === me && by.some(({ request }) => request === one.request));
  const read = readBy(of.notes, me);
  const requests = used.map(({ request }) => request).filter((request) => !read.has(request));
  if (requests.length === 0) return null;
  return { kind: "disclosure", requests, reason: used.filter(({ withheld }) => withheld === null).at(-1)?.reason ?? null };
}
