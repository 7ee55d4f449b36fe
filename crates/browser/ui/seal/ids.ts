// Shapes of ids, hashes, keys and days, which every signed thing names.

import type { CaseId, Hash, PublicKey, StaffId, TaskId } from "./bytes.ts";
import { hex, sorted, whole } from "./shape.ts";

const NEWEST_DAY = 1_000_000;

export const staffId = hex<StaffId>(16);
export const caseId = hex<CaseId>(16);
export const taskId = hex<TaskId>(16);
export const hash = hex<Hash>(32);
export const publicKey = hex<PublicKey>(32);
export const day = whole(0, NEWEST_DAY);
export const staffIds = sorted(staffId, (id) => id);
