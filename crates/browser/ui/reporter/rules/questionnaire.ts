/**
 * The questionnaire: parsed strictly from the server's string, which question is asked when, and what of the answers is sent.
 * Never sends an answer to a question that is not asked any more. Shape: docs/api.md.
 */

export type Kind = "text" | "line" | "one" | "several" | "people" | "hint";

/** A text by language; English is always there. */
export type Localised = Readonly<Record<string, string>> & { readonly en: string };

export interface Option {
  readonly value: string;
  readonly title: Localised;
  readonly hint?: Localised;
}

export interface Question {
  readonly id: string;
  readonly kind: Kind;
  readonly title: Localised;
  readonly hint?: Localised;
  readonly required: boolean;
  readonly options: readonly Option[];
  readonly when: readonly { readonly question: string; readonly any: readonly string[] }[];
}

export type Questionnaire = readonly Question[];

/** Answers by question: one string for `text` and `line`, the chosen values for choices. */
export type Answers = Readonly<Record<string, readonly string[]>>;

/** What travels in item 0 (protocol.md 4). */
export interface SentAnswer {
  question: string;
  value: string;
}

/** The questionnaire is not what docs/api.md promises. */
export class BadQuestionnaire extends Error {}

const KINDS: readonly string[] = ["text", "line", "one", "several", "people", "hint"];
const NAME = /^[a-z0-9-]{1,40}$/;

/** Parses the string; throws `BadQuestionnaire`. */
export function parseQuestionnaire(source: string): Questionnaire {
  let parsed: unknown;
  try {
    parsed = JSON.parse(source);
  } catch {
    throw new BadQuestionnaire("not JSON");
  }
  const { version, questions } = fields(parsed, ["version", "questions"], []);
  if (version !== 1 || !Array.isArray(questions)) throw new BadQuestionnaire("version");
  const list = questions.map(question);
  const seen = new Set<string>();
  for (const one of list) {
    if (seen.has(one.id)) throw new BadQuestionnaire(`${one.id} twice`);
    for (const condition of one.when) if (!seen.has(condition.question)) throw new BadQuestionnaire(`${one.id}: when`);
    seen.add(one.id);
  }
  const required = list.filter((one) => one.required);
  if (required.length !== 1 || required[0]?.kind !== "text" || required[0].when.length > 0) throw new BadQuestionnaire("required");
  if (list.filter((one) => one.kind === "people").length !== 1) throw new BadQuestionnaire("people");
  return list;
}

function question(value: unknown): Question {
  const raw = fields(value, ["id", "kind", "title"], ["hint", "required", "options", "when"]);
  const id = name(raw["id"]);
  const kind = raw["kind"];
  if (typeof kind !== "string" || !KINDS.includes(kind)) throw new BadQuestionnaire(`${id}: kind`);
  const options = raw["options"] === undefined ? [] : array(raw["options"]).map(option);
  if ((kind === "one" || kind === "several") !== options.length > 0) throw new BadQuestionnaire(`${id}: options`);
  const when = raw["when"] === undefined ? [] : array(raw["when"]).map(condition);
  if (kind === "people" && when.length > 0) throw new BadQuestionnaire(`${id}: when`);
  return {
    id,
    kind: kind as Kind,
    title: localised(raw["title"]),
    ...(raw["hint"] === undefined ? {} : { hint: localised(raw["hint"]) }),
    required: raw["required"] === true,
    options,
    when,
  };
}

function option(value: unknown): Option {
  const raw = fields(value, ["value", "title"], ["hint"]);
  return { value: name(raw["value"]), title: localised(raw["title"]), ...(raw["hint"] === undefined ? {} : { hint: localised(raw["hint"]) }) };
}

function condition(value: unknown): { question: string; any: string[] } {
  const raw = fields(value, ["question", "any"], []);
  return { question: name(raw["question"]), any: array(raw["any"]).map(name) };
}

function fields(value: unknown, needed: string[], allowed: string[]): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new BadQuestionnaire("object");
  const keys = Object.keys(value);
  if (!needed.every((key) => keys.includes(key))) throw new BadQuestionnaire(`needs ${needed.join()}`);
  const unknown = keys.find((key) => !needed.includes(key) && !allowed.includes(key));
  if (unknown !== undefined) throw new BadQuestionnaire(`unknown ${unknown}`);
  return value as Record<string, unknown>;
}

function array(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new BadQuestionnaire("list");
  return value;
}

function name(value: unknown): string {
  if (typeof value !== "string" || !NAME.test(value)) throw new BadQuestionnaire("name");
  return value;
}

function localised(value: unknown): Localised {
  const raw = fields(value, ["en"], typeof value === "object" && value !== null ? Object.keys(value) : []);
  if (!Object.values(raw).every((text) => typeof text === "string")) throw new BadQuestionnaire("text");
  return raw as Localised;
}

/** A text in the reader's language, else in English. */
export function say(text: Localised, language: string): string {
  return text[language] ?? text.en;
}

/** The questions that are asked, given the answers so far, in order. */
export function asked(questionnaire: Questionnaire, answers: Answers): Question[] {
  const asking = new Map<string, Question>();
  for (const one of questionnaire) {
    const holds = one.when.every(({ question, any }) => asking.has(question) && (answers[question] ?? []).some((value) => any.includes(value)));
    if (holds) asking.set(one.id, one);
  }
  return [...asking.values()];
}

/** What is sent: asked, answered, neither `people` nor `hint`. Written texts lose white space at both ends. */
export function answersToSend(questionnaire: Questionnaire, answers: Answers): SentAnswer[] {
  return asked(questionnaire, answers).flatMap((one) => {
    if (one.kind === "people" || one.kind === "hint") return [];
    const value = (answers[one.id] ?? []).join("\n").trim();
    return value === "" ? [] : [{ question: one.id, value }];
  });
}

/** UTF-8 bytes of everything that would be sent. */
export function textLength(questionnaire: Questionnaire, answers: Answers): number {
  const encoder = new TextEncoder();
  return answersToSend(questionnaire, answers).reduce((sum, answer) => sum + encoder.encode(answer.value).length, 0);
}

/** Choices that exclude each other in a `several` question: "unsure" beside anything else gives way to the newest choice. */
export function settleChoice(before: readonly string[], after: readonly string[]): string[] {
  const added = after.find((value) => !before.includes(value));
  if (added === "unsure") return ["unsure"];
  return added === undefined ? [...after] : after.filter((value) => value !== "unsure");
}
