// The answers of the staff's doors, read into what they should be. Anything else is garbled; nothing is guessed.

import { Garbled } from "../kit/http.ts";

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
