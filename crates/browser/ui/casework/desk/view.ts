// From a checked case to what a page shows: names for ids, entries in order,
// and every finding under the name of its sentence.

import type { StaffId } from "../../seal/bytes.ts";
import { changeIn } from "../../seal/card.ts";
import type { Chains } from "../../seal/chains.ts";
import type { Finding as Found } from "../../seal/findings.ts";
import type { Attachment, Author, Item } from "../../seal/item.ts";
import { type Finding, stops, tidy } from "../rules/findings.ts";
import { isStage, type Stage } from "../rules/stages.ts";
import { cardView, changeView } from "./card.ts";
import type { Held } from "./cases.ts";
import type { CaseView, Entry, FileView, Named, NameView, ReportView } from "./views.ts";

export interface Telling {
  /** Who looks. */
  readonly me: StaffId;
  readonly nameOf: (id: StaffId) => string | null;
  readonly questions: string | null;
  /** Who enrolled anew since they read the case. */
  readonly anew: readonly StaffId[];
  /** What is to be said of the reporter's name. */
  readonly name: NameView | null;
}

export function viewOf(held: Held, telling: Telling): CaseView {
  const { told, checked } = held;
  const named = (id: StaffId): Named => ({ id, name: telling.nameOf(id) });
  const there = new Set<string>(told.attachments.map(({ sha256 }) => sha256));
  const entries = (chains: Chains): Entry[] => chains.inOrder().flatMap((item) => entryOf(item, telling.me, named, there));
  const findings = tidy([...checked.findings.map((one) => sentenceOf(one, telling)), ...fromServer(held, telling)]);
  return {
    row: { ...told.row, keyringVersion: checked.keyring.header.version },
    report: reportOf(checked.conversation.at("reporter", 0), there),
    questions: telling.questions,
    readers: checked.notice.members.map(named),
    sleeper: checked.notice.sleeper === null ? null : named(checked.notice.sleeper),
    awake: checked.notice.sleeper !== null && told.members.includes(checked.notice.sleeper),
    leftOut: checked.report.left_out.map(named),
    anew: telling.anew.map(named),
    talk: entries(checked.conversation),
    notes: entries(checked.notes),
    card: cardView(checked, telling.me, named),
    name: telling.name,
    stage: stageOf(checked.conversation),
    findings,
    writable: !findings.some(stops),
    renewed: held.renewed,
  };
}

function reportOf(item: Item | undefined, there: ReadonlySet<string>): ReportView | null {
  if (item?.body.kind !== "report") return null;
  const { questionnaire, answers, attachments } = item.body.report;
  return { day: item.header.day, questionnaire, answers, files: filesOf(attachments, there) };
}

function filesOf(attachments: readonly Attachment[], there: ReadonlySet<string>): FileView[] {
  return attachments.map(({ sha256, name, length }) => ({ sha256, name, length, there: there.has(sha256) }));
}

function entryOf(item: Item, me: StaffId, named: (id: StaffId) => Named, there: ReadonlySet<string>): Entry[] {
  const { author, day } = item.header;
  const who = author === "reporter" ? ("reporter" as const) : named(author as StaffId);
  const entry = { key: item.hash, author: who, mine: author === me, day };
  const { body } = item;
  switch (body.kind) {
    case "report":
      return [];
    case "message":
      return [{ ...entry, what: { kind: "text", text: body.message.text, files: filesOf(body.message.attachments, there) } }];
    case "note":
      return [{ ...entry, what: { kind: "text", text: body.note.text, files: filesOf(body.note.attachments, there) } }];
    case "stage":
      return [{ ...entry, what: { kind: "stage", stage: body.stage } }];
    case "change": {
      const made = changeIn(item);
      return made === null ? [] : [{ ...entry, what: { kind: "change", change: changeView(made, named) } }];
    }
    case "identity":
      return [{ ...entry, what: { kind: "name-left" } }];
    case "disclosed":
      return [{ ...entry, what: { kind: "disclosed", reason: body.disclosed.reason } }];
    case "notice":
      return [{ ...entry, what: { kind: "readers", people: body.notice.members.map(named) } }];
  }
}

/** The last stage in the order of the conversation: what the reporter reads now. */
export function stageOf(conversation: Chains): Stage | null {
  const stages = conversation.inOrder().flatMap(({ body }) => (body.kind === "stage" && isStage(body.stage) ? [body.stage] : []));
  return stages.at(-1) ?? null;
}

/** What the server says beside the sealed things, against what was signed. */
function fromServer({ told, checked, keysOlder, goneSince, lost }: Held, { nameOf }: Telling): Finding[] {
  const { members, sleeper, version } = checked.keyring.header;
  // A stand-in who was woken stands among the members the server tells of, and asleep in the keyring: no difference.
  const all = (awake: readonly string[], asleep: string | null): string => [...awake, ...(asleep === null ? [] : [asleep])].sort().join();
  const others = all(told.members, told.sleeper) !== all(members, sleeper) || (told.sleeper !== null && told.sleeper !== sleeper);
  // The server counts one up, too, where an earlier keyring was put back: what it counts is only ever higher.
  const differs = others || told.row.keyringVersion < version;
  const gone = goneSince.map((author): Finding => ({ code: "dropped", ...whom(author, nameOf) }));
  return [
    ...(keysOlder ? [{ code: "keys-older" } as const] : []),
    ...(differs ? [{ code: "readers-differ" } as const] : []),
    ...gone,
    ...(lost ? [{ code: "lost-since" } as const] : []),
  ];
}

/** Whom a sentence names; nobody where no list knows a name. */
function whom(author: Author, nameOf: Telling["nameOf"]): Pick<Finding, "name" | "reporter"> {
  if (author === "reporter") return { reporter: true };
  const name = nameOf(author as StaffId);
  return name === null ? {} : { name };
}

function sentenceOf(found: Found, { nameOf }: Telling): Finding {
  switch (found.kind) {
    case "unreadable":
    case "other-case":
    case "repeated":
      return { code: found.kind, count: 1 };
    case "forged":
    case "stranger":
    case "left-out":
    case "forked":
    case "gap":
    case "dropped":
      return { code: found.kind, ...whom(found.author, nameOf) };
    case "notice-refused":
      return { code: `notice-${found.why}`, ...whom(found.author, nameOf) };
    case "notice-dropped":
    case "attachment-missing":
      return { code: found.kind };
    case "old-roster":
      return { code: "old-list", ...whom(found.author, nameOf) };
    // These two are told to reporters only; said here all the same should they ever come.
    case "own-missing":
    case "state-rolled-back":
      return { code: "dropped" };
  }
}
