// Signed notes (C2SP signed-note): a text and lines of signatures, of which ours must be there and be good.

import { base64 } from "@scure/base";
import { concat, equal, fromHex, type InstallationId, type PublicKey, sha, utf8 } from "./bytes.ts";
import { Refused } from "./refusal.ts";
import { type SigningKey, verifyStrict } from "./signing.ts";

const ED25519 = 0x01;
const LONGEST = 1 << 20;

/** The name under which an installation's organisation key signs. */
export function noteName(installation: InstallationId): string {
  return `sottovoce-${installation}`;
}

/** First four bytes of H(name ‖ "\n" ‖ algorithm ‖ key). */
function keyId(name: string, key: PublicKey): Uint8Array {
  return sha(utf8(`${name}\n`), Uint8Array.of(ED25519), fromHex(key, 32)).subarray(0, 4);
}

/** Signs a text, which must end in a newline. */
export function signNote(text: string, name: string, key: SigningKey): string {
  checkText(text);
  const signature = base64.encode(concat(keyId(name, key.publicKey), key.sign(utf8(text))));
  return `${text}\n— ${name} ${signature}\n`;
}

/** The format forbids control characters but newline. */
function checkText(text: string): void {
  if (!text.endsWith("\n") || /[\u0000-\u0009\u000b-\u001f]/.test(text)) throw new Refused("note", "text");
}

interface NoteLine {
  readonly name: string;
  readonly id: Uint8Array;
  readonly signature: Uint8Array;
}

function readLine(line: string): NoteLine {
  const [, name, encoded] = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? [];
  if (name === undefined || encoded === undefined) throw new Refused("note", "signature line");
  let bytes: Uint8Array;
  try {
    bytes = base64.decode(encoded);
  } catch {
    throw new Refused("note", "signature line");
  }
  if (bytes.length < 5) throw new Refused("note", "signature line");
  return { name, id: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

/**
 * Returns the text if one of the keys signed it under the name. Lines of unknown keys are passed over; a line of a
 * known key that does not hold refuses the whole. Refused: "note", "unsigned", "signature".
 */
export function verifyNote(note: string, name: string, keys: readonly PublicKey[]): string {
  if (note.length > LONGEST) throw new Refused("note", "too long");
  const split = note.lastIndexOf("\n\n");
  if (split < 0 || !note.endsWith("\n")) throw new Refused("note", "no signatures");
  const text = note.slice(0, split + 1);
  checkText(text);
  const lines = note.slice(split + 2, -1).split("\n").map(readLine);
  const known = lines.flatMap((line) => {
    const key = keys.find((one) => line.name === name && equal(line.id, keyId(name, one)));
    return key === undefined ? [] : [{ key, signature: line.signature }];
  });
  if (known.length === 0) throw new Refused("unsigned");
  for (const { key, signature } of known) {
    if (!verifyStrict(signature, utf8(text), key)) throw new Refused("signature", "note");
  }
  return text;
}
