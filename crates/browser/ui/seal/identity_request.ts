// A reader asks two keepers for a reporter's name, and a keeper judges what came (protocol 13): who asks, why, whether the reporter is told.

import { type CaseId, type Day, fromBase64url, type Hash, hashOf, type StaffId } from "./bytes.ts";
import { identityReason, type IdentityAsked, twoKeepers } from "./change.ts";
import { keepersOf, mayKeep, openShare, vaultHash } from "./identity.ts";
import type { Identity, Recipient } from "./hybrid.ts";
import { caseId, day, hash, staffId } from "./ids.ts";
import type { Vault } from "./item.ts";
import { writeJson } from "./json.ts";
import { sealRequest } from "./letters.ts";
import { type Barred, isReader } from "./readers.ts";
import { Refused } from "./refusal.ts";
import type { Writer } from "./replies.ts";
import { type Person, personOf, type Roster } from "./roster.ts";
import type { Share } from "./shamir.ts";
import { type Of, orNull, read, record } from "./shape.ts";
import { sign, type UnverifiedSigned } from "./signed.ts";

/** A request is taken for so many days. */
export const REQUEST_DAYS = 14;

/** Who signed, under which list of people, and when: of requests and answers alike. */
export const header = record({ author: staffId, roster: hash, day });
const body = record({ case: caseId, vault: hash, reason: identityReason, withheld: orNull(identityReason), to: twoKeepers });
/** What a reader asks. `withheld`: why the reporter is not told, if they are not. */
export type Asked = Of<typeof body>;

/** Why a keeper of the vault's list is not asked. */
export type NotAsked = Barred | "reads" | "other-keys";

/** What decides who may be asked: the list under which the vault was sealed, who reads the case, did, or may, and whom the reporter left out. */
export interface Asking {
  readonly sealedUnder: Roster;
  readonly readers: readonly StaffId[];
  readonly leftOut: readonly StaffId[];
}

/** Whether a keeper may be asked, by the list in force: as who they are there, or why not. */
export function mayAsk(keeper: Person, { readers, leftOut }: Omit<Asking, "sealedUnder">, inForce: Roster): Person | NotAsked {
  const now = mayKeep(keeper.id, inForce, leftOut);
  if (typeof now === "string") return now;
  if (readers.includes(keeper.id)) return "reads";
  return now.recipient === keeper.recipient && now.signing === keeper.signing ? now : "other-keys";
}

/** What goes out: the change that the other members are told by, and one letter for each keeper. */
export interface ComposedRequest {
  readonly asked: IdentityAsked;
  readonly letters: readonly { readonly to: StaffId; readonly sealed: string }[];
}

/**
 * Signs one request and seals it to two keepers with their shares. Refused: "request" where a keeper may not be asked, with the reason;
 * "shape" for texts that no client takes.
 */
export async function composeRequest(of: CaseId, vault: Vault, content: Omit<Asked, "case" | "vault">, asking: Asking, writer: Writer): Promise<ComposedRequest> {
  const { person, signing, roster, day: on } = writer;
  const to = [...content.to].sort();
  const said = read(writeJson({ case: of, vault: vaultHash(vault), reason: content.reason, withheld: content.withheld, to }), body, "request");
  const keepers = keepersOf(asking.sealedUnder);
  const receivers = said.to.map((id): { id: StaffId; recipient: Recipient; share: string } => {
    const place = keepers.findIndex((one) => one.id === id);
    const keeper = keepers[place];
    const found = keeper === undefined ? "not-listed" : mayAsk(keeper, asking, roster);
    const share = vault.shares[place];
    if (typeof found === "string") throw new Refused("request", found);
    if (share === undefined) throw new Refused("request", "no-share");
    return { id, recipient: found.recipient, share };
  });
  const signed = sign("identity-request", writeJson({ author: person, roster: roster.hash, day: on }), writeJson(said), signing);
  const letters = await Promise.all(receivers.map(async ({ id, recipient, share }) => ({ to: id, sealed: await sealRequest(signed, share, recipient) })));
  return { asked: { request: hashOf(signed), vault: said.vault, to: said.to, reason: said.reason, withheld: said.withheld }, letters };
}

/** A keeper, and what their client knows beside the letter. */
export interface Keeper {
  readonly person: StaffId;
  readonly identity: Identity;
  /** The list in force, already judged by its time. */
  readonly roster: Roster;
  readonly today: Day;
  /** Whether the keeper reads this case: then they do not answer. */
  readonly reads: (of: CaseId) => boolean | Promise<boolean>;
}

/** A request that a keeper may answer. */
export interface Request extends Asked {
  readonly hash: Hash;
  readonly author: Person;
  readonly day: Day;
  readonly share: Share;
}

/** What a request says, believed of nobody: for showing it beside the reason why it is not taken. */
export function claimOf(request: UnverifiedSigned): Asked & Of<typeof header> {
  return { ...read(request.header, header, "request"), ...read(request.body, body, "request") };
}

/** Why a keeper's client does not take a request (protocol 13), in the order in which it looks. */
export type RequestFault = "form" | "no-reader" | "forged" | "own" | "keeps" | "not-asked" | "other-keeper" | "future" | "old" | "member" | "share" | "other-case" | "other-vault";
const refuse = (fault: RequestFault): Refused => new Refused("request", fault);

/** Judges a request. Refused: "request", with the fault. */
export async function judgeRequest(request: UnverifiedSigned, share: Uint8Array, keeper: Keeper): Promise<Request> {
  const { author, day: on, roster: _, ...said } = readable(() => claimOf(request));
  const person = personOf(keeper.roster, author);
  if (person === undefined || !isReader(person)) throw refuse("no-reader");
  if (!isSigned(request, person)) throw refuse("forged");
  if (author === keeper.person) throw refuse("own");
  // With this share they would need nobody else.
  if (person.roles.includes("custodian")) throw refuse("keeps");
  if (!said.to.includes(keeper.person)) throw refuse("not-asked");
  if (said.to.some((id) => typeof mayKeep(id, keeper.roster, []) === "string")) throw refuse("other-keeper");
  if (on > keeper.today + 1) throw refuse("future");
  if (keeper.today - on > REQUEST_DAYS) throw refuse("old");
  if (await keeper.reads(said.case)) throw refuse("member");
  try {
    return { ...said, hash: request.hash, author: person, day: on, share: await openShare(share, keeper.identity, said.case, said.vault) };
  } catch (error) {
    const known = error instanceof Refused && (["share", "other-case", "other-vault"] as const).find((one) => one === error.reason);
    throw known ? refuse(known) : error;
  }
}

function readable<T>(claim: () => T): T {
  try {
    return claim();
  } catch (error) {
    throw error instanceof Refused ? refuse("form") : error;
  }
}

/** Whether it is signed by this person's key on the list in force. */
export function isSigned(signed: UnverifiedSigned, { signing }: Person): boolean {
  try {
    signed.verify(signing);
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return false;
  }
}

/** The share of a keeper in a vault, as it lies there. */
export function shareOf(vault: Vault, sealedUnder: Roster, id: StaffId): Uint8Array | undefined {
  const sealed = vault.shares[keepersOf(sealedUnder).findIndex((one) => one.id === id)];
  return sealed === undefined ? undefined : fromBase64url(sealed);
}
