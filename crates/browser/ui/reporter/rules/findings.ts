/**
 * From what the checks found to what is said (`finding-<kind>`), each sentence once, the gravest first; and whether an answer may still be
 * written. Blocked is whatever could lead an answer to somebody who should not read it.
 */
import type { Finding } from "../../seal/findings.ts";

/** Gravest first. */
const SAID = [
  "reader-left-out",
  "reader-unknown",
  "reader-other",
  "roster-forged",
  "roster-other",
  "roster-old",
  "roster-expired",
  "state-old",
  "readers-missing",
  "item-forged",
  "item-unknown",
  "readers-refused",
  "changed",
  "missing",
  "own-missing",
  "order",
  "repeated",
  "item-other",
  "item-broken",
  "attachment",
] as const;

export type Said = (typeof SAID)[number];

const BLOCKS: readonly Said[] = ["reader-left-out", "reader-unknown", "reader-other", "roster-forged", "roster-other", "roster-old", "roster-expired", "state-old", "readers-missing", "item-unknown"];

/** Which sentence stands for a finding. */
export function saidOf(finding: Finding): Said {
  switch (finding.kind) {
    case "unreadable":
      return "item-broken";
    case "other-case":
      return "item-other";
    case "forged":
      return "item-forged";
    case "stranger":
      return "item-unknown";
    case "left-out":
      return "reader-left-out";
    case "repeated":
      return "repeated";
    case "forked":
      return "changed";
    case "gap":
      return "order";
    case "dropped":
      return "missing";
    case "own-missing":
      return "own-missing";
    case "state-rolled-back":
      return "state-old";
    case "notice-refused":
      // Any reader can put a notice there that does not count: only one that could be the right one is in the way.
      if (!finding.doubt) return "readers-refused";
      if (finding.why === "roles") return "reader-other";
      return finding.why === "left-out" ? "reader-left-out" : "reader-unknown";
    case "notice-dropped":
      return "readers-missing";
    case "old-roster":
      return "roster-old";
    case "attachment-missing":
      return "attachment";
  }
}

/** Each sentence once, gravest first. */
export function sayFindings(findings: readonly Finding[], more: readonly Said[] = []): Said[] {
  const said = new Set<Said>([...findings.map(saidOf), ...more]);
  return SAID.filter((one) => said.has(one));
}

/** Whether an answer could reach somebody it should not. */
export function blocksReply(said: readonly Said[]): boolean {
  return said.some((one) => BLOCKS.includes(one));
}
