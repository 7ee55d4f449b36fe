// Letters from one of the staff to another (protocol 13): all of one size, and naming no case to the server. A request for a name with the
// keeper's share, or a keeper's answer.

import { allZero, fromBase64url, toBase64url } from "./bytes.ts";
import { decrypt, encrypt, type Identity, type Recipient } from "./hybrid.ts";
import { writeJson } from "./json.ts";
import { LETTER_SIZE, padded } from "./padding.ts";
import { Refused } from "./refusal.ts";
import { ifHas, read, record, text, type Shape } from "./shape.ts";
import { UnverifiedSigned } from "./signed.ts";

/** What came in a letter. Nothing of it holds before it was judged. */
export type Letter =
  | { readonly kind: "request"; readonly request: UnverifiedSigned; readonly share: Uint8Array }
  | { readonly kind: "answer"; readonly answer: UnverifiedSigned };

const bytes: Shape<Uint8Array> = (value, at) => fromBase64url(text(value, at));
const request = record({ request: bytes, share: bytes });
const answer = record({ answer: bytes });
type Read = { readonly request: Uint8Array; readonly share: Uint8Array } | { readonly answer: Uint8Array };
const letter: Shape<Read> = ifHas<Read>("request", request, answer);

async function sealLetter(content: unknown, to: Recipient): Promise<string> {
  const json = writeJson(content);
  if (json.length > LETTER_SIZE) throw new Refused("too-large");
  const plaintext = padded(json, LETTER_SIZE);
  const sealed = await encrypt(plaintext, [to]);
  json.fill(0);
  plaintext.fill(0);
  return toBase64url(sealed);
}

/** To a keeper: what is asked, and their share as the reporter sealed it. Refused: "too-large". */
export function sealRequest(signed: Uint8Array, share: string, to: Recipient): Promise<string> {
  return sealLetter({ request: toBase64url(signed), share }, to);
}

/** To a reader: what a keeper answers. */
export function sealAnswer(signed: Uint8Array, to: Recipient): Promise<string> {
  return sealLetter({ answer: toBase64url(signed) }, to);
}

/** Refused: "cannot-open", "stanza-count", "padding", "json", "letter", and what the framing of the signed thing says. */
export async function openLetter(sealed: string, own: Identity): Promise<Letter> {
  const { plaintext } = await decrypt(fromBase64url(sealed), own, 1);
  const end = plaintext.indexOf(0);
  const length = end < 0 ? plaintext.length : end;
  if (plaintext.length !== LETTER_SIZE || !allZero(plaintext.subarray(length))) throw new Refused("padding", "letter");
  const found = readLetter(plaintext.subarray(0, length));
  const whole = (size: number): number => size;
  return "answer" in found
    ? { kind: "answer", answer: new UnverifiedSigned("identity-answer", found.answer, whole) }
    : { kind: "request", request: new UnverifiedSigned("identity-request", found.request, whole), share: found.share };
}

function readLetter(json: Uint8Array): Read {
  try {
    return read(json, letter, "letter");
  } catch (error) {
    throw error instanceof Refused && error.reason !== "json" ? new Refused("letter", error.detail) : error;
  }
}
