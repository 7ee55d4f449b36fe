// What is being written about a case: replies, notes, reasons, tasks. They live in the page's memory and
// outlast an ended session; they are shown again to the same person only, and
// never written to the device.

export type DraftKind = "reply" | "note" | "outcome" | "hand-off" | "closure" | "reopened" | "task" | "ask-name" | "withhold-name" | "answer";

/** What was typed and picked; `Picked` is `File` in the browser. */
export interface Draft<Picked> {
  readonly text: string;
  readonly files: readonly Picked[];
}

export class DraftKeeper<Picked> {
  private owner: string | null = null;
  private readonly kept = new Map<string, Draft<Picked>>();

  /** Somebody signed in. Another person's drafts are dropped, one's own stay. */
  signedIn(person: string): void {
    if (this.owner !== person) this.kept.clear();
    this.owner = person;
  }

  /** Keeps a draft; an empty one is forgotten. */
  keep(caseId: string, kind: DraftKind, draft: Draft<Picked>): void {
    const key = `${caseId}/${kind}`;
    if (draft.text === "" && draft.files.length === 0) this.kept.delete(key);
    else this.kept.set(key, draft);
  }

  take(caseId: string, kind: DraftKind): Draft<Picked> {
    return this.kept.get(`${caseId}/${kind}`) ?? { text: "", files: [] };
  }

  /** It was sent. */
  forget(caseId: string, kind: DraftKind): void {
    this.kept.delete(`${caseId}/${kind}`);
  }

  /** True while closing the page would lose something. */
  get unsent(): boolean {
    return this.kept.size > 0;
  }

  /** Signed out on purpose: nothing is kept. */
  clear(): void {
    this.kept.clear();
    this.owner = null;
  }
}
