/**
 * HTTP to our own origin: JSON and octets in, problems out (RFC 9457). Works in pages and in Workers.
 * Never follows redirects, never caches, never talks to another origin. Cookies only where `session` is set.
 */

/** The server answered, and said no. `type` is the problem's kind, `detail` may be shown. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    readonly title: string,
    readonly detail: string,
    /** What the type adds, for example the limits. */
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${status} ${type}`);
  }
}

/** No answer, or one cut off in the middle: nobody knows whether the server took the request. */
export class Unreachable extends Error {}

/** An answer that is not what the interface promises. */
export class Garbled extends Error {}

export interface Asked {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Sent as JSON. */
  json?: unknown;
  /** JSON bodies are filled with trailing spaces up to this many bytes. */
  padTo?: number;
  /** Sent as octets. */
  octets?: Uint8Array<ArrayBuffer>;
  /** Send and take the session's cookie (staff only). */
  session?: boolean;
  signal?: AbortSignal;
  /** Give up after so many milliseconds without an answer. Default 60 s. */
  patience?: number;
}

/** Asks for JSON. The caller parses what comes. */
export async function askJson(path: string, asked: Asked = {}): Promise<unknown> {
  const answer = await ask(path, asked);
  const text = await body(() => answer.text());
  if (answer.status === 204) return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new Garbled(path);
  }
}

/** Asks for octets. */
export async function askOctets(path: string, asked: Asked = {}): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await ask(path, asked);
  return new Uint8Array(await body(() => answer.arrayBuffer()));
}

async function ask(path: string, asked: Asked): Promise<Response> {
  if (!path.startsWith("/") || path.startsWith("//")) throw new Garbled("own origin only");
  const signals = [AbortSignal.timeout(asked.patience ?? 60_000)];
  if (asked.signal) signals.push(asked.signal);
  const answer = await body(() =>
    fetch(path, {
      method: asked.method ?? "GET",
      headers: headers(asked),
      body: payload(asked),
      credentials: asked.session === true ? "same-origin" : "omit",
      cache: "no-store",
      redirect: "error",
      referrerPolicy: asked.session === true ? "same-origin" : "no-referrer",
      signal: AbortSignal.any(signals),
    }),
  );
  if (!answer.ok) throw await problem(answer);
  return answer;
}

function headers(asked: Asked): Record<string, string> {
  if (asked.json !== undefined) return { "content-type": "application/json" };
  if (asked.octets) return { "content-type": "application/octet-stream" };
  return {};
}

function payload(asked: Asked): Uint8Array<ArrayBuffer> | null {
  if (asked.octets) return asked.octets;
  if (asked.json === undefined) return null;
  const bytes = new TextEncoder().encode(JSON.stringify(asked.json));
  const padded = new Uint8Array(Math.max(bytes.length, asked.padTo ?? 0)).fill(0x20);
  padded.set(bytes);
  return padded;
}

/** What the browser throws on a lost connection becomes `Unreachable`; a wanted stop stays what it is. */
async function body<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Unreachable(String(error));
  }
}

async function problem(answer: Response): Promise<Problem> {
  let told: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(await answer.text());
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) told = parsed as Record<string, unknown>;
  } catch {
    // A proxy's page, or nothing at all: the status says enough.
  }
  const { type, title, detail, status: _status, ...more } = told;
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  return new Problem(answer.status, text(type) || "about:blank", text(title), text(detail), more);
}
