/** Coming back: fetches the mailbox, opens and checks it with the words' keys, and makes it into what the page shows. */
import type { CallContext } from "../../kit/bridge.ts";
import { Problem } from "../../kit/http.ts";
import type { Hash } from "../../seal/bytes.ts";
import { toHex } from "../../seal/bytes.ts";
import type { MailboxSecrets } from "../../seal/derive.ts";
import { attachmentsOf, type Attachment } from "../../seal/item.ts";
import { checkMailbox, type Conversation, type MailboxDocument, openMailbox, readDocument } from "../../seal/mailbox.ts";
import { Refused } from "../../seal/refusal.ts";
import type { Roster } from "../../seal/roster.ts";
import type { Box, Opening } from "../contract.ts";
import { entriesOf, stageOf } from "../rules/conversation.ts";
import { keepersAmong } from "../rules/left_name.ts";
import { blocksReply, type Said, sayFindings } from "../rules/findings.ts";
import { fetchDoor, fetchMailbox, fetchRoster } from "./door.ts";
import { Failed } from "./failing.ts";
import { patiently } from "./patience.ts";
import { type Place, timing } from "./place.ts";

/** What the Worker keeps of an opened mailbox. */
export interface OpenBox {
  readonly conversation: Conversation;
  /** The list of people in force, if it may be used. */
  readonly roster: Roster | null;
  /** Attachments by hash, with the id under which the server has them. */
  readonly attachments: ReadonlyMap<string, { id: string; said: Attachment }>;
  readonly shown: Box & { found: true };
}

/**
 * Null where there is nothing behind the words. List of people and door are asked for either way: whoever counts on the line
 * shall not see by the requests that follow whether there was something.
 */
export async function openBox(place: Place, secrets: MailboxSecrets, call: CallContext): Promise<OpenBox | null> {
  const tell = (state: Opening) => call.tell(state);
  const waiting = { signal: call.signal, waiting: () => tell({ phase: "fetch" }) };
  tell({ phase: "fetch" });
  const more: Said[] = [];
  const document = readDocument(await patiently(() => fetchMailbox(toHex(secrets.token), call.signal), waiting));
  const newest = await unlessWrong(() => fetchRoster(place.channel), more);
  place.door = await fetchDoor();
  if (document === null) return null;
  tell({ phase: "open" });
  const opened = await openMailbox(document, secrets).catch((error: unknown) => {
    throw error instanceof Refused ? new Failed("finding", { kind: "state-forged" }) : error;
  });
  const rosters = await fetchRosters(place, opened.rosters, newest, more);
  const conversation = checkMailbox(opened, secrets, rosters);
  const roster = await unlessWrong(() => inForce(newest, conversation.roster.version), more);
  return show(place, document, conversation, roster, rosters, more);
}

/** The id under which the server has an attachment now; null if it has it no more. */
export async function whereNow(sha256: Hash, secrets: MailboxSecrets, signal: AbortSignal): Promise<string | null> {
  const document = readDocument(await fetchMailbox(toHex(secrets.token), signal));
  return document?.attachments.find((stored) => stored.sha256 === sha256)?.id ?? null;
}

/** Those that cannot be verified are left away: what names them counts as forged then. What was just fetched is not asked for again. */
async function fetchRosters(place: Place, wanted: readonly Hash[], newest: Roster | null, more: Said[]): Promise<Map<Hash, Roster>> {
  const rosters = new Map<Hash, Roster>();
  for (const hash of wanted) {
    const there = [newest, place.roster].find((roster) => roster?.hash === hash);
    const roster = there ?? (await unlessWrong(() => unlessMissing(fetchRoster(place.channel, hash)), more));
    if (roster) rosters.set(hash, roster);
  }
  return rosters;
}

async function unlessMissing(roster: Promise<Roster>): Promise<Roster | null> {
  return roster.catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  });
}

/** The list in force, if it may be used. */
async function inForce(newest: Roster | null, newestMet: number): Promise<Roster | null> {
  if (newest) timing(newest, newestMet);
  return newest;
}

/** Null, and a finding more, where something is wrong with the list. */
async function unlessWrong(work: () => Promise<Roster | null>, more: Said[]): Promise<Roster | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    more.push(error.facts["kind"] as Said);
    return null;
  }
}

function show(place: Place, document: MailboxDocument, conversation: Conversation, roster: Roster | null, rosters: ReadonlyMap<Hash, Roster>, more: readonly Said[]): OpenBox {
  const names = new Map([...rosters.values(), ...(roster ? [roster] : [])].flatMap(({ people }) => people.map(({ id, name }) => [id as string, name] as const)));
  const entries = entriesOf(conversation.items, conversation.findings, (id) => names.get(id) ?? "");
  const findings = sayFindings(conversation.findings, more);
  const ids = new Map(document.attachments.map(({ id, sha256 }) => [sha256, id] as const));
  const attachments = conversation.items.flatMap(attachmentsOf).flatMap((said) => {
    const id = ids.get(said.sha256);
    return id === undefined ? [] : [[said.sha256 as string, { id, said }] as const];
  });
  const { members, sleeper } = conversation.notice;
  const readers = [...members, ...(sleeper === null ? [] : [sleeper])];
  return {
    conversation,
    roster,
    attachments: new Map(attachments),
    shown: {
      found: true,
      delivered: conversation.delivered,
      acknowledged: conversation.acknowledged,
      confirmBy: conversation.confirmBy,
      stage: stageOf(entries, conversation.acknowledged),
      entries,
      findings,
      mayReply: roster !== null && !blocksReply(findings),
      readBack: conversation.ownUnreadable === 0,
      keepers: keepersAmong(roster?.people ?? [], [...conversation.state.body.left_out, ...readers]),
      questionnaire: place.questionnaire.source,
      door: place.door,
    },
  };
}
