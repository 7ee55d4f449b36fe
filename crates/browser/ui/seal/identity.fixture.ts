// For tests only: an organisation with three keepers, a report with a name in it, and its case opened by one who reads it.

import { type StaffId, toBase64url } from "./bytes.ts";
import { deriveMailbox } from "./derive.ts";
import { beginFiling, composeReport } from "./filing.ts";
import { expecting, leftIn, readersOf } from "./identity_case.ts";
import { type ComposedRequest, composeRequest } from "./identity_request.ts";
import type { Identity } from "./identity.ts";
import { type Letter, openLetter } from "./letters.ts";
import { byId, DAY, drawOrganisation, drawStaff, installation, questionnaire, random, rosterOf, type Staff } from "./organisation.fixture.ts";
import { rotate, writeReplies } from "./replies.ts";
import { openAs, Shelf, writerOf } from "./server.fixture.ts";

export const staff: readonly Staff[] = [...(await drawOrganisation()), await drawStaff("custodian 10", ["custodian"])];
export const roster = rosterOf(staff);
export const keepers = roster.people.filter(({ roles }) => roles.includes("custodian")).map(({ id }) => byId(staff, id));
export const NAME: Identity = { name: "Ada Quill", contact: "the blue door, after six" };

/** A case whose reporter left a name, read by its first member under new keys. */
export async function leftName(leftOut: readonly StaffId[] = [], identity: Identity | null = NAME) {
  const secrets = deriveMailbox(random.bytes(10), installation);
  const filing = await beginFiling(secrets, { roster, leftOut, readBack: true }, random);
  const content = { questionnaire, answers: [{ question: "what", value: "The seal of the archive is broken." }], attachments: [], identity };
  const report = await composeReport(filing, secrets, content, DAY, random);
  const shelf = new Shelf({ secrets, filing, report }, [roster]);
  const reader = byId(staff, filing.readers.members[0]);
  const writer = writerOf(reader, roster);
  shelf.takeRotation(await rotate(await openAs(shelf, reader), writer, random));
  return { shelf, reader, writer, of: await openAs(shelf, reader) };
}

/** Asks two keepers, tells the members, and gives what the keepers receive. */
export async function ask({ shelf, reader, writer, of }: Awaited<ReturnType<typeof leftName>>, to: readonly Staff[], change: Partial<{ reason: string; withheld: string | null }> = {}) {
  const left = leftIn(of.conversation);
  if (left === null) throw new Error("no name");
  const content = { reason: "The archive must be told who saw it.", withheld: null, to: to.map(({ id }) => id), ...change };
  const asking = { sealedUnder: roster, readers: readersOf(of), leftOut: of.report.left_out };
  const composed = await composeRequest(of.case, left.vault, content, asking, writer);
  shelf.takeItems(await writeReplies(of, writer, [{ kind: "change", change: { change: "identity-asked", value: composed.asked } }], random));
  const told = await openAs(shelf, reader);
  return { composed, left, of: told, expects: expecting(told, reader.id, left, roster, roster) };
}

/** Opens the letter that was sealed to somebody. */
export async function received({ letters }: ComposedRequest, keeper: Staff): Promise<Extract<Letter, { kind: "request" }>> {
  const letter = await openLetter(letters.find(({ to }) => to === keeper.id)?.sealed ?? toBase64url(new Uint8Array(0)), keeper.identity);
  if (letter.kind !== "request") throw new Error("no request");
  return letter;
}

export const readsNothing = (keeper: Staff, today: number = DAY) => ({ person: keeper.id, identity: keeper.identity, roster, today, reads: () => false });
