// JSON read strictly: UTF-8, no key twice, whole numbers only, nothing after the end (protocol 1).
// JSON.parse alone would take the last of two equal keys, where another reader may take the first.

import { utf8 } from "./bytes.ts";
import { Refused } from "./refusal.ts";

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = ReadonlyMap<string, Json>;

const DEEPEST = 32;

/** Reads UTF-8 without a byte order mark. Refused: "json". */
export function readUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refused("json", "not UTF-8");
  }
}

/** Parses one JSON text. Refused: "json". */
export function parseJson(source: Uint8Array | string): Json {
  return new Parser(typeof source === "string" ? source : readUtf8(source)).whole();
}

/** Writes JSON; halves of surrogate pairs, which no strict reader takes, become replacement characters. */
export function writeJson(value: unknown): Uint8Array {
  return utf8(JSON.stringify(value, (_, inner: unknown) => (typeof inner === "string" ? wellFormed(inner) : inner)));
}

function wellFormed(text: string): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(utf8(text));
}

class Parser {
  #at = 0;
  constructor(readonly source: string) {}

  whole(): Json {
    const value = this.#value(0);
    this.#space();
    if (this.#at !== this.source.length) throw this.#wrong("more after the end");
    return value;
  }

  #wrong(what: string): Refused {
    return new Refused("json", `${what} at ${String(this.#at)}`);
  }

  /** Matches at the current place and moves on. The expression must be sticky. */
  #take(expression: RegExp): string | undefined {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.source)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #space(): void {
    this.#take(/[ \t\n\r]*/y);
  }

  #is(character: string): boolean {
    this.#space();
    if (this.source[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #value(depth: number): Json {
    if (depth > DEEPEST) throw this.#wrong("too deep");
    this.#space();
    switch (this.source[this.#at]) {
      case "{":
        return this.#object(depth);
      case "[":
        return this.#array(depth);
      case '"':
        return this.#string();
      default:
        return this.#plain();
    }
  }

  #object(depth: number): JsonObject {
    const object = new Map<string, Json>();
    this.#at++;
    if (this.#is("}")) return object;
    do {
      this.#space();
      const key = this.#string();
      if (object.has(key)) throw this.#wrong("a key twice");
      if (!this.#is(":")) throw this.#wrong("no colon");
      object.set(key, this.#value(depth + 1));
    } while (this.#is(","));
    if (!this.#is("}")) throw this.#wrong("no end of object");
    return object;
  }

  #array(depth: number): Json[] {
    const array: Json[] = [];
    this.#at++;
    if (this.#is("]")) return array;
    do array.push(this.#value(depth + 1));
    while (this.#is(","));
    if (!this.#is("]")) throw this.#wrong("no end of array");
    return array;
  }

  /** The scanner of JSON.parse reads one string or literal at a time, so escapes are its business. */
  #string(): string {
    const raw = this.#take(/"(?:[^"\\\u0000-\u001f]+|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*"/y);
    if (raw === undefined) throw this.#wrong("no string");
    const text = JSON.parse(raw) as string;
    if (wellFormed(text) !== text) throw this.#wrong("half a surrogate pair");
    return text;
  }

  #plain(): Json {
    const raw = this.#take(/true|false|null|-?(?:0|[1-9][0-9]*)/y);
    const after = this.source[this.#at];
    if (raw === undefined || (after !== undefined && /[0-9a-zA-Z.+-]/.test(after))) throw this.#wrong("no value");
    const value = JSON.parse(raw) as boolean | number | null;
    if (typeof value === "number" && !Number.isSafeInteger(value)) throw this.#wrong("number too large");
    return value;
  }
}
