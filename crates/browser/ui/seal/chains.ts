// How items hang together: each author's chain, and what each had seen of the others (protocol 4).
// A server that drops, repeats, reorders or swaps items leaves a trace here.

import type { Finding } from "./findings.ts";
import type { Author, Head, Item } from "./item.ts";

/** The items of one audience by author and number. */
export class Chains {
  readonly findings: Finding[] = [];
  readonly #by = new Map<Author, Map<number, Item>>();

  /** Takes verified items of one audience; the same one twice is a finding and is left away. */
  constructor(items: readonly Item[]) {
    const known = new Set<string>();
    for (const item of items) {
      if (known.has(item.hash)) this.findings.push({ kind: "repeated", hash: item.hash });
      else this.#add(item);
      known.add(item.hash);
    }
  }

  #add(item: Item): void {
    const { author, seq } = item.header;
    const chain = this.#by.get(author) ?? new Map<number, Item>();
    this.#by.set(author, chain);
    if (chain.has(seq)) this.findings.push({ kind: "forked", author, seq });
    else chain.set(seq, item);
  }

  at(author: Author, seq: number): Item | undefined {
    return this.#by.get(author)?.get(seq);
  }

  last(author: Author): Item | undefined {
    const chain = this.#by.get(author);
    return chain?.get(Math.max(...chain.keys()));
  }

  /**
   * The last item of every author but one, sorted: what that one writes into its next header. What was seen before and
   * is not shown any more stays in it.
   */
  heads(writer: Author, before: readonly Head[] = []): Head[] {
    const heads = new Map(before.map((head) => [head.author, head]));
    for (const author of this.#by.keys()) {
      const item = this.last(author);
      const known = heads.get(author)?.seq ?? -1;
      if (item && item.header.seq > known) heads.set(author, { author, seq: item.header.seq, hash: item.hash });
    }
    heads.delete(writer);
    return [...heads.values()].sort((a, b) => (a.author < b.author ? -1 : 1));
  }

  /** Every item's predecessor must be there and fit. Authors in `unread` may have items nobody here can open. */
  checkLinks(unread: ReadonlySet<Author>): void {
    for (const [author, chain] of this.#by) {
      const last = this.last(author)?.header.seq ?? -1;
      for (let seq = 0; seq < last; seq++) {
        const next = chain.get(seq + 1);
        const item = chain.get(seq);
        if (item === undefined ? unread.has(author) : next === undefined || next.header.previous === item.hash) continue;
        this.findings.push({ kind: "gap", author, seq });
      }
    }
  }

  /** What somebody saw must be there. */
  checkSeen(seen: readonly Head[], unread: ReadonlySet<Author>): void {
    for (const { author, seq, hash } of seen) {
      const item = this.at(author, seq);
      if (item === undefined ? unread.has(author) : item.hash === hash) continue;
      const known = this.findings.some((one) => one.kind === "dropped" && one.author === author && one.seq === seq);
      if (!known) this.findings.push({ kind: "dropped", author, seq });
    }
  }

  all(): Item[] {
    return [...this.#by.values()].flatMap((chain) => [...chain.values()]);
  }

  /** After what they answer to; otherwise by day, author, number. The server's order never counts. */
  inOrder(): Item[] {
    const rest = this.all().sort((a, b) => a.header.day - b.header.day || byAuthor(a, b));
    const done = new Set<Item>();
    const out: Item[] = [];
    const place = (item: Item): void => {
      const { author, seq, heads } = item.header;
      if (done.has(item)) return;
      done.add(item);
      const before = [...heads, ...(seq > 0 ? [{ author, seq: seq - 1 }] : [])];
      for (const one of before) {
        const earlier = this.at(one.author, one.seq);
        if (earlier) place(earlier);
      }
      out.push(item);
    };
    rest.forEach(place);
    return out;
  }
}

function byAuthor({ header: a }: Item, { header: b }: Item): number {
  return a.author === b.author ? a.seq - b.seq : a.author < b.author ? -1 : 1;
}
