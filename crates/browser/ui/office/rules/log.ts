// What is shown of the log: which deeds there are words for, and which of them somebody wants to see.

import type { Day } from "../../staff/days.ts";
import type { DeedView } from "../desk/views.ts";

/** Deeds there is a sentence for. A newer server may write others. */
export const deeds = ["signed-in", "invited", "invitation-withdrawn", "enrolled", "taken-out", "new-keys-agreed", "second-factor-replaced", "one-time-codes-removed", "passkey-added", "passkey-removed", "recovery-codes-renewed", "recovery-code-used", "list-in-force"] as const;

export const isDeed = (kind: string): kind is (typeof deeds)[number] => (deeds as readonly string[]).includes(kind);

/** What to show; an empty choice shows everything. Days count in. */
export interface Choice {
  readonly from: Day | null;
  readonly to: Day | null;
  readonly kind: string;
  readonly person: string;
}

export const EVERYTHING: Choice = { from: null, to: null, kind: "", person: "" };

export function chosen(all: readonly DeedView[], { from, to, kind, person }: Choice): DeedView[] {
  return all.filter(
    (deed) =>
      (from === null || deed.day >= from) &&
      (to === null || deed.day <= to) &&
      (kind === "" || deed.kind === kind) &&
      (person === "" || deed.by === person || deed.about === person),
  );
}

/** Everybody who is named, in the order of the alphabet. */
export function named(all: readonly DeedView[]): string[] {
  const names = all.flatMap(({ by, about }) => [by, about]).filter((name) => name !== null);
  return [...new Set(names)].sort((a, b) => a.localeCompare(b));
}
