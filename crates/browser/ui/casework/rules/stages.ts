// The stages a reporter reads, and which of them can follow. The words for
// each are in the texts; what a stage sets on the server is said here once.

export const STAGES = ["confirmed", "assessing", "question", "investigating", "acting", "feedback", "closed"] as const;
export type Stage = (typeof STAGES)[number];

/** Marks the server may learn with a stage: only that it was confirmed, or closed. */
export interface Marks {
  readonly acknowledged?: true;
  readonly closed?: true;
}

export function isStage(value: unknown): value is Stage {
  return STAGES.some((stage) => stage === value);
}

/** The stages that can be chosen: not the present one; confirming first, once. */
export function choices(now: Stage | null, acknowledged: boolean): Stage[] {
  if (!acknowledged) return ["confirmed"];
  return STAGES.filter((stage) => stage !== "confirmed" && stage !== now);
}

/** What the server is told with a stage. Closing also confirms, or a deadline would never rest. */
export function marksOf(stage: Stage, acknowledged: boolean): Marks {
  if (stage === "closed") return acknowledged ? { closed: true } : { acknowledged: true, closed: true };
  return stage === "confirmed" ? { acknowledged: true } : {};
}
