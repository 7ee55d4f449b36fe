/**
 * The bridge between a page and its Worker: calls with answers, progress, errors by name, and a way to stop one.
 * Keeps no data beyond open calls. What crosses is copied or handed over by the browser; nothing is written anywhere.
 */

/** What a Worker can do: name → function of what is asked and of how to tell. */
export type Tasks = Record<string, (asked: never, call: CallContext) => Promise<unknown>>;

/** Given to each running task. */
export interface CallContext {
  /** Tells the page how far the work is. */
  tell(progress: unknown): void;
  /** Fires when the page no longer wants the answer. */
  signal: AbortSignal;
}

/** An error that crossed the bridge: `name` and `facts` are for choosing words, never for showing as they are. */
export class TaskFailed extends Error {
  constructor(
    readonly failure: string,
    readonly facts: Readonly<Record<string, unknown>>,
  ) {
    super(failure);
  }
}

/** Errors that a Worker throws on purpose say what they are called and what goes with them. */
export interface Telling {
  failure: string;
  facts: Record<string, unknown>;
}

type ToWorker = { call: number; task: string; asked: unknown } | { stop: number };
type ToPage =
  | { call: number; answer: unknown }
  | { call: number; progress: unknown }
  | { call: number; failure: string; facts: Record<string, unknown> };

/** The page's end. */
export interface Bridge<T extends Tasks> {
  call<K extends keyof T & string>(
    task: K,
    asked: Parameters<T[K]>[0],
    options?: { progress?: (progress: unknown) => void; signal?: AbortSignal; hand?: Transferable[] },
  ): Promise<Awaited<ReturnType<T[K]>>>;
  /** Ends the Worker at once, with everything in it. */
  end(): void;
}

interface Open {
  resolve(answer: unknown): void;
  reject(error: unknown): void;
  progress: ((progress: unknown) => void) | undefined;
}

/** What messages go through: a Worker, a port of a SharedWorker, or a Worker's own scope. */
export interface Port {
  postMessage(message: unknown, hand?: Transferable[]): void;
  onmessage: ((event: MessageEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

/** Starts the Worker at `path`, a file of our own origin. */
export function openBridge<T extends Tasks>(path: string): Bridge<T> {
  const worker = new Worker(trustedWorker(path), { type: "module" });
  const { bridge, breakAll } = bridgeOver<T>(worker as Port, () => worker.terminate());
  worker.onerror = breakAll;
  return bridge;
}

/**
 * Joins the SharedWorker at `path`: one for all tabs of our origin, gone with the last of them. A browser without any gets a
 * Worker of this tab's own. `end` leaves it.
 */
export function openSharedBridge<T extends Tasks>(path: string): Bridge<T> {
  if (typeof SharedWorker === "undefined") return openBridge<T>(path);
  const shared = new SharedWorker(trustedWorker(path), { type: "module", name: path });
  const { bridge, breakAll } = bridgeOver<T>(shared.port as Port, () => shared.port.close());
  shared.onerror = breakAll;
  return bridge;
}

/** The page's end over a port that is already open. */
export function bridgeOver<T extends Tasks>(port: Port, leave: () => void): { bridge: Bridge<T>; breakAll: () => void } {
  const open = new Map<number, Open>();
  let next = 0;
  const breakAll = () => {
    for (const call of open.values()) call.reject(new TaskFailed("worker-broken", {}));
    open.clear();
  };
  port.onmessage = (event: MessageEvent<ToPage>) => settle(open, event.data);
  port.onmessageerror = breakAll;
  const bridge: Bridge<T> = {
    call(task, asked, options = {}) {
      const call = next++;
      options.signal?.addEventListener("abort", () => port.postMessage({ stop: call } satisfies ToWorker));
      return new Promise((resolve, reject) => {
        open.set(call, { resolve: resolve as (answer: unknown) => void, reject, progress: options.progress });
        port.postMessage({ call, task, asked } satisfies ToWorker, options.hand ?? []);
      });
    },
    end() {
      leave();
      breakAll();
    },
  };
  return { bridge, breakAll };
}

function settle(open: Map<number, Open>, message: ToPage): void {
  const call = open.get(message.call);
  if (!call) return;
  if ("progress" in message) {
    call.progress?.(message.progress);
    return;
  }
  open.delete(message.call);
  if ("failure" in message) call.reject(new TaskFailed(message.failure, message.facts));
  else call.resolve(message.answer);
}

/** The Worker's end: answers calls until it is ended. `name` turns any error into one that can cross. Serves each tab of a SharedWorker alike. */
export function serveBridge(tasks: Tasks, name: (error: unknown) => Telling): void {
  if (!("onconnect" in self)) {
    servePort(self as unknown as Port, tasks, name);
    return;
  }
  self.onconnect = (event: MessageEvent) => {
    for (const port of event.ports) servePort(port as Port, tasks, name);
  };
}

/** Answers calls that come through one port. */
export function servePort(port: Port, tasks: Tasks, name: (error: unknown) => Telling): void {
  const running = new Map<number, AbortController>();
  const post = (message: ToPage) => port.postMessage(message);
  port.onmessage = async (event: MessageEvent<ToWorker>) => {
    const message = event.data;
    if ("stop" in message) {
      running.get(message.stop)?.abort();
      return;
    }
    const { call, task, asked } = message;
    const control = new AbortController();
    running.set(call, control);
    try {
      const work = tasks[task];
      if (!work) throw new Error(`no task ${task}`);
      const answer = await work(asked as never, { tell: (progress) => post({ call, progress }), signal: control.signal });
      post({ call, answer });
    } catch (error) {
      post({ call, ...name(error) });
    } finally {
      running.delete(call);
    }
  };
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(path: string): string }): { createScriptURL(path: string): unknown };
}

/** The one Trusted Types policy, `sottovoce-worker`: it lets through a Worker file of our own, and nothing else. */
function trustedWorker(path: string): string {
  const trusted = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (!/^\/[a-z-]+\.js$/.test(path)) throw new Error("not a worker of ours");
  if (!trusted) return path;
  policy ??= trusted.createPolicy("sottovoce-worker", {
    createScriptURL(asked) {
      if (!/^\/[a-z-]+\.js$/.test(asked)) throw new Error("not a worker of ours");
      return asked;
    },
  });
  return policy.createScriptURL(path) as string;
}
let policy: ReturnType<TrustedTypes["createPolicy"]> | undefined;
