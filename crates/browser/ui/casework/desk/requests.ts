// Requests for reporters' names, on the keeper's side (protocol 13): who asks, why, and what cannot be trusted, with its reason.

import type { CaseId, StaffId } from "../../seal/bytes.ts";
import { composeAnswer } from "../../seal/identity_answer.ts";
import { claimOf, judgeRequest, type Keeper, type Request, type RequestFault } from "../../seal/identity_request.ts";
import type { Letter } from "../../seal/letters.ts";
import { isReader } from "../../seal/readers.ts";
import { Refused } from "../../seal/refusal.ts";
import { type Person, personOf } from "../../seal/roster.ts";
import { shortName } from "../rules/case-list.ts";
import type { Cases } from "./cases.ts";
import type { Door } from "./door.ts";
import { Failed } from "./failures.ts";
import type { Keys } from "./keys.ts";
import type { InBox, LetterBox } from "./letter_box.ts";
import type { Lists } from "./lists.ts";
import type { Answering, Named, RequestView } from "./views.ts";

export interface Desk {
  readonly door: Door;
  readonly cases: Cases;
  readonly keys: Keys;
  readonly lists: Lists;
  readonly letters: LetterBox;
}

type RequestLetter = Extract<Letter, { kind: "request" }>;

/**
 * The cases of a keeper who reads cases too. All of them are asked for and never one: which case a letter names is nothing that the
 * server learns.
 */
async function ownCases({ door }: Desk, me: Person | undefined): Promise<ReadonlySet<string>> {
  const own = new Set<string>();
  // As what the signed list names them, not the server.
  if (me === undefined || !isReader(me)) return own;
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<Door["cases"]>> = await door.cases(after);
    for (const row of page.rows) own.add(row.case);
    after = page.next;
  } while (after !== null);
  return own;
}

async function keeper(desk: Desk): Promise<Keeper> {
  const { person, own } = desk.keys.unlocked();
  const today = desk.keys.today();
  const { roster } = await desk.lists.inForce(today);
  const cases = await ownCases(desk, personOf(roster, person));
  return { person, identity: own.identity, roster, today, reads: (of: CaseId) => cases.has(of) };
}

async function judged({ request, share }: RequestLetter, who: Keeper): Promise<Request | RequestFault> {
  try {
    return await judgeRequest(request, share, who);
  } catch (error) {
    if (error instanceof Refused && error.reason === "request") return error.detail as RequestFault;
    throw error;
  }
}

/** What a letter claims, for showing it beside the reason why it is not taken; nothing where it cannot be read. */
function claimed(letter: RequestLetter): Pick<RequestView, "name" | "reason" | "withheld" | "day"> & { readonly author: StaffId | null; readonly to: readonly StaffId[] } {
  try {
    const { author, case: of, reason, withheld, day, to } = claimOf(letter.request);
    return { author, to, name: shortName(of), reason, withheld, day };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { author: null, to: [], name: null, reason: "", withheld: null, day: null };
  }
}

/** Everything that came and is no answer: requests, newest first, and what does not open. */
export async function requests(desk: Desk): Promise<RequestView[]> {
  const there = await desk.letters.look();
  const who = await keeper(desk);
  const views: RequestView[] = [];
  for (const { id, letter } of there) {
    if (letter === null) views.push({ letter: id, by: null, others: [], name: null, reason: "", withheld: null, day: null, fault: "unreadable" });
    if (letter?.kind !== "request") continue;
    const { author, to, ...said } = claimed(letter);
    const found = await judged(letter, who);
    const named = (one: StaffId): Named => ({ id: one, name: personOf(who.roster, one)?.name ?? null });
    const others = to.filter((one) => one !== who.person).map(named);
    views.push({ letter: id, by: author === null ? null : named(author), others, ...said, fault: typeof found === "string" ? found : null });
  }
  return views.sort((a, b) => (b.day ?? 0) - (a.day ?? 0));
}

/** Agrees or says no, and puts the letter away. Failed: "problem-request-…" where it may not be answered (any more). */
export async function answer(desk: Desk, { letter: id, agrees, reason }: Answering): Promise<void> {
  const letter = found(await desk.letters.look(), id);
  const request = await judged(letter, await keeper(desk));
  if (typeof request === "string") throw new Failed("problem-request");
  const sealed = await composeAnswer(request, { agrees, reason }, await desk.cases.writer());
  await desk.door.sendLetter(request.author.id, sealed);
  await desk.door.removeLetter(id);
}

function found(there: readonly InBox[], id: string): RequestLetter {
  const letter = there.find((one) => one.id === id)?.letter;
  if (letter?.kind !== "request") throw new Failed("problem-request");
  return letter;
}
