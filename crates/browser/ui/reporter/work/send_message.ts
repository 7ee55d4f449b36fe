/** Answering in a mailbox: as filing does, files first, everything kept between tries. */
import type { CallContext } from "../../kit/bridge.ts";
import { Problem } from "../../kit/http.ts";
import { toHex } from "../../seal/bytes.ts";
import type { MailboxSecrets } from "../../seal/derive.ts";
import { beginPost, type ComposedPost, composePost, type Post } from "../../seal/filing.ts";
import { systemRandom } from "../../seal/random.ts";
import type { Work } from "../../seal/work.ts";
import type { LeftName, Sending, ToSend } from "../contract.ts";
import { postItem, type Uploaded } from "./door.ts";
import { Failed, slugOf } from "./failing.ts";
import type { OpenBox } from "./open_box.ts";
import { patiently, type Waiting } from "./patience.ts";
import { today } from "./place.ts";
import { isCertain, NEVER, sendFiles, settles } from "./send_report.ts";
import { type Done, Upload } from "./upload.ts";
import { doWork } from "./working.ts";

/** A message with files, or a name for the identity keepers. */
interface Asked {
  readonly text: string;
  readonly files: readonly ToSend[];
  readonly identity?: LeftName;
}

interface Sealed {
  readonly post: ComposedPost;
  readonly done: readonly Done[];
}

/** One message, or one name; for the next, and after the mailbox was opened anew, there is another sender. */
export class MessageSender {
  #post: Post | null = null;
  #uploads = new Map<File, Upload>();
  #uncertain: Sealed | null = null;

  constructor(
    readonly box: OpenBox,
    readonly secrets: MailboxSecrets,
  ) {}

  /** Whether a message left without a certain answer. */
  get uncertain(): boolean {
    return this.#uncertain !== null;
  }

  async send(asked: Asked, call: CallContext): Promise<void> {
    const tell = (state: Sending) => call.tell(state);
    const waiting: Waiting = { signal: call.signal, waiting: (seconds) => tell({ phase: "waiting", seconds }) };
    try {
      await this.#insist(this.#uncertain ?? (await this.#seal(asked, waiting, tell)), waiting, tell);
    } catch (error) {
      if (error instanceof Problem && slugOf(error) === "upload-missing") this.#uploads.clear();
      throw this.#uncertain ? new Failed("unknown") : error;
    }
  }

  async #seal(asked: Asked, waiting: Waiting, tell: (state: Sending) => void): Promise<Sealed> {
    const { conversation, roster, shown } = this.box;
    if (roster === null || !shown.mayReply) throw new Failed("finding", { kind: shown.findings[0] ?? "roster-expired" });
    const post = (this.#post ??= await beginPost(conversation, this.secrets, shown.readBack, systemRandom));
    const uploads = asked.files.map((toSend) => {
      const upload = this.#uploads.get(toSend.file) ?? new Upload(toSend, post.submission, post.recipients);
      this.#uploads.set(toSend.file, upload);
      return upload;
    });
    const done = await sendFiles(asked.files, uploads, waiting, tell);
    tell({ phase: "sealing" });
    const { text, identity = null } = asked;
    const content = { text, attachments: done.map(({ attachment }) => attachment), identity };
    const composed = await composePost(post, conversation, this.secrets, content, roster, today(), systemRandom);
    waiting.signal.throwIfAborted();
    return { post: composed, done };
  }

  async #insist(sealed: Sealed, waiting: Waiting, tell: (state: Sending) => void): Promise<void> {
    const uploads = sealed.done.map(({ uploaded }) => uploaded);
    for (let tries = 0; ; tries++) {
      let work: Work | null = null;
      if (uploads.length === 0) {
        tell({ phase: "work" });
        work = await patiently(() => doWork(sealed.post.submission, 0, waiting.signal), waiting);
      }
      tell({ phase: "report" });
      try {
        return await patiently(() => this.#attempt(sealed, uploads, work), { ...waiting, signal: NEVER });
      } catch (error) {
        if (tries > 0 || !(error instanceof Problem && slugOf(error) === "work-refused")) throw error;
      }
    }
  }

  async #attempt(sealed: Sealed, uploads: readonly Uploaded[], work: Work | null): Promise<void> {
    try {
      const stored = await postItem(toHex(this.secrets.token), sealed.post, uploads, work);
      this.#uncertain = null;
      if (!stored) throw new Failed("gone");
    } catch (error) {
      if (error instanceof Failed) throw error;
      if (!isCertain(error)) this.#uncertain = sealed;
      else if (settles(error)) this.#uncertain = null;
      throw error;
    }
  }
}
