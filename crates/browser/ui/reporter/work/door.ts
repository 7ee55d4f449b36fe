/**
 * The reporters' door over HTTP, each endpoint once (docs/api.md). Answers are read strictly. Knows no secrets but those handed through.
 */
import { type Asked, askOctets } from "../../kit/http.ts";
import { type Hash, hashOf, utf8 } from "../../seal/bytes.ts";
import type { ComposedPost, ComposedReport } from "../../seal/filing.ts";
import { day, hash } from "../../seal/ids.ts";
import { joinPages, type MailboxPage, readPage, sameDocument } from "../../seal/mailbox_page.ts";
import { receipt } from "../../seal/receipt.ts";
import { type Channel, readChannel, type Roster, verifyRoster } from "../../seal/roster.ts";
import { flag, hex, type Of, read, record, type Shape, text, whole } from "../../seal/shape.ts";
import type { Challenge, Work } from "../../seal/work.ts";
import type { Door } from "../contract.ts";
import { Failed } from "./failing.ts";

const API = "/api/v1/intake";
const PADDED = 4096;
/** A chunk of 1 MiB, or a long report, over a slow circuit takes minutes. The server waits 300 s for a body, and then answers. */
const SEND_PATIENCE = 600_000;

/** An upload that the report or message names. */
export interface Uploaded {
  readonly upload: string;
  readonly sha256: Hash;
  readonly bytes: number;
}

async function ask<T>(path: string, shape: Shape<T>, asked: Asked = {}): Promise<T> {
  return read(await askOctets(path, asked), shape, path);
}

const post = (json: unknown, more: Asked = {}): Asked => ({ method: "POST", json, ...more });

/** Failed: "channel" when it is not what it must be. */
export async function fetchChannel(): Promise<Channel> {
  const bytes = await askOctets("/channel.json");
  try {
    return readChannel(bytes);
  } catch {
    throw new Failed("channel");
  }
}

const door = record({
  open: flag,
  next_tick: whole(),
  tick_seconds: whole(),
  confirm_days: whole(),
  max_text: whole(),
  max_attachment: whole(),
  max_attachments: whole(),
});

export async function fetchDoor(): Promise<Door> {
  const got = await ask(`${API}/door`, door);
  return {
    open: got.open,
    nextTick: got.next_tick,
    tickSeconds: got.tick_seconds,
    confirmDays: got.confirm_days,
    maxText: got.max_text,
    maxAttachment: got.max_attachment,
    maxAttachments: got.max_attachments,
  };
}

const note = record({ roster: text });

/** The one in force, or the one with this hash. Verified; whatever is wrong with it is a finding with a sentence of its own. */
export async function fetchRoster(channel: Channel, wanted?: Hash): Promise<Roster> {
  const got = await ask(wanted === undefined ? `${API}/roster` : `${API}/rosters/${wanted}`, note);
  let roster: Roster;
  try {
    roster = verifyRoster(got.roster, channel);
  } catch (error) {
    const other = error instanceof Error && error.message.startsWith("other-installation");
    throw new Failed("finding", { kind: other ? "roster-other" : "roster-forged" });
  }
  if (wanted !== undefined && roster.hash !== wanted) throw new Failed("finding", { kind: "roster-forged" });
  return roster;
}

const questionnaire = record({ hash, questionnaire: text });

/** Failed: "questions" when the hash is not that of the string. */
export async function fetchQuestionnaire(): Promise<{ hash: Hash; source: string }> {
  const got = await ask(`${API}/questionnaire`, questionnaire);
  if (hashOf(utf8(got.questionnaire)) !== got.hash) throw new Failed("questions");
  return { hash: got.hash, source: got.questionnaire };
}

const challenge = record({ challenge: text, bits: whole(0, 64), valid_seconds: whole() });

export async function fetchChallenge(signal: AbortSignal): Promise<Challenge> {
  return ask(`${API}/challenge`, challenge, { signal });
}

const upload = record({ upload: text, chunk: whole(1) });

export async function openUpload(asked: { submission: string; bytes: number; work: Work }, signal: AbortSignal): Promise<Of<typeof upload>> {
  return ask(`${API}/uploads`, upload, post(asked, { signal }));
}

export async function putChunk(id: string, n: number, octets: Uint8Array, signal: AbortSignal): Promise<void> {
  await askOctets(`${API}/uploads/${encodeURIComponent(id)}/${n}`, {
    method: "PUT",
    octets: octets as Uint8Array<ArrayBuffer>,
    signal,
    patience: SEND_PATIENCE,
  });
}

/**
 * How long a report or post is made: the base64 lengths of what is sealed, rounded up to 4 KiB, and 4 KiB for all the rest (docs/api.md).
 * It hangs on the buckets of what is sealed, and on nothing else.
 */
export function paddedLength(sealed: readonly { readonly length: number }[]): number {
  const base64 = sealed.reduce((sum, { length }) => sum + length, 0);
  return Math.ceil(base64 / PADDED) * PADDED + PADDED;
}

const filedAnew = record({ receipt, leaves_at: whole(), confirm_by: day });
const filedWhole = record({ receipt, leaves_at: whole(), confirm_by: day, joined: flag });
export type Filed = Of<typeof filedWhole>;

/** The report is stored when this is read: a missing `joined` must not make it look lost. */
const filed: Shape<Filed> = (value, at) =>
  value instanceof Map && !(value as ReadonlyMap<string, unknown>).has("joined") ? { ...filedAnew(value, at), joined: false } : filedWhole(value, at);

export async function postReport(report: ComposedReport, uploads: readonly Uploaded[], work: Work | null): Promise<Filed> {
  const padTo = paddedLength([report.keyring, report.item, report.state]);
  return ask(`${API}/reports`, filed, post({ ...report, uploads, work }, { padTo, patience: SEND_PATIENCE }));
}

const stored = record({ stored: flag });

export async function postItem(token: string, item: ComposedPost, uploads: readonly Uploaded[], work: Work | null): Promise<boolean> {
  const padTo = paddedLength([item.item, item.state]);
  return (await ask(`${API}/mailbox/items`, stored, post({ token, ...item, uploads, work }, { padTo, patience: SEND_PATIENCE }))).stored;
}

const RESTARTS = 5;

/** The mailbox's document, from all its pages; begins again when it changes in between. */
export async function fetchMailbox(token: string, signal: AbortSignal): Promise<Uint8Array> {
  const page = async (n: number): Promise<MailboxPage> =>
    readPage(await askOctets(`${API}/mailbox`, post({ token, page: n }, { padTo: PADDED, signal })));
  for (let tries = 0; tries < RESTARTS; tries++) {
    const first = await page(0);
    const pages = [first];
    while (pages.length < first.pages) {
      const next = await page(pages.length);
      if (!sameDocument(first, next)) break;
      pages.push(next);
    }
    if (pages.length === first.pages) return joinPages(pages);
  }
  throw new Failed("busy");
}

const attachmentId = hex<string>(16);

/** Chunk `n` of an attachment's ciphertext. */
export async function fetchChunk(token: string, attachment: string, n: number, signal: AbortSignal): Promise<Uint8Array> {
  const id = attachmentId(attachment, "attachment");
  return askOctets(`${API}/mailbox/attachments`, post({ token, attachment: id, n }, { padTo: PADDED, signal, patience: SEND_PATIENCE }));
}

