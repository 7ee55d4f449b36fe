/** Proof of work in the Worker: steps, so that stopping is heard in between. */
import type { SubmissionId } from "../../seal/bytes.ts";
import { type Work, WorkSolver } from "../../seal/work.ts";
import { fetchChallenge } from "./door.ts";

const STEP = 20_000;

/** Fetches a challenge and solves it. `bytes` are the declared ones of an upload, 0 without. */
export async function doWork(submission: SubmissionId, bytes: number, signal: AbortSignal): Promise<Work> {
  const solver = new WorkSolver(await fetchChallenge(signal), submission, bytes);
  for (;;) {
    const work = solver.step(STEP);
    if (work) return work;
    // Lets a message from the page in.
    await new Promise((resolve) => setTimeout(resolve, 0));
    signal.throwIfAborted();
  }
}
