// The answers of the handlers' door: cases, items, people.

import { Garbled } from "../../kit/http.ts";
import type { CaseId, Hash, StaffId } from "../../seal/bytes.ts";
import { flag, hex, list, text, textOrNull, texts, told, whole } from "../../staff/answers.ts";
import type { CaseRow } from "../rules/case-list.ts";

export function readRow(value: unknown): CaseRow {
  const row = told(value);
  return {
    case: hex(row, "case", 16),
    receivedOn: whole(row, "received_on"),
    ackDue: whole(row, "ack_due"),
    feedbackDue: row["feedback_due"] === null ? null : whole(row, "feedback_due"),
    acknowledged: flag(row, "acknowledged"),
    closed: flag(row, "closed"),
    keyringVersion: whole(row, "keyring_version"),
    items: row["items"] === undefined ? 0 : whole(row, "items"),
  };
}

export interface ToldCase {
  readonly row: CaseRow;
  readonly case: CaseId;
  readonly members: readonly string[];
  readonly sleeper: string | null;
  /** How many left since the keys in force were made. */
  readonly leftSince: number;
  readonly keyring: string;
  readonly attachments: readonly { readonly id: string; readonly sha256: Hash; readonly bytes: number }[];
}

export function readCase(value: unknown): ToldCase {
  const answer = told(value);
  return {
    row: readRow(value),
    case: hex(answer, "case", 16),
    members: texts(answer, "members"),
    sleeper: textOrNull(answer, "sleeper"),
    leftSince: whole(answer, "left_since"),
    keyring: text(answer, "keyring"),
    attachments: list(answer, "attachments", (one) => {
      const attachment = told(one);
      return { id: hex<string>(attachment, "id", 16), sha256: hex<Hash>(attachment, "sha256", 32), bytes: whole(attachment, "bytes") };
    }),
  };
}

export interface ToldItem {
  readonly id: string;
  readonly audience: "conversation" | "members";
  readonly sealed: string;
}

export function readItem(value: unknown): ToldItem {
  const item = told(value);
  const audience = text(item, "audience");
  if (audience !== "conversation" && audience !== "members") throw new Garbled("audience");
  return { id: hex(item, "id", 16), audience, sealed: text(item, "sealed") };
}

export function readLetter(value: unknown): { id: string; sealed: string } {
  const letter = told(value);
  return { id: hex(letter, "id", 16), sealed: text(letter, "sealed") };
}

export interface ToldPerson {
  readonly person: StaffId;
  readonly name: string;
  readonly roles: readonly string[];
}

export function readPerson(value: unknown): ToldPerson {
  const answer = told(value);
  return { person: hex(answer, "person", 16), name: text(answer, "name"), roles: texts(answer, "roles") };
}
