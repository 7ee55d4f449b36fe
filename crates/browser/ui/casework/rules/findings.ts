// What can be wrong with a case, in names that the texts have a sentence for.
// Says which of them stop writing, and which close the whole case.

/** What is written now could reach somebody who must not have it: nothing is sealed. */
export const STOPPING = ["keys-older", "stranger", "left-out"] as const;

/** Somebody's hand, but the keys are the right ones: said loudly, and the choice is left to the person. Else one forged entry would silence a case for ever. */
export const GRAVE = ["other-case", "forged", "forked", "gap", "notice-author", "notice-link", "notice-left-out", "notice-roles", "notice-rival", "notice-dropped"] as const;

/** Something is lost, held back or late. */
export const SOFT = ["unreadable", "repeated", "dropped", "lost-since", "old-list", "attachment-missing", "readers-differ"] as const;

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

export type FindingCode = (typeof STOPPING)[number] | (typeof GRAVE)[number] | (typeof SOFT)[number];
export type ClosingCode = (typeof CLOSING)[number];

export interface Finding {
  readonly code: FindingCode;
  /** Whom the sentence names; the reporter has no name. */
  readonly name?: string;
  readonly reporter?: true;
  readonly count?: number;
}

const WEIGHTS = ["stops", "grave", "soft"] as const;
export type Weight = (typeof WEIGHTS)[number];

export function weigh({ code }: Finding): Weight {
  if (STOPPING.some((one) => one === code)) return "stops";
  return GRAVE.some((one) => one === code) ? "grave" : "soft";
}

/** Whether this finding forbids sealing anything in the case. */
export function stops(finding: Finding): boolean {
  return weigh(finding) === "stops";
}

/** The heaviest of them. */
export function heaviest(findings: readonly Finding[]): Weight {
  const weights = findings.map(weigh);
  return WEIGHTS.find((weight) => weights.includes(weight)) ?? "soft";
}

/** Each said once, the heaviest first; counts are added up. */
export function tidy(findings: readonly Finding[]): Finding[] {
  const once = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.code}/${finding.reporter ? "reporter" : ""}/${finding.name ?? ""}`;
    const before = once.get(key);
    const count = finding.count === undefined ? {} : { count: finding.count + (before?.count ?? 0) };
    once.set(key, { ...finding, ...count });
  }
  return [...once.values()].sort((a, b) => WEIGHTS.indexOf(weigh(a)) - WEIGHTS.indexOf(weigh(b)));
}
