/**
 * Files the reporter chooses: which are taken, under which name they travel, how long they will take. Never reads their content.
 */

export interface Limits {
  /** Bytes of one file. */
  maxAttachment: number;
  maxAttachments: number;
}

export interface Chosen {
  name: string;
  size: number;
  /** Last change, to tell the same file chosen twice. */
  changed: number;
}

export type FileFault =
  | { kind: "empty"; name: string }
  | { kind: "too-large"; name: string; size: number; limit: number }
  | { kind: "too-many"; name: string; limit: number }
  | { kind: "twice"; name: string };

/** Sorts new files into those that are taken and those that are not, with the reason. */
export function takeFiles<F extends Chosen>(had: readonly F[], added: readonly F[], limits: Limits): { taken: F[]; faults: FileFault[] } {
  const taken = [...had];
  const faults: FileFault[] = [];
  for (const file of added) {
    const name = travelName(file.name);
    const known = taken.some((other) => other.name === file.name && other.size === file.size && other.changed === file.changed);
    if (known) faults.push({ kind: "twice", name });
    else if (file.size === 0) faults.push({ kind: "empty", name });
    else if (file.size > limits.maxAttachment) faults.push({ kind: "too-large", name, size: file.size, limit: limits.maxAttachment });
    else if (taken.length >= limits.maxAttachments) faults.push({ kind: "too-many", name, limit: limits.maxAttachments });
    else taken.push(file);
  }
  return { taken, faults };
}

const MAX_NAME = 100;

/**
 * The name under which a file travels: the last part of a path, without marks that turn the writing direction, without control
 * characters or signs that other systems forbid, at most 100 characters with its ending kept; never empty, never a device's name.
 */
export function travelName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? "";
  const clean = last
    .normalize("NFC")
    .replace(/[\p{C}\u2028\u2029]/gu, "")
    .replace(/[<>:"|?*]/g, "_")
    .replace(/\s+/g, " ")
    .replace(/^[ .]+|[ .]+$/g, "");
  const named = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(clean) ? `_${clean}` : clean;
  if (named === "") return "file";
  const letters = [...named];
  if (letters.length <= MAX_NAME) return named;
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(named)?.[0] ?? "";
  return letters.slice(0, MAX_NAME - ending.length).join("") + ending;
}

/** The media type that travels: a plain one, or "application/octet-stream". */
export function travelType(type: string): string {
  return /^[a-z]+\/[a-z0-9.+-]{1,60}$/.test(type) ? type : "application/octet-stream";
}

/** Padmé over 64 KiB (protocol.md 4): what will be locked and sent, in bytes, before the lock adds its own. */
export function paddedLength(length: number): number {
  if (length <= 65_536) return 65_536;
  const e = Math.floor(Math.log2(length));
  const s = Math.floor(Math.log2(e)) + 1;
  const unit = 2 ** (e - s);
  return Math.ceil(length / unit) * unit;
}

/** Seconds for locking and sending, given measured bytes a second of locking and a modest connection. */
export function secondsFor(sizes: readonly number[], lockingSpeed: number): number {
  const SENDING = 250_000;
  const bytes = sizes.reduce((sum, size) => sum + paddedLength(size), 0);
  return bytes / lockingSpeed + bytes / SENDING;
}

/** Longer than this, the page offers to send the report first. */
export const LONG_SECONDS = 20 * 60;
