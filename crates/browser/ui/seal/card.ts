// The card of a case: what its members' changes come to, in the order in which they were made. The server knows nothing of it; a rule
// for two people holds because both signed.

import type { CaseId, Day, Hash, StaffId, TaskId } from "./bytes.ts";
import type { Chains } from "./chains.ts";
import type { Closure, Outcome } from "./card_terms.ts";
import { type Change, change, type Task } from "./change.ts";
import type { Finding } from "./findings.ts";
import type { Item } from "./item.ts";
import type { Json } from "./json.ts";
import { Refused } from "./refusal.ts";

/** One change with who made it, when, and the hash of the item it stands in. */
export interface Made {
  readonly by: StaffId;
  readonly day: Day;
  readonly hash: Hash;
  readonly change: Change;
}

/** How a case ended. */
export interface Ended {
  readonly choice: Closure;
  readonly reason: string;
  readonly by: StaffId;
  /** The second member who agreed, if any. */
  readonly agreed: StaffId | null;
  /** By which somebody agrees. */
  readonly hash: Hash;
  /** Whether it counts: "knowingly false" only when another member agreed to exactly this. */
  readonly holds: boolean;
}

export interface Card {
  /** Empty where members do not call it anything. */
  readonly title: string;
  readonly labels: readonly string[];
  readonly lead: StaffId | null;
  readonly outcome: { readonly choice: Outcome; readonly reason: string } | null;
  /** In the order in which they were set. */
  readonly tasks: readonly Task[];
  readonly linked: readonly CaseId[];
  readonly handed: readonly { readonly day: Day; readonly to: string; readonly reason: string }[];
  readonly ended: Ended | null;
}

/** The card after these changes, made in this order. */
export function cardOf(changes: Iterable<Made>): Card {
  let title = "";
  let lead: StaffId | null = null;
  let outcome: Card["outcome"] = null;
  let ended = null as Ended | null;
  const labels = new Set<string>();
  const linked = new Set<CaseId>();
  const tasks = new Map<TaskId, Task>();
  const handed: Card["handed"][number][] = [];
  for (const { by, day, hash, change: made } of changes) {
    switch (made.change) {
      case "title":
        title = made.value;
        break;
      case "lead":
        lead = made.value;
        break;
      case "outcome":
        outcome = made.value;
        break;
      case "label":
        switchOne(labels, made.value.name, made.value.on);
        break;
      case "linked":
        switchOne(linked, made.value.name, made.value.on);
        break;
      case "task":
        tasks.set(made.value.task, made.value);
        break;
      case "hand-off":
        handed.push({ day, ...made.value });
        break;
      case "closure":
        ended = { ...made.value, by, agreed: null, hash, holds: made.value.choice !== "knowingly-false" };
        break;
      case "reopened":
        ended = null;
        break;
      // Names that were asked for are no part of the card: identity_case.ts reads them.
      case "identity-asked":
      case "identity-read":
        break;
      case "agreed":
        // Who said it cannot be the second who agrees, and agreeing to an earlier one says nothing of this.
        if (ended?.hash === made.value && ended.by !== by && ended.agreed === null) ended = { ...ended, agreed: by, holds: true };
        break;
    }
  }
  return { title, labels: [...labels].sort(byCodePoint), lead, outcome, tasks: [...tasks.values()], linked: [...linked].sort(), handed, ended };
}

/** Keeps items whose change, if they are one, can be read; of the others is said that they are not what they should be. */
export function readableOnly(items: readonly Item[], findings: Finding[]): Item[] {
  return items.filter((item) => {
    try {
      changeIn(item);
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      findings.push({ kind: "forged", author: item.header.author, hash: item.hash });
      return false;
    }
  });
}

/** What an item changes on the card; `null` where it is something else. Refused: "shape". */
export function changeIn({ body }: Pick<Item, "body">): Change | null {
  return body.kind === "change" ? change(body.change as Json, "change") : null;
}

/** The changes among members' items, in the order in which they were written. */
export function changesIn(notes: Chains): Made[] {
  return notes.inOrder().flatMap((item) => {
    const made = changeIn(item);
    return made === null ? [] : [{ by: item.header.author as StaffId, day: item.header.day, hash: item.hash, change: made }];
  });
}

function switchOne<T>(set: Set<T>, name: T, on: boolean): void {
  if (on) set.add(name);
  else set.delete(name);
}

/** As Rust orders texts: JavaScript's own order puts signs beyond the first plane before some of the first. */
function byCodePoint(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  for (let n = 0; n < Math.min(a.length, b.length); n += 1) {
    const [x, y] = [a[n]?.codePointAt(0) ?? 0, b[n]?.codePointAt(0) ?? 0];
    if (x !== y) return x - y;
  }
  return a.length - b.length;
}
