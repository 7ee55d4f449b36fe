// Answers with the questions they answer. The questionnaire was checked against
// the hash in the report before it comes here; what it does not explain is shown
// under its short name, and never hidden.

type Texts = Readonly<Record<string, string>>;

export interface Labelled {
  readonly question: string;
  readonly label: string;
  readonly values: readonly string[];
  /** Chosen from a list, or written freely. */
  readonly chosen: boolean;
}

interface Question {
  readonly title: Texts;
  readonly options: ReadonlyMap<string, Texts>;
}

/** Labels in the wanted language, else English, else whatever there is. */
export function labelled(
  answers: readonly { readonly question: string; readonly value: string }[],
  questionnaire: string | null,
  language: string,
): Labelled[] {
  const questions = questionnaire === null ? new Map<string, Question>() : read(questionnaire);
  const say = (texts: Texts, otherwise: string): string => texts[language] ?? texts["en"] ?? Object.values(texts)[0] ?? otherwise;
  return answers.map(({ question, value }) => {
    const asked = questions.get(question);
    const label = asked === undefined ? question : say(asked.title, question);
    if (asked === undefined || asked.options.size === 0) return { question, label, values: [value], chosen: false };
    const values = value.split("\n").map((one) => say(asked.options.get(one) ?? {}, one));
    return { question, label, values, chosen: true };
  });
}

/** A questionnaire that is not what it should be labels nothing. */
function read(source: string): Map<string, Question> {
  const found = new Map<string, Question>();
  try {
    for (const question of list(record(JSON.parse(source))["questions"])) {
      const { id, title, options } = record(question);
      if (typeof id !== "string") continue;
      found.set(id, { title: texts(title), options: new Map(list(options).map(option)) });
    }
  } catch {
    return new Map();
  }
  return found;
}

function option(value: unknown): [string, Texts] {
  const { value: name, title } = record(value);
  return [typeof name === "string" ? name : "", texts(title)];
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function texts(value: unknown): Texts {
  return Object.fromEntries(Object.entries(record(value)).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}
