/**
 * Filing: files first, then the report. Keeps everything between tries, so that a broken connection costs nothing and nothing
 * arrives twice. Draws readers and keys once, and again only when somebody else is left out.
 */
import type { CallContext } from "../../kit/bridge.ts";
import { Problem } from "../../kit/http.ts";
import type { StaffId } from "../../seal/bytes.ts";
import type { MailboxSecrets } from "../../seal/derive.ts";
import { beginFiling, type ComposedReport, composeReport, type Filing } from "../../seal/filing.ts";
import { systemRandom } from "../../seal/random.ts";
import { verifyReceipt } from "../../seal/receipt.ts";
import { Refused } from "../../seal/refusal.ts";
import type { Work } from "../../seal/work.ts";
import type { Sending, Sent, ToFile, ToSend } from "../contract.ts";
import { type Filed, postReport, type Uploaded } from "./door.ts";
import { Failed, slugOf } from "./failing.ts";
import { patiently, type Waiting } from "./patience.ts";
import { type Place, renewReaders, today } from "./place.ts";
import { type Done, Upload } from "./upload.ts";
import { doWork } from "./working.ts";

interface Sealed {
  readonly report: ComposedReport;
  readonly done: readonly Done[];
}

export class ReportSender {
  #choice = "";
  #filing: Filing | null = null;
  #uploads = new Map<File, Upload>();
  /** Posted without a certain answer: then the very same report is posted again, and nothing else. */
  #uncertain: Sealed | null = null;
  #answer: (Sent & { joined: boolean }) | null = null;

  constructor(
    readonly place: Place,
    readonly secrets: MailboxSecrets,
  ) {}

  async send(asked: ToFile, call: CallContext): Promise<Sent & { joined: boolean }> {
    const tell = (state: Sending) => call.tell(state);
    const waiting: Waiting = { signal: call.signal, waiting: (seconds) => tell({ phase: "waiting", seconds }) };
    if (this.#answer) return this.#answer;
    if (this.#uncertain) return this.#post(this.#uncertain, waiting, tell);
    const filing = await this.#begin(asked);
    const done = await sendFiles(asked.files, this.#uploadsFor(asked.files, filing), waiting, tell);
    tell({ phase: "sealing" });
    const content = { questionnaire: this.place.questionnaire.hash, answers: asked.answers, attachments: done.map(({ attachment }) => attachment), identity: asked.identity };
    const report = await composeReport(filing, this.secrets, content, today(), systemRandom);
    call.signal.throwIfAborted();
    return this.#post({ report, done }, waiting, tell);
  }

  async #begin(asked: ToFile): Promise<Filing> {
    const choice = JSON.stringify([asked.leftOut, asked.readBack]);
    if (this.#filing === null || choice !== this.#choice) {
      this.#uploads.clear();
      const { roster } = this.place;
      this.#filing = await beginFiling(this.secrets, { roster, leftOut: asked.leftOut as StaffId[], readBack: asked.readBack }, systemRandom);
      this.#choice = choice;
    }
    return this.#filing;
  }

  #uploadsFor(files: readonly ToSend[], filing: Filing): Upload[] {
    return files.map((toSend) => {
      const upload = this.#uploads.get(toSend.file) ?? new Upload(toSend, filing.submission, filing.recipients);
      this.#uploads.set(toSend.file, upload);
      return upload;
    });
  }

  async #post(sealed: Sealed, waiting: Waiting, tell: (state: Sending) => void): Promise<Sent & { joined: boolean }> {
    const { report, done } = sealed;
    const uploads = done.map(({ uploaded }) => uploaded);
    try {
      return (this.#answer = this.#sent(await this.#insist(sealed, uploads, waiting, tell), report));
    } catch (error) {
      if (error instanceof Problem && slugOf(error) === "upload-missing") this.#uploads.clear();
      if (error instanceof Problem && slugOf(error) === "roster-moved") throw await this.#readersChanged();
      throw this.#uncertain ? new Failed("unknown") : error;
    }
  }

  /** What was drawn and sealed is by the old list: all of it is made anew, and the person looks at the new list first. */
  async #readersChanged(): Promise<Failed> {
    const readers = await renewReaders(this.place);
    this.#filing = null;
    this.#uploads.clear();
    return new Failed("readers-changed", { readers });
  }

  /** Posts with fresh work, and once more with fresh work when the first came too late. */
  async #insist(sealed: Sealed, uploads: readonly Uploaded[], waiting: Waiting, tell: (state: Sending) => void): Promise<Filed> {
    for (let tries = 0; ; tries++) {
      let work: Work | null = null;
      if (uploads.length === 0) {
        tell({ phase: "work" });
        work = await patiently(() => doWork(sealed.report.submission, 0, waiting.signal), waiting);
      }
      tell({ phase: "report" });
      try {
        return await patiently(() => this.#attempt(sealed, uploads, work), { ...waiting, signal: NEVER });
      } catch (error) {
        if (tries > 0 || !(error instanceof Problem && slugOf(error) === "work-refused")) throw error;
      }
    }
  }

  /** Remembers as uncertain what left without a certain answer; only an answer about the report itself settles it. */
  async #attempt(sealed: Sealed, uploads: readonly Uploaded[], work: Work | null): Promise<Filed> {
    try {
      const filed = await postReport(sealed.report, uploads, work);
      this.#uncertain = null;
      return filed;
    } catch (error) {
      if (!isCertain(error)) this.#uncertain = sealed;
      else if (settles(error)) this.#uncertain = null;
      throw error;
    }
  }

  #sent(filed: Filed, report: ComposedReport): Sent & { joined: boolean } {
    return { leavesAt: filed.leaves_at, confirmBy: filed.confirm_by, receipt: receiptText(filed, report, this.place), joined: filed.joined };
  }
}

/** The post itself is not stopped: stopping it would only leave it uncertain. */
export const NEVER = new AbortController().signal;

/** Whether an error says for certain that nothing was stored. */
export function isCertain(error: unknown): boolean {
  return error instanceof Problem && (error.status < 500 || ["busy", "away", "full", "not-open"].includes(slugOf(error)));
}

/** Whether an error answers what became of the submission, whichever try it came by. */
export function settles(error: unknown): boolean {
  return error instanceof Problem && error.status < 500 && slugOf(error) !== "work-refused";
}

/** Sends files one after the other; what was done before is not done again. */
export async function sendFiles(files: readonly ToSend[], uploads: readonly Upload[], waiting: Waiting, tell: (state: Sending) => void): Promise<Done[]> {
  const done: Done[] = [];
  for (const [place, upload] of uploads.entries()) {
    const state = { phase: "file", place, of: files.length, all: upload.all } as const;
    tell({ ...state, done: 0 });
    done.push(await upload.run(waiting, (bytes) => tell({ ...state, done: bytes })));
  }
  return done;
}

/** The receipt for keeping, or null when the log key did not sign it. */
function receiptText(filed: Filed, report: ComposedReport, place: Place): string | null {
  try {
    verifyReceipt(filed.receipt, report.leaf, place.channel.log_key);
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
  const { leaf, tick, signature } = filed.receipt;
  return `${JSON.stringify({ leaf, tick, signature })}\n`;
}

