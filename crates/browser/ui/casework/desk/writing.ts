// Writing into a case: the newest state first, files, then the entry. When the
// keys were changed in between, all of it once more, sealed to the new ones.

import { Problem, Unreachable } from "../../kit/http.ts";
import type { StaffId } from "../../seal/bytes.ts";
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

/** Seals and sends. Failed: "write-blocked" in a case with findings that stop, "problem-conflict" when others are always faster. */
export async function write(id: string, writing: Writing, tools: Tools): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const held = await tools.cases.open(id);
    if (held.keysOlder || (await tools.view(held)).findings.some(stops)) throw new Failed("write-blocked");
    const writer = await tools.cases.writer();
    const { attachments, uploads } = await files(held.checked, writing, tools);
    const items = await writeReplies(held.checked, writer, [bodyOf(writing, attachments)], tools.random);
    const marks = writing.kind === "stage" ? marksOf(writing.stage, held.told.row.acknowledged) : {};
    try {
      await tools.door.postItems(id, held.checked.keyring.header.version, items, uploads, marks);
      return;
    } catch (error) {
      if (error instanceof Unreachable && (await arrived(held, writer.person, items.length, writing, tools))) return;
      if (!(error instanceof Problem) || kindOf(error) !== "keyring-moved") throw error;
    }
  }
  throw new Failed("problem-conflict");
}

/** No answer came: the entry may be there all the same, and then must not be sent again. */
async function arrived({ checked }: Held, person: StaffId, count: number, writing: Writing, { cases }: Tools): Promise<boolean> {
  const of = (one: Case): Chains => (writing.kind === "note" ? one.notes : one.conversation);
  const next = (of(checked).last(person)?.header.seq ?? -1) + count;
  const now = await cases.open(checked.case).catch(() => null);
  const body = now === null ? undefined : of(now.checked).at(person, next)?.body;
  if (writing.kind === "stage") return body?.kind === "stage" && body.stage === writing.stage;
  const said = body?.kind === "message" ? body.message : body?.kind === "note" ? body.note : undefined;
  return said?.text === writing.text && said.attachments.length === writing.files.length;
}

function bodyOf(writing: Writing, attachments: readonly Attachment[]): Written {
  if (writing.kind === "stage") return { kind: "stage", stage: writing.stage };
  const message = { text: writing.text, attachments };
  return writing.kind === "note" ? { kind: "note", note: message } : { kind: "message", message };
}

async function files(checked: Case, writing: Writing, { door, random, tell }: Tools): Promise<{ attachments: Attachment[]; uploads: Upload[] }> {
  const attachments: Attachment[] = [];
  const uploads: Upload[] = [];
  if (writing.kind === "stage") return { attachments, uploads };
  // The thrown-away second recipient of a note is not remembered: each file and the note may have another, nobody can tell.
  const recipients = await recipientsFor(checked, writing.kind === "note" ? "members" : "conversation", random);
  for (const file of writing.files) {
    const sent = await sendFile(door, checked.case, file, recipients, (part) => tell({ step: "sealing", name: file.name, part }));
    attachments.push(sent.attachment);
    uploads.push(sent.upload);
  }
  return { attachments, uploads };
}
