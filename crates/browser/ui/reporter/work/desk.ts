/**
 * What the reporters' Worker can do (contract.ts). Keeps the eight words' keys and what is under way in memory until `forget`, or until the
 * page ends it.
 */
import type { CallContext } from "../../kit/bridge.ts";
import { AttachmentSealer } from "../../seal/attachment.ts";
import { filingLeaf } from "../../seal/derive.ts";
import { drawDummy } from "../../seal/hybrid.ts";
import { systemRandom } from "../../seal/random.ts";
import type { Again, Box, Language, LeftName, Reading, Ready, Sent, ToFile, ToSend } from "../contract.ts";
import { travelName } from "../rules/files.ts";
import { fetchDoor } from "./door.ts";
import { Failed } from "./failing.ts";
import { fetchFile } from "./fetch_file.ts";
import { type OpenBox, openBox, whereNow } from "./open_box.ts";
import { lookAround, type Place, told } from "./place.ts";
import { type Purpose, Secrets } from "./secrets.ts";
import { MessageSender } from "./send_message.ts";
import { ReportSender } from "./send_report.ts";

const MEASURED = 1 << 20;

function known<T>(value: T | null): T {
  if (value === null) throw new Error("asked out of order");
  return value;
}

export class Desk {
  #place: Place | null = null;
  #secrets: Secrets | null = null;
  #report: ReportSender | null = null;
  #box: OpenBox | null = null;
  #message: MessageSender | null = null;
  #leaving: MessageSender | null = null;
  /** What joined an earlier mailbox and is there already, of a report that is tried again. */
  #joined = 0;

  async prepare(): Promise<Ready> {
    const found = await lookAround();
    const same = this.#secrets?.installation === found.channel.installation;
    this.#place = found.place;
    if (!same) this.#secrets = new Secrets(found.channel.installation);
    return told(found);
  }

  async draw({ language }: { language: Language }): Promise<{ words: string[] }> {
    return { words: await known(this.#secrets).draw(language) };
  }

  async speed(): Promise<{ bytesPerSecond: number }> {
    const recipients = [await drawDummy(systemRandom), await drawDummy(systemRandom)] as const;
    const before = performance.now();
    for await (const chunk of new AttachmentSealer([new Uint8Array(MEASURED)], MEASURED, recipients).chunks()) void chunk;
    return { bytesPerSecond: (MEASURED * 1000) / Math.max(1, performance.now() - before) };
  }

  async file(asked: ToFile, call: CallContext): Promise<Sent> {
    call.tell({ phase: "words" });
    this.#report ??= new ReportSender(known(this.#place), await known(this.#secrets).mailbox("file"));
    const sent = await this.#report.send(asked, call);
    if (sent.joined) await this.#again(asked, call);
    this.#report = null;
    this.#joined = 0;
    await known(this.#secrets).forget("file");
    return { leavesAt: sent.leavesAt, confirmBy: sent.confirmBy, receipt: sent.receipt };
  }

  async read({ typed, language, purpose }: { typed: string; language: Language | null; purpose: Purpose }): Promise<Reading> {
    if (purpose === "open") this.#message = this.#leaving = null;
    return known(this.#secrets).read(typed, language, purpose);
  }

  async word({ written }: { written: string }): Promise<{ known: boolean; near: string[] }> {
    return known(this.#secrets).word(written);
  }

  async open(call: CallContext): Promise<Box> {
    call.tell({ phase: "words" });
    this.#box = await openBox(known(this.#place), await known(this.#secrets).mailbox("open"), call);
    // A message that may have arrived must be asked about again with the very same bytes.
    if (!this.#message?.uncertain) this.#message = null;
    if (!this.#leaving?.uncertain) this.#leaving = null;
    return this.#box ? this.#box.shown : { found: false };
  }

  async reply(asked: { text: string; files: ToSend[] }, call: CallContext): Promise<{ leavesAt: number }> {
    this.#message ??= new MessageSender(known(this.#box), await known(this.#secrets).mailbox("open"));
    await this.#message.send(asked, call);
    this.#message = null;
    return this.#leavesAt();
  }

  async leaveName(identity: LeftName, call: CallContext): Promise<{ leavesAt: number }> {
    this.#leaving ??= new MessageSender(known(this.#box), await known(this.#secrets).mailbox("open"));
    await this.#leaving.send({ text: "", files: [], identity }, call);
    this.#leaving = null;
    return this.#leavesAt();
  }

  async #leavesAt(): Promise<{ leavesAt: number }> {
    const door = await fetchDoor().catch(() => known(this.#place).door);
    return { leavesAt: door.nextTick };
  }

  async attachment({ key }: { key: string }, call: CallContext): Promise<{ content: Blob }> {
    const found = known(this.#box).attachments.get(key);
    if (!found) throw new Failed("attachment-missing", { name: this.#nameOf(key) });
    const mailbox = await known(this.#secrets).mailbox("open");
    const again = (): Promise<string | null> => whereNow(found.said.sha256, mailbox, call.signal);
    return { content: await fetchFile(found, again, mailbox, call.signal, (part) => call.tell(part)) };
  }

  async receipt({ signal }: CallContext): Promise<Again> {
    const { channel, door, roster } = known(this.#place);
    const { shown, conversation } = known(this.#box);
    const leaf = filingLeaf((await known(this.#secrets).mailbox("open")).filing, conversation.case);
    const day = Math.min(...shown.entries.map((entry) => entry.day));
    const { again } = await import("../again.ts");
    return again({ channel, door, roster: roster.hash, leaf, day, delivered: shown.delivered, signal });
  }

  async forget(): Promise<null> {
    this.#report = null;
    this.#message = null;
    this.#leaving = null;
    this.#joined = 0;
    this.#box = null;
    await this.#secrets?.forget("file");
    await this.#secrets?.forget("open");
    return null;
  }

  /**
   * These words had a mailbox already, whose readers may not have this report's key: what was written goes to them as a
   * message, and the name once more: it was sealed for another case. Never where somebody is left out only now, and never readable where it
   * was not to be.
   */
  async #again(asked: ToFile, call: CallContext): Promise<void> {
    const mailbox = await known(this.#secrets).mailbox("file");
    const look = async (): Promise<OpenBox> => {
      const there = await openBox(known(this.#place), mailbox, { ...call, tell: () => undefined });
      if (!there) throw new Failed("gone");
      return there;
    };
    const there = await look();
    // Only whom the first report left out is left out for ever there: anybody else could be made a reader later, or be asked for a name.
    const bound: readonly string[] = there.conversation.state.body.left_out;
    const out = asked.leftOut.filter((id) => !bound.includes(id));
    const name = known(this.#place).roster?.people.find(({ id }) => id === out[0])?.name ?? "";
    if (out.length > 0) throw new Failed("joined", { name });
    if (asked.readBack !== there.shown.readBack) throw new Failed("joined-otherwise");
    const text = asked.answers.map(({ value }) => value).join("\n\n");
    if (this.#joined < 1) await new MessageSender(there, mailbox).send({ text, files: asked.files }, call);
    this.#joined = 1;
    if (asked.identity === null) return;
    await new MessageSender(await look(), mailbox).send({ text: "", files: [], identity: asked.identity }, call);
  }

  #nameOf(key: string): string {
    const files = (this.#box?.shown.entries ?? []).flatMap((entry) => ("files" in entry ? entry.files : []));
    return travelName(files.find((file) => file.key === key)?.name ?? "");
  }
}
