// The office's side of the staff's door. What comes is read strictly; a list of readers comes out as the note it is, unverified.

import type { askJson } from "../../kit/http.ts";
import { fromBase64url, type PublicKey, type StaffId } from "../../seal/bytes.ts";
import { parseRecipient, type Recipient } from "../../seal/hybrid.ts";
import { type Channel, readChannel } from "../../seal/roster.ts";
import { flag, hex, list, text, textOrNull, texts, told, whole } from "../../staff/answers.ts";
import { noticesOf } from "../../staff/own/door.ts";
import type { AgreedView, ChannelView, InvitedRow, InvitedView, Me, RenewingRow } from "./views.ts";

export type Http = typeof askJson;

const OFFICE = "/api/v1/office";
const SESSION = "/api/v1/casework/session";

/** Somebody who has enrolled, as the server tells it. */
export interface Enrolled {
  readonly id: StaffId;
  readonly name: string;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly recipient: Recipient;
  readonly signing: PublicKey;
  readonly enrolledOn: number;
}

export interface Readers {
  /** The note in force, unverified. */
  readonly roster: string | null;
  readonly today: number;
  readonly stanzaCount: number;
  readonly jurisdiction: string;
  /** The organisation's key is kept by the server, under its passphrase. */
  readonly keyHere: boolean;
}

function enrolled(value: unknown): Enrolled {
  const one = told(value);
  return {
    id: hex(one, "person", 16),
    name: text(one, "name"),
    roles: texts(one, "roles"),
    groups: texts(one, "groups"),
    recipient: parseRecipient(text(one, "recipient")),
    signing: hex(one, "signing", 32),
    enrolledOn: whole(one, "enrolled_on"),
  };
}

function invited(value: unknown): InvitedRow {
  const one = told(value);
  return { person: hex(one, "person", 16), name: text(one, "name"), roles: texts(one, "roles"), groups: texts(one, "groups"), until: whole(one, "until") };
}

function renewing(value: unknown): RenewingRow {
  const one = told(value);
  return { person: hex(one, "person", 16), by: hex(one, "by", 16), until: whole(one, "until") };
}

export class Door {
  constructor(private readonly http: Http) {}

  async channel(): Promise<Channel> {
    return readChannel(JSON.stringify(await this.http("/channel.json")));
  }

  async place(): Promise<{ trial: boolean; passkeys: string | null }> {
    const answer = told(await this.http("/api/v1/casework/place"));
    return { trial: flag(answer, "trial"), passkeys: textOrNull(answer, "passkeys") };
  }

  async session(): Promise<Me> {
    const answer = told(await this.http(SESSION, { session: true }));
    return { person: hex(answer, "person", 16), name: text(answer, "name"), roles: texts(answer, "roles"), notices: noticesOf(answer) };
  }

  async signOut(): Promise<void> {
    await this.http(SESSION, { method: "DELETE", session: true });
  }

  async people(): Promise<{ enrolled: Enrolled[]; invited: InvitedRow[]; renewing: RenewingRow[] }> {
    const answer = told(await this.http(`${OFFICE}/people`, { session: true }));
    return { enrolled: list(answer, "enrolled", enrolled), invited: list(answer, "invited", invited), renewing: list(answer, "renewing", renewing) };
  }

  async takeOut(person: string): Promise<void> {
    await this.http(`${OFFICE}/people/${person}/departure`, { method: "POST", session: true });
  }

  async agree(person: string): Promise<AgreedView> {
    const answer = told(await this.http(`${OFFICE}/people/${person}/renewal`, { method: "POST", session: true }));
    return { token: answer["token"] === null ? null : hex(answer, "token", 32), until: whole(answer, "until") };
  }

  /** Takes back that one agreed. */
  async takeBack(person: string): Promise<void> {
    await this.http(`${OFFICE}/people/${person}/renewal`, { method: "DELETE", session: true });
  }

  async announced(): Promise<ChannelView> {
    const answer = told(await this.http(`${OFFICE}/announcements`, { session: true }));
    const noted = list(answer, "announcements", (one) => ({ on: whole(told(one), "told_on"), how: text(told(one), "how") }));
    return { addresses: texts(answer, "addresses"), today: whole(answer, "today"), told: noted };
  }

  async announce(on: number, how: string): Promise<void> {
    await this.http(`${OFFICE}/announcements`, { method: "POST", json: { told_on: on, how }, session: true });
  }

  /** The list in force, unverified, as every member of the staff may see it. */
  async list(): Promise<string> {
    return text(told(await this.http("/api/v1/casework/roster", { session: true })), "roster");
  }

  async readers(): Promise<Readers> {
    const answer = told(await this.http(`${OFFICE}/roster`, { session: true }));
    const next = told(answer["next"]);
    return {
      roster: answer["roster"] === null ? null : text(answer, "roster"),
      today: whole(answer, "today"),
      stanzaCount: whole(next, "stanza_count"),
      jurisdiction: text(next, "jurisdiction"),
      keyHere: flag(answer, "key_here"),
    };
  }

  async invite(name: string, roles: readonly string[], groups: readonly string[]): Promise<InvitedView> {
    const answer = told(await this.http(`${OFFICE}/invitations`, { method: "POST", json: { name, roles, groups }, session: true }));
    return { token: hex(answer, "token", 32), until: whole(answer, "until") };
  }

  async withdraw(person: string): Promise<void> {
    await this.http(`${OFFICE}/invitations/${person}`, { method: "DELETE", session: true });
  }

  async sealedKey(): Promise<Uint8Array> {
    return fromBase64url(text(told(await this.http(`${OFFICE}/organisation-key`, { session: true })), "key"));
  }

  async put(roster: string): Promise<{ version: number; validUntil: number }> {
    const answer = told(await this.http(`${OFFICE}/roster`, { method: "POST", json: { roster }, session: true }));
    return { version: whole(answer, "version"), validUntil: whole(answer, "valid_until") };
  }
}
