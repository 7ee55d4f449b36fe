// What can be wrong with a case, in names that the texts have a sentence for.
// Says which of them stop writing, and which close the whole case.

/** Somebody's hand: nothing is sealed here until people have settled it. */
export const STOPPING = [
  "other-case",
  "forged",
  "stranger",
  "left-out",
  "forked",
  "gap",
  "notice-author",
  "notice-link",
  "notice-left-out",
  "notice-dropped",
  "keys-older",
] as const;

/** Something is lost, held back or late; what is there can still be answered. */
export const SOFT = ["unreadable", "repeated", "dropped", "old-list", "attachment-missing", "readers-differ"] as const;

/** Nothing could be trusted, so nothing is shown. */
export const CLOSING = [
  "no-own-key",
  "no-report",
  "no-signature",
  "other-keys",
  "more-keys",
  "reader-left-out",
  "damaged",
  "no-list",
] as const;

export type FindingCode = (typeof STOPPING)[number] | (typeof SOFT)[number];
export type ClosingCode = (typeof CLOSING)[number];

export interface Finding {
  readonly code: FindingCode;
  /** Whom the sentence names; the reporter has no name. */
  readonly name?: string;
  readonly reporter?: true;
  readonly count?: number;
}

/** Whether this finding forbids sealing anything in the case. */
export function stops(finding: Finding): boolean {
  return STOPPING.some((code) => code === finding.code);
}

/** Each said once, those that stop first; counts are added up. */
export function tidy(findings: readonly Finding[]): Finding[] {
  const once = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.code}/${finding.reporter ? "reporter" : ""}/${finding.name ?? ""}`;
    const before = once.get(key);
    const count = finding.count === undefined ? {} : { count: finding.count + (before?.count ?? 0) };
    once.set(key, { ...finding, ...count });
  }
  return [...once.values()].sort((a, b) => Number(stops(b)) - Number(stops(a)));
}
