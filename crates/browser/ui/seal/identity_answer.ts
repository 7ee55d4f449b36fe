// A keeper answers a reader who asked for a reporter's name, and the reader takes two answers that open it (protocol 13).

import { type CaseId, type Day, fromHex, type Hash, type PublicKey, type StaffId, toHex } from "./bytes.ts";
import { identityReason, type IdentityAsked } from "./change.ts";
import { header, isSigned, type Request } from "./identity_request.ts";
import { checkIdentity, type Identity, keepersOf, openIdentity } from "./identity.ts";
import { hash } from "./ids.ts";
import type { Vault } from "./item.ts";
import { writeJson } from "./json.ts";
import { sealAnswer } from "./letters.ts";
import { Refused } from "./refusal.ts";
import type { Writer } from "./replies.ts";
import { personOf, type Roster } from "./roster.ts";
import { MOST_SHARES, SECRET, type Share } from "./shamir.ts";
import { hex, orNull, read, record, whole } from "./shape.ts";
import { sign, type UnverifiedSigned } from "./signed.ts";

const body = record({
  request: hash,
  reason: identityReason,
  share: orNull(record({ index: whole(1, MOST_SHARES), value: hex<string>(SECRET) })),
});

/** Seals the answer to a request that was judged; its share goes with it only where the keeper agrees. */
export async function composeAnswer(request: Request, { agrees, reason }: { readonly agrees: boolean; readonly reason: string }, { person, signing, roster, day }: Writer): Promise<string> {
  const share = agrees ? { index: request.share.index, value: toHex(request.share.value) } : null;
  const said = writeJson({ request: request.hash, reason, share });
  read(said, body, "answer");
  const signed = sign("identity-answer", writeJson({ author: person, roster: roster.hash, day }), said, signing);
  said.fill(0);
  return sealAnswer(signed, request.author.recipient);
}

/** What a reader's client knows of a case: whom it told the members to be asked, and who may not answer. */
export interface Expecting {
  /** The reader's own requests. */
  readonly asked: readonly IdentityAsked[];
  /** Who reads the case, ever did, or could be woken. */
  readonly readers: readonly StaffId[];
  readonly leftOut: readonly StaffId[];
  /** The list in force. */
  readonly roster: Roster;
  /** The vault that counts now, and the list it was sealed under. */
  readonly vault: Hash;
  readonly sealedUnder: Roster;
}

/** An answer that counts. */
export interface Answer {
  readonly author: StaffId;
  readonly request: Hash;
  readonly reason: string;
  readonly day: Day;
  /** `null`: no. */
  readonly share: Share | null;
}

/** Why a reader's client does not take an answer (protocol 13), in the order in which it looks. */
export type AnswerFault = "not-keeper" | "forged" | "form" | "not-told" | "other-vault" | "not-asked" | "member" | "left-out" | "share";
const refuse = (fault: AnswerFault): Refused => new Refused("answer", fault);

function readable<T>(claim: () => T): T {
  try {
    return claim();
  } catch (error) {
    throw error instanceof Refused ? refuse("form") : error;
  }
}

/** What an answer claims: nothing of it is believed. */
export function claimedBy(answer: UnverifiedSigned): { readonly author: StaffId; readonly request: Hash } {
  return { author: read(answer.header, header, "answer").author, request: read(answer.body, body, "answer").request };
}

/** Judges an answer. Refused: "answer", with the fault. */
export function judgeAnswer(answer: UnverifiedSigned, expects: Expecting): Answer {
  const { asked, readers, leftOut, roster, vault, sealedUnder } = expects;
  const { author, day } = readable(() => read(answer.header, header, "answer"));
  const person = personOf(roster, author);
  if (person === undefined || !person.roles.includes("custodian")) throw refuse("not-keeper");
  if (!isSigned(answer, person)) throw refuse("forged");
  const { request, reason, share } = readable(() => read(answer.body, body, "answer"));
  const told = asked.find((one) => one.request === request);
  if (told === undefined) throw refuse("not-told");
  if (told.vault !== vault) throw refuse("other-vault");
  if (!told.to.includes(author)) throw refuse("not-asked");
  if (readers.includes(author)) throw refuse("member");
  if (leftOut.includes(author)) throw refuse("left-out");
  const place = keepersOf(sealedUnder).findIndex(({ id }) => id === author) + 1;
  if (share !== null && share.index !== place) throw refuse("share");
  const taken = share && { index: share.index, value: fromHex(share.value, SECRET) };
  return { author, request, reason, day, share: taken };
}

/** The two answers that open a vault, and what they came to; or why there are none. */
export type Opened<T> = { readonly found: T; readonly by: readonly [Answer, Answer] } | "too-few" | "wrong" | "forged-identity" | "other-case";
type Opening<T> = (vault: Vault, shares: readonly [Share, Share], of: CaseId, reporter: PublicKey) => Promise<T>;

/** Tries every two answers of two people that agree, all to requests about this vault. */
async function withTwo<T>(vault: Vault, answers: readonly Answer[], of: CaseId, reporter: PublicKey, opening: Opening<T>): Promise<Opened<T>> {
  const agreed = answers.flatMap((answer) => (answer.share === null ? [] : [{ answer, share: answer.share }]));
  let why: Exclude<Opened<never>, object> = "too-few";
  for (const [n, one] of agreed.entries()) {
    for (const other of agreed.slice(n + 1)) {
      if (one.answer.author === other.answer.author) continue;
      try {
        return { found: await opening(vault, [one.share, other.share], of, reporter), by: [one.answer, other.answer] };
      } catch (error) {
        const known = error instanceof Refused && (["wrong", "forged-identity", "other-case"] as const).find((reason) => reason === error.reason);
        if (!known) throw error;
        // What opened and was not the reporter's says more than what did not open.
        if (why === "too-few" || why === "wrong") why = known;
      }
    }
  }
  return why;
}

/** Whether two of the answers open it. Reads no name. */
export function checkWith(vault: Vault, answers: readonly Answer[], of: CaseId, reporter: PublicKey): Promise<Opened<void>> {
  return withTwo(vault, answers, of, reporter, checkIdentity);
}

/** Opens it with two of the answers. */
export function openWith(vault: Vault, answers: readonly Answer[], of: CaseId, reporter: PublicKey): Promise<Opened<Identity>> {
  return withTwo(vault, answers, of, reporter, openIdentity);
}
