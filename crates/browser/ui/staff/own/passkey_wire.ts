// How passkeys go to and from the server: octets as base64url, read strictly. Runs in the workers.

import { Garbled } from "../../kit/http.ts";
import { fromBase64url, toBase64url } from "../../seal/bytes.ts";
import { list, text, told } from "../answers.ts";
import type { Answered, AskedFor, AskedForNew, Made } from "./passkey.ts";

function octets(value: unknown): Uint8Array<ArrayBuffer> {
  if (typeof value !== "string") throw new Garbled("octets");
  return new Uint8Array(fromBase64url(value));
}

export function askedForNew(answer: unknown): AskedForNew {
  const said = told(answer);
  return { challenge: octets(said["challenge"]), rp: text(said, "rp"), user: octets(said["user"]), known: list(said, "known", octets) };
}

export function askedFor(answer: unknown): AskedFor {
  const said = told(answer);
  return { challenge: octets(said["challenge"]), rp: text(said, "rp"), allowed: list(said, "allowed", octets) };
}

/** As the server takes a passkey that was made just now. */
export interface SentMade {
  readonly name: string;
  readonly client_data: string;
  readonly attestation: string;
}

export function sendMade({ name, clientData, attestation }: Made): SentMade {
  return { name, client_data: toBase64url(clientData), attestation: toBase64url(attestation) };
}

/** As the server takes a passkey's answer. */
export interface SentAnswer {
  readonly credential: string;
  readonly client_data: string;
  readonly authenticator_data: string;
  readonly signature: string;
  readonly user: string | null;
}

export function sendAnswer({ credential, clientData, authenticatorData, signature, user }: Answered): SentAnswer {
  return {
    credential: toBase64url(credential),
    client_data: toBase64url(clientData),
    authenticator_data: toBase64url(authenticatorData),
    signature: toBase64url(signature),
    user: user === null ? null : toBase64url(user),
  };
}
