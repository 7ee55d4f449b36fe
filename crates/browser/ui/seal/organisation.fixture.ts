// For tests, vectors and benchmarks only: an organisation with people whose secrets are known, and randomness that
// can be repeated. No page imports it.

import { concat, type Hash, type InstallationId, sha, type StaffId, toHex, u32, utf8 } from "./bytes.ts";
import { type MailboxSecrets, deriveMailbox } from "./derive.ts";
import { beginFiling, type ComposedReport, composeReport, type Filing } from "./filing.ts";
import { type Identity, identityFromSeed, recipientOf } from "./hybrid.ts";
import type { Attachment } from "./item.ts";
import { noteName, signNote } from "./note.ts";
import type { Random } from "./random.ts";
import { type Channel, type Person, type Role, type Roster, verifyRoster } from "./roster.ts";
import { SigningKey } from "./signing.ts";

/** SHA-256 in counter mode over a name. */
export function randomFrom(name: string): Random {
  let counter = 0;
  return {
    bytes(length) {
      const blocks: Uint8Array[] = [];
      for (let have = 0; have < length; have += 32) blocks.push(sha(utf8(`fixture ${name}`), u32(counter++)));
      return concat(...blocks).slice(0, length);
    },
  };
}

export const DAY = 20_600;
export const random = randomFrom("organisation");
export const installation = toHex(random.bytes(16)) as InstallationId;
export const organisationKey = SigningKey.fromSeed(random.bytes(32));
export const logKey = SigningKey.fromSeed(random.bytes(32));
export const channel: Channel = {
  organisation: "Example Works",
  installation,
  organisation_keys: [organisationKey.publicKey],
  log_key: logKey.publicKey,
};
export const questionnaire = toHex(random.bytes(32)) as Hash;

/** Somebody of the staff with all secrets. */
export interface Staff {
  readonly id: StaffId;
  readonly identity: Identity;
  readonly signing: SigningKey;
  readonly entry: Person;
}

export async function drawStaff(name: string, roles: readonly Role[], from: Random = random): Promise<Staff> {
  const identity = identityFromSeed(from.bytes(32));
  const signing = SigningKey.fromSeed(from.bytes(32));
  const id = toHex(from.bytes(16)) as StaffId;
  const entry = { id, roles, groups: ["main"], name, recipient: await recipientOf(identity), signing: signing.publicKey };
  return { id, identity, signing, entry };
}

/** Four handlers, two for the fallback, one of the governing body, two custodians. */
export async function drawOrganisation(from: Random = random): Promise<readonly Staff[]> {
  const roles: Role[] = ["handler", "handler", "handler", "handler", "fallback", "fallback", "governing", "custodian", "custodian"];
  return Promise.all(roles.map((role, n) => drawStaff(`${role} ${String(n + 1)}`, [role], from)));
}

export interface RosterChoice {
  readonly version?: number;
  readonly from?: number;
  readonly until?: number;
  readonly stanzas?: number;
  readonly installation?: InstallationId;
  readonly offline?: boolean;
}

/** The text of a roster, to be signed or spoiled. */
export function rosterText(people: readonly Person[], choice: RosterChoice = {}): string {
  const sorted = [...people].sort((a, b) => (a.id < b.id ? -1 : 1));
  const json = JSON.stringify({
    organisation: channel.organisation,
    installation: choice.installation ?? installation,
    version: choice.version ?? 1,
    valid_from: choice.from ?? DAY - 10,
    valid_until: choice.until ?? DAY + 50,
    stanza_count: choice.stanzas ?? 8,
    jurisdiction: "eu",
    ...(choice.offline && { signed: "offline" }),
    people: sorted,
  });
  return `sottovoce/v1/roster\n${json}\n`;
}

export function rosterNote(staff: readonly Staff[], choice: RosterChoice = {}): string {
  return signNote(rosterText(staff.map(({ entry }) => entry), choice), noteName(installation), organisationKey);
}

export function rosterOf(staff: readonly Staff[], choice: RosterChoice = {}): Roster {
  return verifyRoster(rosterNote(staff, choice), channel);
}

/** A filed report with everything its reporter knows. */
export interface Filed {
  readonly secrets: MailboxSecrets;
  readonly filing: Filing;
  readonly report: ComposedReport;
}

export interface FileChoice {
  readonly leftOut?: readonly StaffId[];
  readonly readBack?: boolean;
  readonly attachments?: readonly Attachment[];
  readonly text?: string;
  readonly random?: Random;
}

/** Files "what happened" by the real code. */
export async function fileReport(roster: Roster, choice: FileChoice = {}): Promise<Filed> {
  const from = choice.random ?? random;
  const secrets = deriveMailbox(from.bytes(10), installation);
  const filing = await beginFiling(secrets, { roster, leftOut: choice.leftOut ?? [], readBack: choice.readBack ?? true }, from);
  const content = {
    questionnaire,
    answers: [{ question: "what", value: choice.text ?? "The backup tapes stand in the corridor." }],
    attachments: choice.attachments ?? [],
  };
  return { secrets, filing, report: await composeReport(filing, secrets, content, DAY, from) };
}

/** Somebody of the staff by id. */
export function byId(staff: readonly Staff[], id: string | null | undefined): Staff {
  const found = staff.find((one) => one.id === id);
  if (found === undefined) throw new Error("nobody");
  return found;
}
