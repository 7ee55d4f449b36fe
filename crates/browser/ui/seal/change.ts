// One change to the card of a case, as members write it among themselves (protocol 4). Says one thing and not the whole card, so that of two
// who change different things at once nobody's is lost.

import { closures, isIdentityReason, isLine, isReason, LABEL_LENGTH, LINE_LENGTH, outcomes } from "./card_terms.ts";
import { caseId, day, hash, staffId, staffIds, taskId } from "./ids.ts";
import type { Json } from "./json.ts";
import { Refused } from "./refusal.ts";
import { flag, type Of, oneOf, orNull, record, type Shape, text } from "./shape.ts";

export const fits = (rule: (value: string) => boolean): Shape<string> => (value, at) => {
  const read = text(value, at);
  if (!rule(read)) throw new Refused("shape", at);
  return read;
};
const line = fits((value) => isLine(value, LINE_LENGTH));
const label = fits((value) => isLine(value, LABEL_LENGTH));
const reason = fits(isReason);
const title = fits((value) => value === "" || isLine(value, LINE_LENGTH));

const task = record({ task: taskId, text: line, who: orNull(staffId), due: orNull(day), done: flag });
/** A task as it is from now on. */
export type Task = Of<typeof task>;

/** Why a name is asked for, or shown, or not. */
export const identityReason = fits(isIdentityReason);
/** The two keepers who are asked, sorted. */
export const twoKeepers: typeof staffIds = (value, at) => {
  const ids = staffIds(value, at);
  if (ids.length !== 2) throw new Refused("shape", at);
  return ids;
};
const identityAsked = record({ request: hash, vault: hash, to: twoKeepers, reason: identityReason, withheld: orNull(identityReason) });
/** That somebody asks two keepers for the reporter's name, as all members of the case are told before. */
export type IdentityAsked = Of<typeof identityAsked>;

const values = {
  title,
  label: record({ name: label, on: flag }),
  lead: orNull(staffId),
  outcome: record({ choice: oneOf(...outcomes), reason }),
  task,
  linked: record({ name: caseId, on: flag }),
  "hand-off": record({ to: line, reason }),
  closure: record({ choice: oneOf(...closures), reason }),
  reopened: reason,
  agreed: hash,
  "identity-asked": identityAsked,
  "identity-read": hash,
};

export type Change = { [K in keyof typeof values]: { readonly change: K; readonly value: Of<(typeof values)[K]> } }[keyof typeof values];

const names = Object.keys(values) as (keyof typeof values)[];
const outer = record({ change: oneOf(...names), value: (value: Json) => value });

/** Refused: "shape". */
export const change: Shape<Change> = (value, at) => {
  const read = outer(value, at);
  return { change: read.change, value: values[read.change](read.value, `${at}.value`) } as Change;
};
