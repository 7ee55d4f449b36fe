// For tests only: a reporters' door in memory that keeps sealed bytes as docs/api.md says, can break off, refuse, and lie.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { concat, fromHex, type Hash, hashOf, toHex, u32, utf8 } from "../../seal/bytes.ts";
import { CHUNK_SIZE } from "../../seal/attachment.ts";
import type { ComposedPost, ComposedReport } from "../../seal/filing.ts";
import { channel, drawOrganisation, logKey, random, rosterNote, type Staff } from "../../seal/organisation.fixture.ts";
import { PAGE_SIZE } from "../../seal/mailbox_page.ts";
import { receiptMessage } from "../../seal/receipt.ts";
import { type Roster, verifyRoster } from "../../seal/roster.ts";
import { verifyWork, type Work } from "../../seal/work.ts";
import { today } from "./place.ts";

declare const UI_FOLDER: string;

export interface Asked {
  method: string;
  path: string;
  body: Uint8Array;
}

interface Given {
  status: number;
  body: Uint8Array | string;
}

type Named<T> = T & { uploads: { upload: string; sha256: Hash; bytes: number }[]; work: Work | null };

/** Before an answer leaves: may throw (the connection breaks), or give another answer. */
export type Meddling = (asked: Asked, given: Given) => Given | undefined;

const TICK_SECONDS = 10;

export class FakeDoor {
  readonly requests: Asked[] = [];
  readonly questionnaire = readFileSync(join(UI_FOLDER, "../../web/texts/questionnaire.json"), "utf8");
  readonly uploads = new Map<string, { submission: string; bytes: number; chunks: Uint8Array[] }>();
  readonly attachments: { id: string; sha256: Hash; bytes: number; octets: Uint8Array }[] = [];
  readonly answers = new Map<string, string>();
  readonly rosters = new Map<Hash, string>();
  report: ComposedReport | null = null;
  state = "";
  stateVersion = 0;
  items: { id: string; sealed: string }[] = [];
  open = true;
  bits = 4;
  maxAttachment = 64 << 20;
  acknowledged = false;
  /** Answers in place of the door, which then does nothing. */
  refuse: (asked: Asked) => Given | undefined = () => undefined;
  /** Changes answers on their way out. */
  meddle: Meddling = () => undefined;

  private constructor(
    readonly staff: readonly Staff[],
    public note: string,
  ) {
    this.useRoster(note);
  }

  static async build(): Promise<FakeDoor> {
    const staff = await drawOrganisation();
    return new FakeDoor(staff, rosterNote(staff, { from: today() - 10, until: today() + 50 }));
  }

  useRoster(note: string): void {
    this.note = note;
    this.rosters.set(hashOf(utf8(note)), note);
  }

  get roster(): Roster {
    return verifyRoster(this.note, channel);
  }

  /** Stands in for the browser's fetch. */
  readonly fetch = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const sent = init.body;
    const asked: Asked = { method: init.method ?? "GET", path, body: sent instanceof Uint8Array ? new Uint8Array(sent) : new Uint8Array(0) };
    this.requests.push(asked);
    const given = this.refuse(asked) ?? this.answer(asked);
    const changed = this.meddle(asked, given) ?? given;
    const bytes = typeof changed.body === "string" ? utf8(changed.body) : changed.body;
    const empty = changed.status === 204;
    return new Response(empty ? null : (bytes as Uint8Array<ArrayBuffer>), { status: changed.status });
  };

  answer({ method, path, body }: Asked): Given {
    const api = path.replace("/api/v1/intake", "");
    if (path === "/channel.json") return ok(channel);
    if (api === "/door") return ok({ open: this.open, next_tick: nextTick(), tick_seconds: TICK_SECONDS, confirm_days: 7, max_text: 60_000, max_attachment: this.maxAttachment, max_attachments: 10 });
    if (api === "/roster") return ok({ roster: this.note });
    if (api.startsWith("/rosters/")) return this.oldRoster(api.slice(9) as Hash);
    if (api === "/questionnaire") return ok({ hash: hashOf(utf8(this.questionnaire)), questionnaire: this.questionnaire });
    if (api === "/challenge") return ok({ challenge: toHex(random.bytes(24)), bits: this.bits, valid_seconds: 1800 });
    if (method === "PUT") return this.putChunk(api, body);
    const asked = JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>;
    if (api === "/uploads") return this.openUpload(asked as { submission: string; bytes: number; work: Work });
    if (api === "/reports") return this.takeReport(asked as unknown as Named<ComposedReport>);
    if (api === "/mailbox") return this.page(asked as { token: string; page: number });
    if (api === "/mailbox/items") return this.takeItem(asked as unknown as Named<ComposedPost> & { token: string });
    if (api === "/mailbox/attachments") return this.chunk(asked as { attachment: string; n: number });
    return problem(404, "not-found");
  }

  private oldRoster(hash: Hash): Given {
    const note = this.rosters.get(hash);
    return note === undefined ? problem(404, "not-found") : ok({ roster: note });
  }

  private openUpload({ submission, bytes, work }: { submission: string; bytes: number; work: Work }): Given {
    if (!verifyWork(work, submission as never, bytes, this.bits)) return problem(400, "work-refused");
    const upload = toHex(random.bytes(16));
    this.uploads.set(upload, { submission, bytes, chunks: [] });
    return ok({ upload, chunk: CHUNK_SIZE });
  }

  private putChunk(api: string, body: Uint8Array): Given {
    const [, , id, n] = api.split("/");
    const upload = this.uploads.get(id ?? "");
    if (!upload) return problem(404, "not-found");
    upload.chunks[Number(n)] = body;
    return { status: 204, body: "" };
  }

  private takeUploads(named: Named<unknown>["uploads"], submission: string): boolean {
    for (const { upload, sha256, bytes } of named) {
      const there = this.uploads.get(upload);
      const octets = concat(...(there?.chunks ?? []));
      if (!there || there.submission !== submission || octets.length !== bytes || hashOf(octets) !== sha256) return false;
      this.attachments.push({ id: toHex(random.bytes(16)), sha256, bytes, octets });
    }
    return true;
  }

  private takeReport(asked: Named<ComposedReport>): Given {
    const before = this.answers.get(asked.submission);
    if (before !== undefined) return { status: 200, body: before };
    if (asked.uploads.length === 0 && !(asked.work && verifyWork(asked.work, asked.submission, 0, this.bits))) return problem(400, "work-refused");
    const listed = new Set<string>(this.roster.people.map(({ id }) => id));
    if (asked.roster !== this.roster.hash || ![...asked.members, ...(asked.sleeper === null ? [] : [asked.sleeper])].every((id) => listed.has(id))) return problem(409, "roster-moved");
    if (!this.takeUploads(asked.uploads, asked.submission)) return problem(409, "upload-missing");
    const joined = this.report !== null;
    if (!joined) {
      this.report = asked;
      this.state = asked.state;
      this.stateVersion = 1;
    }
    this.keep(asked.item);
    const tick = 7;
    const signature = toHex(logKey.sign(receiptMessage(asked.leaf, tick)));
    const answer = JSON.stringify({ receipt: { leaf: asked.leaf, tick, signature }, leaves_at: nextTick(), confirm_by: today() + 6, joined });
    this.answers.set(asked.submission, answer);
    return { status: 200, body: answer.padEnd(4096) };
  }

  keep(sealed: string): void {
    this.items.push({ id: toHex(random.bytes(16)), sealed });
  }

  private takeItem(asked: Named<ComposedPost> & { token: string }): Given {
    const before = this.answers.get(asked.submission);
    if (before !== undefined) return { status: 200, body: before };
    if (!this.mine(asked.token)) return ok({ stored: false });
    if (asked.uploads.length === 0 && !(asked.work && verifyWork(asked.work, asked.submission, 0, this.bits))) return problem(400, "work-refused");
    if (asked.state_version !== this.stateVersion + 1) return problem(409, "state-moved");
    if (!this.takeUploads(asked.uploads, asked.submission)) return problem(409, "upload-missing");
    this.keep(asked.item);
    this.state = asked.state;
    this.stateVersion = asked.state_version;
    const answer = JSON.stringify({ stored: true }).padEnd(4096);
    this.answers.set(asked.submission, answer);
    return { status: 200, body: answer };
  }

  private mine(token: string): boolean {
    return this.report !== null && hashOf(fromHex(token, 32)) === this.report.token_hash;
  }

  private page({ token, page }: { token: string; page: number }): Given {
    const found = {
      found: true,
      case: this.report?.case,
      delivered: true,
      confirm_by: today() + 6,
      acknowledged: this.acknowledged,
      state: this.state,
      state_version: this.stateVersion,
      items: this.items,
      attachments: this.attachments.map(({ id, sha256, bytes }) => ({ id, sha256, bytes })),
    };
    const document = utf8(JSON.stringify(this.mine(token) ? found : { found: false }));
    const room = PAGE_SIZE - 16;
    const piece = document.subarray(page * room, (page + 1) * room);
    const tag = fromHex(hashOf(document), 32).slice(0, 8);
    return { status: 200, body: concat(u32(Math.ceil(document.length / room)), u32(piece.length), tag, piece, new Uint8Array(room - piece.length)) };
  }

  private chunk({ attachment, n }: { attachment: string; n: number }): Given {
    const there = this.attachments.find(({ id }) => id === attachment);
    return there ? { status: 200, body: there.octets.slice(n * CHUNK_SIZE, (n + 1) * CHUNK_SIZE) } : problem(404, "not-found");
  }
}

const ok = (value: unknown): Given => ({ status: 200, body: JSON.stringify(value).padEnd(1024) });

function problem(status: number, slug: string): Given {
  return { status, body: JSON.stringify({ type: `/problems/${slug}`, title: slug, status, detail: slug }) };
}

function nextTick(): number {
  return Math.floor(Date.now() / 1000) + TICK_SECONDS;
}
