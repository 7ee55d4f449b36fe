// The answers of the handlers' door, read into what they should be. Anything
// else is garbled; nothing is guessed.

import { Garbled } from "../../kit/http.ts";
import type { CaseId, Hash, StaffId } from "../../seal/bytes.ts";
import type { CaseRow } from "../rules/case-list.ts";

export type Told = Readonly<Record<string, unknown>>;

/** An object, or garbled. */
export function told(value: unknown): Told {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Garbled("object");
  return value as Told;
}

export function text(from: Told, key: string): string {
  const value = from[key];
  if (typeof value !== "string") throw new Garbled(key);
  return value;
}

export function textOrNull(from: Told, key: string): string | null {
  return from[key] === null || from[key] === undefined ? null : text(from, key);
}

export function flag(from: Told, key: string): boolean {
  const value = from[key];
  if (typeof value !== "boolean") throw new Garbled(key);
  return value;
}

export function whole(from: Told, key: string): number {
  const value = from[key];
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw new Garbled(key);
  return value;
}

export function list<T>(from: Told, key: string, read: (value: unknown) => T): T[] {
  const value = from[key];
  if (!Array.isArray(value)) throw new Garbled(key);
  return value.map(read);
}

/** Lower-case hex of so many bytes. */
export function hex<T extends string>(from: Told, key: string, bytes: number): T {
  const value = text(from, key);
  if (value.length !== bytes * 2 || !/^[0-9a-f]*$/.test(value)) throw new Garbled(key);
  return value as T;
}

export function texts(from: Told, key: string): string[] {
  return list(from, key, (value) => {
    if (typeof value !== "string") throw new Garbled(key);
    return value;
  });
}

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

export interface ToldPerson {
  readonly person: StaffId;
  readonly name: string;
  readonly roles: readonly string[];
}

export function readPerson(value: unknown): ToldPerson {
  const answer = told(value);
  return { person: hex(answer, "person", 16), name: text(answer, "name"), roles: texts(answer, "roles") };
}
