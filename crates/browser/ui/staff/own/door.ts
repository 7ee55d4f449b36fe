// A person's own way in, at the staff's door: the second factor shown once more, changed, and the open sessions.

import type { Asked } from "../../kit/http.ts";
import { flag, hex, list, text, texts, told, whole } from "../answers.ts";

const OWN = "/api/v1/casework/own";
const session = true;

/** What is typed after the passphrase, and when something asks again. */
export interface Second {
  readonly code: string;
  /** It is a recovery code. */
  readonly recovery: boolean;
}

/** As the server reads it: one of the two. */
export type Factor = { readonly code: string } | { readonly recovery_code: string };

export function factorOf({ code, recovery }: Second): Factor {
  return recovery ? { recovery_code: code } : { code };
}

export interface OwnSession {
  /** Names it, and opens nothing. */
  readonly id: string;
  /** Days since 1970-01-01. */
  readonly begunOn: number;
  readonly here: boolean;
}

export interface OwnView {
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
    return { recoveryLeft: whole(answer, "recovery_left"), sessions };
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

  async newRecoveryCodes(): Promise<string[]> {
    return texts(told(await this.http(`${OWN}/recovery-codes`, { method: "POST", session })), "recovery_codes");
  }

  async told(): Promise<void> {
    await this.http(`${OWN}/recovery-notice`, { method: "DELETE", session });
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
    toldOfRecovery: (_: null) => guarded(() => door.told()),
    endSession: (asked: { id: string }) => guarded(() => door.endSession(asked.id)),
    endOtherSessions: (_: null) => guarded(() => door.endOthers()),
  };
}
export type OwnTasks = ReturnType<typeof ownTasks>;
