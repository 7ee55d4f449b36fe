/** The conversation, oldest first, and its attachments: fetched, checked, unlocked, and only then offered for saving. */
import type { VNode } from "preact";
import type { Attached, Entry, FoundBox } from "../contract.ts";
import type { Questionnaire, SentAnswer } from "../rules/questionnaire.ts";
import { BadQuestionnaire, DATES, dayText, failureText, Faults, LANGUAGE, offerFile, parseQuestionnaire, say, sizeText, t, useState } from "../first_page.ts";
import type { Link } from "../worker_link.ts";

export function Talk(props: { box: FoundBox; link: Link }): VNode {
  const { box, link } = props;
  const [questionnaire] = useState(() => known(box.questionnaire));
  const answered = box.entries.some((entry) => entry.kind !== "report" && entry.kind !== "name-left" && !(entry.kind === "message" && entry.by === null));
  const files = box.entries.some((entry) => entry.kind === "message" && entry.by !== null && entry.files.length > 0);
  return (
    <>
      {files && <p class="quiet small">{t("attach-open-warn")}</p>}
      <ol class="talk">
        {box.entries.map((entry, place) => (
          <Line key={place} entry={entry} questionnaire={questionnaire} link={link} />
        ))}
        {!answered && <li class="event">{t("talk-none")}</li>}
      </ol>
    </>
  );
}

/** The questions only lend their titles here, so a questionnaire that cannot be read is no reason to hide the report. */
function known(source: string): Questionnaire {
  try {
    return parseQuestionnaire(source);
  } catch (error) {
    if (error instanceof BadQuestionnaire) return [];
    throw error;
  }
}

function Line(props: { entry: Entry; questionnaire: Questionnaire; link: Link }): VNode {
  const { entry, link } = props;
  const day = t("talk-day", { day: dayText(entry.day, DATES) });
  switch (entry.kind) {
    case "stage":
      return (
        <li class="event">
          {t("talk-stage", { name: nameOf(entry.by), stage: t(`stage-${entry.stage}`) })}, {day}
        </li>
      );
    case "readers":
      return (
        <li class="event">
          {t("talk-readers", { names: entry.names.map(nameOf).join(", ") })} {day}
        </li>
      );
    case "name-left":
      return (
        <li class="event">
          {t("talk-name-left")} {day}
        </li>
      );
    case "name-known":
      return (
        <li class="said theirs">
          <p class="said-head">
            <strong>{t("talk-name-known", { name: nameOf(entry.by) })}</strong> {day}
          </p>
          <p class="prose">{entry.reason}</p>
        </li>
      );
    case "report":
      return (
        <li class="said mine">
          <p class="said-head">
            <strong>{t("talk-report")}</strong> {day}
          </p>
          {entry.answers.map((answer) => (
            <Answered key={answer.question} answer={answer} questionnaire={props.questionnaire} />
          ))}
          <Attachments files={entry.files} link={link} />
        </li>
      );
    case "message":
      return (
        <li class={entry.by === null ? "said mine" : "said theirs"}>
          <p class="said-head">
            <strong>{entry.by === null ? t("talk-me") : nameOf(entry.by)}</strong> {day}
          </p>
          <p class="prose">{entry.text}</p>
          <Attachments files={entry.files} link={link} />
        </li>
      );
  }
}

const nameOf = (name: string) => (name === "" ? t("talk-gone") : t("talk-them", { name }));

function Answered(props: { answer: SentAnswer; questionnaire: Questionnaire }): VNode {
  const { answer } = props;
  const question = props.questionnaire.find((one) => one.id === answer.question);
  const shown = question && question.options.length > 0 ? answer.value.split("\n").map((value) => titleOf(value)).join("\n") : answer.value;
  function titleOf(value: string): string {
    const option = question?.options.find((one) => one.value === value);
    return option ? say(option.title, LANGUAGE) : value;
  }
  return (
    <>
      <h3>{question ? say(question.title, LANGUAGE) : answer.question}</h3>
      <p class="prose">{shown}</p>
    </>
  );
}

function Attachments(props: { files: readonly Attached[]; link: Link }): VNode | null {
  if (props.files.length === 0) return null;
  return (
    <ul class="files">
      {props.files.map((file) => (
        <AttachedFile key={file.key} file={file} link={props.link} />
      ))}
    </ul>
  );
}

function AttachedFile(props: { file: Attached; link: Link }): VNode {
  const { file, link } = props;
  const [part, setPart] = useState<number | null>(null);
  const [fault, setFault] = useState("");
  const save = async () => {
    if (part !== null) return;
    setFault("");
    setPart(0);
    try {
      const { content } = await link.call("attachment", { key: file.key }, { progress: (told) => setPart(Number(told)) });
      offerFile(content, file.name);
    } catch (error) {
      setFault(failureText(t, error));
    } finally {
      setPart(null);
    }
  };
  return (
    <li>
      <span class="file-name">{file.name}</span>
      <span class="file-size">{sizeText(t, file.length)}</span>
      {part === null ? (
        <button type="button" class="link" aria-label={t("attach-get-name", { name: file.name })} onClick={() => void save()}>
          {t("attach-get")}
        </button>
      ) : (
        <span class="doing">{t("attach-fetching", { part: Math.floor(part * 100) })}</span>
      )}
      <Faults title={t("faults-title")} faults={fault === "" ? [] : [{ text: fault }]} />
    </li>
  );
}
