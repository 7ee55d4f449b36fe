// A long case, as a member's browser opens it for the first time: what run-case.mjs measures. Made by the product's own code.

import { checkCase, openCase, type SealedCase } from "../seal/casework.ts";
import { fromBase64url } from "../seal/bytes.ts";
import { decrypt } from "../seal/hybrid.ts";
import { drawOrganisation, fileReport, random, rosterOf } from "../seal/organisation.fixture.ts";
import { openKeyring } from "../seal/keyring.ts";
import { rotate, type Written, writeReplies } from "../seal/replies.ts";
import { openAs, Shelf, writerOf } from "../seal/server.fixture.ts";

/** `count` items: item 0, one change of keys, and messages of ordinary length in no order. */
async function longCase(count: number) {
  const staff = await drawOrganisation(random);
  const roster = rosterOf(staff);
  const filed = await fileReport(roster, { text: "x".repeat(2000) });
  const shelf = new Shelf(filed, [roster]);
  const reader = staff.find(({ id }) => filed.filing.readers.members.includes(id));
  if (!reader) throw new Error("nobody reads");
  shelf.takeRotation(await rotate(await openAs(shelf, reader), writerOf(reader, roster), random));
  const said: Written[] = Array.from({ length: count - 2 }, (_, n) => ({ kind: "message", message: { text: `${n} ${"y".repeat(600)}`, attachments: [] } }));
  shelf.takeItems(await writeReplies(await openAs(shelf, reader), writerOf(reader, roster), said, random));
  shelf.items.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { shelf, reader };
}

/** Milliseconds of the processor, so that other work on the machine stays out of it. */
async function timed<T>(work: () => Promise<T> | T): Promise<[number, T]> {
  const start = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(start);
  return [(user + system) / 1000, value];
}

/** Milliseconds for each part, on one thread. */
export async function measure(count: number): Promise<Record<string, number>> {
  const { shelf, reader } = await longCase(count);
  const sealed: SealedCase = shelf.sealedCase();
  // Once before, so that the compiler has seen everything.
  await openCase({ ...sealed, items: sealed.items.slice(0, 40) }, reader.identity);
  const [opening, opened] = await timed(() => openCase(sealed, reader.identity));
  const [checking, checked] = await timed(() => checkCase(opened, shelf.known));
  const [again] = await timed(async () => checkCase(await openCase(sealed, reader.identity), shelf.known));
  if (checked.findings.length > 0) throw new Error("the case does not fit together");
  const keyring = await openKeyring(fromBase64url(sealed.keyring), reader.identity);
  const key = keyring.unverifiedGenerations().at(-1)?.conversation;
  const messages = sealed.items.slice(0, 50).map(({ sealed: text }) => fromBase64url(text));
  const [plain] = await timed(async () => {
    for (const bytes of messages) await decrypt(bytes, key!, 2).catch(() => undefined);
  });
  return { items: count, "opening all": opening, "checking all": checking, "both again, nothing kept": again, "one age file": plain / messages.length, "sealed bytes of one": messages[5]!.length };
}
