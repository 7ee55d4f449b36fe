// A person's own way in, at the staff's door: the second factor shown once more, changed, and the open sessions.

import type { Asked } from "../../kit/http.ts";
import type { Answered, AskedFor, AskedForNew, Made } from "./passkey.ts";
import { askedFor, askedForNew, type SentAnswer, type SentMade, sendAnswer, sendMade } from "./passkey_wire.ts";
import { flag, hex, list, text, texts, type Told, told, whole } from "../answers.ts";

const OWN = "/api/v1/casework/own";
const session = true;

/** What is typed after the passphrase, and when something asks again. */
export interface Typed {
  readonly code: string;
  /** It is a recovery code. */
  readonly recovery: boolean;
}

/** That, or a passkey's answer. */
export type Second = Typed | { readonly passkey: Answered };

/** As the server reads it: one of the three. */
export type Factor = { readonly code: string } | { readonly recovery_code: string } | { readonly passkey: SentAnswer };

export function factorOf(second: Second): Factor {
  if ("passkey" in second) return { passkey: sendAnswer(second.passkey) };
  return second.recovery ? { recovery_code: second.code } : { code: second.code };
}

/** A second factor that somebody begins with: the first code of an app, or a passkey that was made just now. */
export type First = { readonly code: string } | { readonly passkey: Made };

/** As the server reads it. */
export type FirstFactor = { readonly code: string } | { readonly passkey: SentMade };

export function firstOf(first: First): FirstFactor {
  return "passkey" in first ? { passkey: sendMade(first.passkey) } : { code: first.code };
}

export interface OwnPasskey {
  readonly id: string;
  readonly name: string;
}

/** What somebody is told until they say that they know. */
export type Notice = "recovery" | "wrong-codes" | "passkeys";

/** How often each has happened since. */
export interface Notices {
  readonly recoverySpent: number;
  readonly wrongCodes: number;
  readonly passkeysCopied: number;
}

export function noticesOf(said: Told): Notices {
  return { recoverySpent: whole(said, "recovery_spent"), wrongCodes: whole(said, "wrong_codes"), passkeysCopied: whole(said, "passkeys_copied") };
}

export interface OwnSession {
  /** Names it, and opens nothing. */
  readonly id: string;
  /** Days since 1970-01-01. */
  readonly begunOn: number;
  readonly here: boolean;
}

export interface OwnView {
  /** There are one-time codes. */
  readonly codes: boolean;
  readonly passkeys: readonly OwnPasskey[];
  readonly recoveryLeft: number;
  readonly sessions: readonly OwnSession[];
}

type Http = (path: string, asked?: Asked) => Promise<unknown>;

export class OwnDoor {
  constructor(private readonly http: Http) {}

  async look(): Promise<OwnView> {
    const answer = told(await this.http(OWN, { session }));
    const sessions = list(answer, "sessions", (value) => {
      const one = told(value);
      return { id: hex<string>(one, "id", 16), begunOn: whole(one, "begun_on"), here: flag(one, "this") };
    });
    const passkeys = list(answer, "passkeys", (value) => ({ id: hex<string>(told(value), "id", 16), name: text(told(value), "name") }));
    return { codes: flag(answer, "codes"), passkeys, recoveryLeft: whole(answer, "recovery_left"), sessions };
  }

  /** Shows the second factor once more: for five minutes nothing asks again. */
  async prove(second: Second): Promise<void> {
    await this.http(`${OWN}/proof`, { method: "POST", json: factorOf(second), session });
  }

  async newSeed(): Promise<string> {
    return text(told(await this.http(`${OWN}/seed`, { method: "POST", session })), "seed");
  }

  async adoptSeed(code: string): Promise<void> {
    await this.http(`${OWN}/seed`, { method: "PUT", json: { code }, session });
  }

  async dropCodes(): Promise<void> {
    await this.http(`${OWN}/seed`, { method: "DELETE", session });
  }

  /** What to ask one of the passkeys, when something asks again. */
  async challenge(): Promise<AskedFor> {
    return askedFor(await this.http(`${OWN}/challenge`, { method: "POST", session }));
  }

  async askForNew(): Promise<AskedForNew> {
    return askedForNew(await this.http(`${OWN}/new-passkey`, { method: "POST", session }));
  }

  async addPasskey(made: Made): Promise<void> {
    await this.http(`${OWN}/passkeys`, { method: "POST", json: sendMade(made), session });
  }

  async dropPasskey(id: string): Promise<void> {
    await this.http(`${OWN}/passkeys/${id}`, { method: "DELETE", session });
  }

  async newRecoveryCodes(): Promise<string[]> {
    return texts(told(await this.http(`${OWN}/recovery-codes`, { method: "POST", session })), "recovery_codes");
  }

  async told(notice: Notice): Promise<void> {
    await this.http(`${OWN}/${notice}-notice`, { method: "DELETE", session });
  }

  async endSession(id: string): Promise<void> {
    await this.http(`${OWN}/sessions/${id}`, { method: "DELETE", session });
  }

  async endOthers(): Promise<void> {
    await this.http(`${OWN}/sessions`, { method: "DELETE", session });
  }
}

/** The calls that pages of either document make. `guarded` runs what needs a session. */
export function ownTasks(door: OwnDoor, guarded: <T>(work: () => Promise<T>) => Promise<T>) {
  return {
    own: (_: null) => guarded(() => door.look()),
    prove: (asked: Second) => guarded(() => door.prove(asked)),
    newSeed: (_: null) => guarded(() => door.newSeed()),
    adoptSeed: (asked: { code: string }) => guarded(() => door.adoptSeed(asked.code)),
    newRecoveryCodes: (_: null) => guarded(() => door.newRecoveryCodes()),
    dropCodes: (_: null) => guarded(() => door.dropCodes()),
    challenge: (_: null) => guarded(() => door.challenge()),
    askForNew: (_: null) => guarded(() => door.askForNew()),
    addPasskey: (asked: Made) => guarded(() => door.addPasskey(asked)),
    dropPasskey: (asked: { id: string }) => guarded(() => door.dropPasskey(asked.id)),
    told: (asked: { notice: Notice }) => guarded(() => door.told(asked.notice)),
    endSession: (asked: { id: string }) => guarded(() => door.endSession(asked.id)),
    endOtherSessions: (_: null) => guarded(() => door.endOthers()),
  };
}
export type OwnTasks = ReturnType<typeof ownTasks>;
