// From strict JSON to what the protocol names: every key known, every key there, every value of its kind.

import { type Json, parseJson } from "./json.ts";
import { type Identity, parseIdentity, parseRecipient, type Recipient } from "./hybrid.ts";
import { fromHex } from "./bytes.ts";
import { Refused } from "./refusal.ts";

/** Turns a JSON value into T, or refuses it ("shape"), naming the place. */
export type Shape<T> = (value: Json, at: string) => T;
export type Of<S> = S extends Shape<infer T> ? T : never;

function wrong(at: string): Refused {
  return new Refused("shape", at);
}

export const text: Shape<string> = (value, at) => {
  if (typeof value !== "string") throw wrong(at);
  return value;
};

export const flag: Shape<boolean> = (value, at) => {
  if (typeof value !== "boolean") throw wrong(at);
  return value;
};

/** A whole number from `least` to `most`. */
export function whole(least = 0, most = Number.MAX_SAFE_INTEGER): Shape<number> {
  return (value, at) => {
    if (typeof value !== "number" || value < least || value > most) throw wrong(at);
    return value;
  };
}

/** One of the given strings. */
export function oneOf<const T extends string>(...options: readonly T[]): Shape<T> {
  return (value, at) => {
    const found = options.find((option) => option === value);
    if (found === undefined) throw wrong(at);
    return found;
  };
}

/** Lower-case hex of `bytes` bytes. */
export function hex<T extends string>(bytes: number): Shape<T> {
  return (value, at) => {
    if (typeof value !== "string") throw wrong(at);
    fromHex(value, bytes);
    return value as T;
  };
}

export const recipient: Shape<Recipient> = (value, at) => parseRecipient(text(value, at));
export const identity: Shape<Identity> = (value, at) => parseIdentity(text(value, at));

export function orNull<T>(inner: Shape<T>): Shape<T | null> {
  return (value, at) => (value === null ? null : inner(value, at));
}

export function list<T>(inner: Shape<T>): Shape<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw wrong(at);
    return (value as readonly Json[]).map((entry, index) => inner(entry, `${at}[${String(index)}]`));
  };
}

/** A list in strictly rising order of a key, so that nothing stands in it twice. */
export function sorted<T>(inner: Shape<T>, key: (entry: T) => string): Shape<readonly T[]> {
  const plain = list(inner);
  return (value, at) => {
    const entries = plain(value, at);
    entries.forEach((entry, index) => {
      const before = entries[index - 1];
      if (before !== undefined && key(before) >= key(entry)) throw wrong(`${at}: order`);
    });
    return entries;
  };
}

/** Exactly these keys, no other. */
export function record<F extends Record<string, Shape<unknown>>>(fields: F): Shape<{ readonly [K in keyof F]: Of<F[K]> }> {
  const names = Object.keys(fields);
  return (value, at) => {
    if (!(value instanceof Map)) throw wrong(at);
    const object = value as ReadonlyMap<string, Json>;
    if (object.size !== names.length) throw wrong(`${at}: keys`);
    const entries = names.map((name) => {
      const inner = object.get(name);
      const shape = fields[name];
      if (inner === undefined || shape === undefined) throw wrong(`${at}.${name}`);
      return [name, shape(inner, `${at}.${name}`)];
    });
    return Object.fromEntries(entries) as { readonly [K in keyof F]: Of<F[K]> };
  };
}

/** For a key that may be left away: one shape for what has it, another for what has not. */
export function ifHas<T>(key: string, yes: Shape<T>, no: Shape<T>): Shape<T> {
  return (value, at) => ((value as Partial<ReadonlyMap<string, Json>> | null)?.has?.(key) ? yes : no)(value, at);
}

/** Parses and shapes in one step. Refused: "json", "shape", "bytes", "recipient". */
export function read<T>(source: Uint8Array | string, shape: Shape<T>, name: string): T {
  return shape(parseJson(source), name);
}
