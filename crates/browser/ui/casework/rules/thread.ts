// The order in which a conversation reads. Items carry days, not hours; what an
// author had seen before writing is in `heads`, and that comes first.

import type { Day } from "./days.ts";

/** What of an item's header decides its place. */
export interface Placed {
  readonly author: string;
  readonly seq: number;
  readonly day: Day;
  readonly heads: readonly { readonly author: string; readonly seq: number }[];
}

const key = (author: string, seq: number): string => `${author}/${seq}`;

/** Whatever somebody had read stands before what they wrote; else by day, then the reporter first. */
export function inOrder<T extends Placed>(items: readonly T[]): T[] {
  const waiting = new Map<T, number>();
  const unlocks = new Map<string, T[]>();
  const there = new Set(items.map((item) => key(item.author, item.seq)));
  for (const item of items) {
    const before = needs(item).filter((one) => there.has(one));
    waiting.set(item, before.length);
    for (const one of before) unlocks.set(one, [...(unlocks.get(one) ?? []), item]);
  }
  const ready = items.filter((item) => waiting.get(item) === 0);
  const order: T[] = [];
  while (ready.length > 0) {
    ready.sort(earlier);
    const next = ready.shift();
    if (next === undefined) break;
    order.push(next);
    for (const freed of unlocks.get(key(next.author, next.seq)) ?? []) {
      const left = (waiting.get(freed) ?? 0) - 1;
      waiting.set(freed, left);
      if (left === 0) ready.push(freed);
    }
  }
  // A ring of heads cannot be written honestly; such items are shown last rather than hidden.
  const placed = new Set(order);
  return [...order, ...items.filter((item) => !placed.has(item)).sort(earlier)];
}

function needs(item: Placed): string[] {
  const own = item.seq > 0 ? [key(item.author, item.seq - 1)] : [];
  return [...new Set([...own, ...item.heads.map((head) => key(head.author, head.seq))])];
}

function earlier(a: Placed, b: Placed): number {
  if (a.day !== b.day) return a.day - b.day;
  if (a.author !== b.author) {
    if (a.author === "reporter") return -1;
    if (b.author === "reporter") return 1;
    return a.author < b.author ? -1 : 1;
  }
  return a.seq - b.seq;
}
