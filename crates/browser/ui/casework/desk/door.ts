// The handlers' door of the server (docs/api.md), one function for each
// endpoint. Knows addresses and shapes; opens nothing and keeps nothing.

import type { Asked } from "../../kit/http.ts";
import type { Hash, StaffId } from "../../seal/bytes.ts";
import type { ComposedItem, ComposedRotation } from "../../seal/replies.ts";
import { type Channel, readChannel } from "../../seal/roster.ts";
import { flag, list, text, textOrNull, texts, told } from "../../staff/answers.ts";
import { type Factor, type FirstFactor, type Notices, noticesOf } from "../../staff/own/door.ts";
import type { AskedFor, AskedForNew } from "../../staff/own/passkey.ts";
import { askedFor, askedForNew } from "../../staff/own/passkey_wire.ts";
import type { CaseRow } from "../rules/case-list.ts";
import type { Marks } from "../rules/stages.ts";
import { readCase, readItem, readLetter, readPerson, readRow, type ToldCase, type ToldItem, type ToldPerson } from "./answers.ts";
import type { AskedOn, Enrolled, Invitation } from "./views.ts";

/** HTTP, as the kit does it; a test brings its own server. */
export interface Http {
  json(path: string, asked?: Asked): Promise<unknown>;
  octets(path: string, asked?: Asked): Promise<Uint8Array<ArrayBuffer>>;
}

export interface Enrolment {
  readonly token: string;
  readonly sign_in_name: string;
  readonly login: string;
  readonly recipient: string;
  readonly signing: string;
  readonly secrets: string;
  readonly proof: string;
  readonly factor: FirstFactor;
}

export interface Upload {
  readonly upload: string;
  readonly sha256: Hash;
  readonly bytes: number;
}

/** What a writer knows of the case: the keys, and how many items it has. */
export interface View {
  readonly version: number;
  readonly seen: number;
}

/** A chunk of 1 MiB over a slow line takes minutes. The server waits 300 s for a body, and then answers. */
const SEND_PATIENCE = 600_000;
const ROOT = "/api/v1/casework";
const session = true;

function readSecrets(answer: unknown): { person: StaffId; secrets: string } {
  return { person: readPerson(answer).person, secrets: text(told(answer), "secrets") };
}

export class Door {
  constructor(private readonly http: Http) {}

  async channel(): Promise<Channel> {
    return readChannel(await this.http.octets("/channel.json"));
  }

  /** What is told before anybody signs in. */
  async place(): Promise<{ trial: boolean; passkeys: string | null }> {
    const answer = told(await this.http.json(`${ROOT}/place`));
    return { trial: flag(answer, "trial"), passkeys: textOrNull(answer, "passkeys") };
  }

  async look(token: string): Promise<Invitation> {
    const answer = told(await this.http.json(`${ROOT}/enrolments/look`, { method: "POST", json: { token } }));
    return { open: flag(answer, "open"), name: text(answer, "name"), roles: texts(answer, "roles") };
  }

  /** A seed for one-time codes, for whoever holds the link. */
  async enrolmentSeed(token: string): Promise<string> {
    return text(told(await this.http.json(`${ROOT}/enrolments/seed`, { method: "POST", json: { token } })), "seed");
  }

  async enrol(enrolment: Enrolment): Promise<Enrolled> {
    const answer = told(await this.http.json(`${ROOT}/enrolments`, { method: "POST", json: enrolment }));
    return { inRoster: flag(answer, "in_roster"), recoveryCodes: texts(answer, "recovery_codes") };
  }

  /** The first step. The cookie that is set is no session yet. */
  async signIn(name: string, login: string): Promise<AskedOn> {
    const answer = told(await this.http.json(`${ROOT}/session`, { method: "POST", json: { name, login }, session }));
    return { setUp: flag(answer, "set_up"), codes: flag(answer, "codes"), passkeys: flag(answer, "passkeys") };
  }

  /** The second step. Answers the sealed secrets, this once; the cookie stays with the browser. */
  async secondStep(factor: Factor): Promise<{ person: StaffId; secrets: string }> {
    return readSecrets(await this.http.json(`${ROOT}/session/second-factor`, { method: "POST", json: factor, session }));
  }

  async challenge(): Promise<AskedFor> {
    return askedFor(await this.http.json(`${ROOT}/session/challenge`, { method: "POST", session }));
  }

  async firstPasskey(): Promise<AskedForNew> {
    return askedForNew(await this.http.json(`${ROOT}/session/new-passkey`, { method: "POST", session }));
  }

  /** What to ask a browser for a passkey of whoever holds the link. */
  async enrolmentPasskey(token: string): Promise<AskedForNew> {
    return askedForNew(await this.http.json(`${ROOT}/enrolments/new-passkey`, { method: "POST", json: { token } }));
  }

  /** A seed for one-time codes, for whoever has shown the passphrase and has none yet. */
  async firstSeed(): Promise<string> {
    return text(told(await this.http.json(`${ROOT}/session/seed`, { method: "POST", session })), "seed");
  }

  async setUp(factor: FirstFactor): Promise<{ person: StaffId; secrets: string; recoveryCodes: string[] }> {
    const answer = told(await this.http.json(`${ROOT}/session/set-up`, { method: "POST", json: factor, session }));
    return { ...readSecrets(answer["session"]), recoveryCodes: texts(answer, "recovery_codes") };
  }

  async session(): Promise<ToldPerson & { trial: boolean; notices: Notices }> {
    const answer = await this.http.json(`${ROOT}/session`, { session });
    const said = told(answer);
    return { ...readPerson(answer), trial: flag(said, "trial"), notices: noticesOf(said) };
  }

  async signOut(): Promise<void> {
    await this.http.json(`${ROOT}/session`, { method: "DELETE", session });
  }

  /** The note in force, or the one with this hash. */
  async roster(hash?: Hash): Promise<string> {
    const path = hash === undefined ? `${ROOT}/roster` : `${ROOT}/rosters/${hash}`;
    return text(told(await this.http.json(path, { session })), "roster");
  }

  async questionnaire(hash: Hash): Promise<string> {
    return text(told(await this.http.json(`${ROOT}/questionnaires/${hash}`, { session })), "questionnaire");
  }

  async cases(after: string | null): Promise<{ rows: CaseRow[]; next: string | null }> {
    const query = after === null ? "" : `?after=${encodeURIComponent(after)}`;
    const answer = told(await this.http.json(`${ROOT}/cases${query}`, { session }));
    return { rows: list(answer, "cases", readRow), next: textOrNull(answer, "next") };
  }

  /** One's own book as it was sealed; `null` where there is none. */
  async book(): Promise<string | null> {
    return textOrNull(told(await this.http.json(`${ROOT}/book`, { session })), "sealed");
  }

  /** `previous`: the hash of the sealed bytes it replaces. */
  async keepBook(previous: Hash | null, sealed: string, patience: number): Promise<void> {
    await this.http.json(`${ROOT}/book`, { method: "PUT", json: { previous, sealed }, session, patience });
  }

  async case(id: string): Promise<ToldCase> {
    return readCase(await this.http.json(`${ROOT}/cases/${id}`, { session }));
  }

  /** All items, page by page. */
  async items(id: string): Promise<ToldItem[]> {
    const all: ToldItem[] = [];
    let after: string | null = null;
    do {
      const query: string = after === null ? "" : `?after=${encodeURIComponent(after)}`;
      const answer = told(await this.http.json(`${ROOT}/cases/${id}/items${query}`, { session }));
      all.push(...list(answer, "items", readItem));
      after = textOrNull(answer, "next");
    } while (after !== null);
    return all;
  }

  chunk(id: string, attachment: string, n: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.http.octets(`${ROOT}/cases/${id}/attachments/${attachment}/${n}`, { session });
  }

  async postItems(id: string, { version, seen }: View, items: readonly ComposedItem[], uploads: readonly Upload[], marks: Marks): Promise<void> {
    await this.http.json(`${ROOT}/cases/${id}/items`, { method: "POST", json: { keyring_version: version, seen, items, uploads, marks }, session, patience: SEND_PATIENCE });
  }

  /** `left_since`: how many the writer knew to have left; keys made before somebody left must not bring them back. */
  async postKeyring(id: string, rotation: ComposedRotation & { readonly left_since: number }): Promise<void> {
    await this.http.json(`${ROOT}/cases/${id}/keyring`, { method: "POST", json: rotation, session, patience: SEND_PATIENCE });
  }

  async recuse(id: string): Promise<void> {
    await this.http.json(`${ROOT}/cases/${id}/recusal`, { method: "POST", session });
  }

  /** All letters to who is signed in. */
  async letters(): Promise<{ id: string; sealed: string }[]> {
    return list(told(await this.http.json(`${ROOT}/letters`, { session })), "letters", readLetter);
  }

  /** Writes to a colleague. The server is told to whom, and nothing else. */
  async sendLetter(to: StaffId, sealed: string): Promise<void> {
    await this.http.json(`${ROOT}/letters`, { method: "POST", json: { to, sealed }, session });
  }

  async removeLetter(id: string): Promise<void> {
    await this.http.json(`${ROOT}/letters/${id}`, { method: "DELETE", session });
  }

  async openUpload(id: string, bytes: number): Promise<string> {
    const answer = await this.http.json(`${ROOT}/cases/${id}/uploads`, { method: "POST", json: { bytes }, session });
    return text(told(answer), "upload");
  }

  async putChunk(id: string, upload: string, n: number, octets: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.http.octets(`${ROOT}/cases/${id}/uploads/${upload}/${n}`, { method: "PUT", octets, session, patience: SEND_PATIENCE });
  }
}
