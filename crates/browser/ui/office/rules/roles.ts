// What people can be here, in the order of the table of permissions.

export const roles = ["handler", "fallback", "governing", "custodian", "officer", "manager", "auditor", "administrator"] as const;
export type Role = (typeof roles)[number];

/** Who can be sent a key, and therefore stands on the list. */
const LISTED: ReadonlySet<string> = new Set(["handler", "fallback", "governing", "custodian", "officer"]);
/** Who has cases of their own. */
const READS: ReadonlySet<string> = new Set(["handler", "fallback", "governing"]);

/** Who may be one of two that let a colleague enrol anew. */
const AGREES: ReadonlySet<string> = new Set(["handler", "governing", "administrator"]);

export const isListed = (held: readonly string[]): boolean => held.some((role) => LISTED.has(role));
export const readsCases = (held: readonly string[]): boolean => held.some((role) => READS.has(role));
export const audits = (held: readonly string[]): boolean => held.includes("auditor");
export const mayAgree = (held: readonly string[]): boolean => held.some((role) => AGREES.has(role));
export const administers = (held: readonly string[]): boolean => held.includes("administrator");

/** Groups as typed: with commas between, each once. */
export function groupsOf(typed: string): string[] {
  return [...new Set(typed.split(",").map((group) => group.trim()).filter((group) => group !== ""))];
}
