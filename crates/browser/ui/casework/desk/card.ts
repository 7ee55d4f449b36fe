// The card of a case as a page shows it: names for ids, and what each change says.

import type { StaffId } from "../../seal/bytes.ts";
import { cardOf, changesIn } from "../../seal/card.ts";
import type { Case } from "../../seal/casework.ts";
import type { Change } from "../../seal/change.ts";
import { shortName } from "../rules/case-list.ts";
import type { CardView, ChangeView, Named } from "./views.ts";

type NamedOf = (id: StaffId) => Named;

export function cardView({ notes, notice }: Case, me: StaffId, named: NamedOf): CardView {
  const { lead, tasks, ended, ...card } = cardOf(changesIn(notes));
  const orNobody = (id: StaffId | null): Named | null => (id === null ? null : named(id));
  // Only a member can be the second who agrees: a stand-in who sleeps sees nothing of it.
  const mayAgree = ended !== null && !ended.holds && ended.by !== me && notice.members.includes(me);
  return {
    ...card,
    lead: orNobody(lead),
    tasks: tasks.map((task) => ({ ...task, who: orNobody(task.who) })),
    ended: ended && { ...ended, by: named(ended.by), agreed: orNobody(ended.agreed), mayAgree },
  };
}

const plain = { said: "", reason: "", on: true };

export function changeView(change: Change, named: NamedOf): ChangeView {
  const { change: kind, value } = change;
  switch (kind) {
    case "title":
      return { ...plain, change: kind, said: value, on: value !== "" };
    case "label":
      return { ...plain, change: kind, said: value.name, on: value.on };
    case "lead":
      return { ...plain, change: kind, who: value === null ? null : named(value), on: value !== null };
    case "task":
      return { ...plain, change: kind, said: value.text, on: !value.done };
    case "linked":
      return { ...plain, change: kind, said: shortName(value.name), on: value.on };
    case "hand-off":
      return { ...plain, change: kind, said: value.to, reason: value.reason };
    case "outcome":
    case "closure":
      return { ...plain, change: kind, choice: value.choice, reason: value.reason };
    case "reopened":
      return { ...plain, change: kind, reason: value };
    case "agreed":
    case "identity-read":
      return { ...plain, change: kind };
    case "identity-asked":
      return { ...plain, change: kind, people: value.to.map(named), reason: value.reason };
  }
}
