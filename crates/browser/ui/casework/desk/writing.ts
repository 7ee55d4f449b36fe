// Writing into a case: files first, then the newest state and the entry, one
// writer at a time. When the keys were changed in between, all of it once more.

import { Problem, Unreachable } from "../../kit/http.ts";
import type { StaffId } from "../../seal/bytes.ts";
import { changeIn } from "../../seal/card.ts";
import type { Case } from "../../seal/casework.ts";
import type { Chains } from "../../seal/chains.ts";
import type { Attachment } from "../../seal/item.ts";
import type { Random } from "../../seal/random.ts";
import { recipientsFor, writeReplies, type Written } from "../../seal/replies.ts";
import { stops } from "../rules/findings.ts";
import { marksOf } from "../rules/stages.ts";
import type { Cases, Held } from "./cases.ts";
import type { Door, Upload } from "./door.ts";
import { Failed, kindOf } from "./failures.ts";
import { sendFile } from "./files.ts";
import type { CaseView, Progress, Writing } from "./views.ts";

const TRIES = 3;

export interface Tools {
  readonly door: Door;
  readonly cases: Cases;
  readonly random: Random;
  /** For judging whether a case may be written in. */
  readonly view: (held: Held) => Promise<CaseView>;
  readonly tell: (progress: Progress) => void;
}

/** Files that are up, and the version of the keys they were sealed to. */
interface Sent {
  readonly version: number;
  readonly attachments: readonly Attachment[];
  readonly uploads: readonly Upload[];
}

/** Seals and sends. Failed: "write-blocked" in a case with findings that stop, "problem-conflict" when others are always faster. */
export async function write(id: string, writing: Writing, tools: Tools): Promise<void> {
  let sent: Sent | null = null;
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (hasFiles(writing)) {
      const held = await writable(id, tools);
      if (sent?.version !== held.checked.keyring.header.version) sent = await files(held.checked, writing.kind, writing.files, tools);
    }
    const up = sent;
    // Files take minutes: what was written meanwhile stands in the chain that the entry is placed into.
    if (await tools.cases.inTurn(id, () => place(id, writing, up, tools))) return;
  }
  throw new Failed("problem-conflict");
}

export async function writable(id: string, { cases, view }: Pick<Tools, "cases" | "view">): Promise<Held> {
  const held = await cases.open(id);
  if (held.keysOlder || (await view(held)).findings.some(stops)) throw new Failed("write-blocked");
  return held;
}

/** Answers false when somebody else was faster, and nothing was stored. */
async function place(id: string, writing: Writing, sent: Sent | null, tools: Tools): Promise<boolean> {
  const held = await writable(id, tools);
  const { version } = held.checked.keyring.header;
  if (sent !== null && sent.version !== version) return false;
  const writer = await tools.cases.writer();
  const items = await writeReplies(held.checked, writer, bodiesOf(writing, sent?.attachments ?? []), tools.random);
  const marks = writing.kind === "stage" ? marksOf(writing.stage, held.told.row.acknowledged) : {};
  try {
    await tools.door.postItems(id, { version: held.told.row.keyringVersion, seen: held.items }, items, sent?.uploads ?? [], marks);
    return true;
  } catch (error) {
    if (error instanceof Unreachable && (await arrived(held, writer.person, items.length, writing, tools))) return true;
    if (!(error instanceof Problem) || !["keyring-moved", "case-stale"].includes(kindOf(error))) throw error;
    return false;
  }
}

/** No answer came: the entry may be there all the same, and then must not be sent again. */
async function arrived({ checked }: Held, person: StaffId, count: number, writing: Writing, { cases }: Tools): Promise<boolean> {
  const of = (one: Case): Chains => (writing.kind === "note" || writing.kind === "changes" || writing.kind === "disclosure" ? one.notes : one.conversation);
  // A disclosure goes to both: to the members as many items as it names requests.
  const here = writing.kind === "disclosure" ? writing.requests.length : count;
  const next = (of(checked).last(person)?.header.seq ?? -1) + here;
  const now = await cases.open(checked.case).catch(() => null);
  const body = now === null ? undefined : of(now.checked).at(person, next)?.body;
  if (writing.kind === "stage") return body?.kind === "stage" && body.stage === writing.stage;
  if (writing.kind === "changes") return body?.kind === "change" && writing.changes.at(-1)?.change === changeIn({ body })?.change;
  if (writing.kind === "disclosure") {
    const told = now === null ? undefined : now.checked.conversation.last(person)?.body;
    const said = writing.reason === null || (told?.kind === "disclosed" && told.disclosed.reason === writing.reason);
    return said && body?.kind === "change" && changeIn({ body })?.value === writing.requests.at(-1);
  }
  const said = body?.kind === "message" ? body.message : body?.kind === "note" ? body.note : undefined;
  return said?.text === writing.text && said.attachments.length === writing.files.length;
}

type WithText = Extract<Writing, { kind: "reply" | "note" }>;

function hasFiles(writing: Writing): writing is WithText {
  return (writing.kind === "reply" || writing.kind === "note") && writing.files.length > 0;
}

function bodiesOf(writing: Writing, attachments: readonly Attachment[]): Written[] {
  switch (writing.kind) {
    case "stage":
      return [{ kind: "stage", stage: writing.stage }];
    case "changes":
      return writing.changes.map((change) => ({ kind: "change", change }));
    case "disclosure": {
      const read: Written[] = writing.requests.map((request) => ({ kind: "change", change: { change: "identity-read", value: request } }));
      return writing.reason === null ? read : [...read, { kind: "disclosed", disclosed: { reason: writing.reason } }];
    }
    case "note":
      return [{ kind: "note", note: { text: writing.text, attachments } }];
    case "reply":
      return [{ kind: "message", message: { text: writing.text, attachments } }];
  }
}

async function files(checked: Case, kind: "reply" | "note", picked: readonly File[], { door, random, tell }: Tools): Promise<Sent> {
  const attachments: Attachment[] = [];
  const uploads: Upload[] = [];
  // The thrown-away second recipient of a note is not remembered: each file and the note may have another, nobody can tell.
  const recipients = await recipientsFor(checked, kind === "note" ? "members" : "conversation", random);
  for (const file of picked) {
    const sent = await sendFile(door, checked.case, file, recipients, (part) => tell({ step: "sealing", name: file.name, part }));
    attachments.push(sent.attachment);
    uploads.push(sent.upload);
  }
  return { version: checked.keyring.header.version, attachments, uploads };
}
