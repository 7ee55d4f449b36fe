/** The list of one's cases: what is due first stands first. What they are called comes from the reader's own book; the server has no names. */
import type { VNode } from "preact";
import { useMemo, useState } from "preact/hooks";
import { dayOnTheWall } from "../../staff/days.ts";
import { useAround } from "../parts/around.ts";
import { BookNote } from "../parts/book-note.tsx";
import { CaseFilter } from "../parts/case-filter.tsx";
import { CaseRows } from "../parts/case-rows.tsx";
import { Failure } from "../parts/failure.tsx";
import { usePage } from "../parts/page.ts";
import { useList } from "../parts/use-list.ts";
import { type Asked, arrangeListed, type BookOrder, goesBack } from "../rules/case-book.ts";
import { count, type Shown } from "../rules/case-list.ts";
import { STAGES } from "../rules/stages.ts";

const SHOWN: readonly Shown[] = ["open", "new", "closed", "all"];
const ORDERS: readonly BookOrder[] = ["due", "received-newest", "received-oldest", "unread", "title", "stage", "lead"];

/** What was chosen stays chosen while the page lives, and stands in no address: a label in a browser's history would tell of a case. */
export interface ListChoice extends Asked {
  /** The case that was opened last: back in the list, its row has the focus. */
  readonly last: string | null;
}

export function Cases(props: { choice: ListChoice; keep: (choice: ListChoice) => void }): VNode {
  const { t, language } = useAround();
  usePage("cases", `${t("cases-title")} · ${t("console-name")}`);
  const [choice, setChoice] = useState(props.choice);
  const { shown, order, filter } = choice;
  const { rows, more, book, far, doing, sentence, load } = useList();

  const keep = (part: Partial<ListChoice>): void => {
    const next = { ...choice, ...part };
    props.keep(next);
    setChoice(next);
  };
  const choose = (part: Partial<Asked>): void => (keep(part), scrollTo({ top: 0 }));
  const counts = useMemo(() => count(rows ?? []), [rows]);
  const arranged = useMemo(() => arrangeListed(rows ?? [], { shown, order, filter }, dayOnTheWall(new Date()), language, STAGES), [rows, shown, order, filter]);
  const behind = useMemo(() => (rows ?? []).filter(goesBack).length, [rows]);

  return (
    <>
      <div class="case-head">
        <h1 tabIndex={-1}>{t("cases-title")}</h1>
        <button type="button" class="link small" disabled={doing} onClick={load}>
          {t("reload")}
        </button>
      </div>
      <Failure sentence={sentence}>
        <button type="button" class="link" onClick={load}>
          {t("try-again")}
        </button>
      </Failure>
      <BookNote book={rows === null ? null : book} behind={behind} far={far} />
      {rows === null && sentence === null && <p class="wait">{t("busy")}</p>}
      {rows !== null && rows.length === 0 && !more && <p class="lead">{t("cases-none")}</p>}
      {rows !== null && rows.length > 0 && (
        <>
          <div class="list-bar">
            <fieldset class="chips">
              <legend class="unseen">{t("cases-shown")}</legend>
              {SHOWN.map((one) => (
                <label key={one} class="chip">
                  <input type="radio" name="shown" value={one} checked={shown === one} onChange={() => choose({ shown: one })} />
                  <span>{t(`cases-shown-${one}`, { count: counts[one] })}</span>
                </label>
              ))}
            </fieldset>
            <label class="order">
              <span>{t("cases-order")}</span>
              <select value={order} onChange={(event) => choose({ order: ORDERS.find((one) => one === event.currentTarget.value) ?? "due" })}>
                {ORDERS.map((one) => (
                  <option key={one} value={one}>
                    {t(`cases-order-${one}`)}
                  </option>
                ))}
              </select>
            </label>
          </div>
          <CaseFilter rows={rows} filter={filter} choose={(next) => choose({ filter: next })} />
          {more && <p class="wait small">{t("cases-loading", { count: rows.length })}</p>}
          {arranged.length === 0 ? (
            <p class="lead">{t("cases-none-shown")}</p>
          ) : (
            <CaseRows rows={arranged} marks={book !== null} last={choice.last} opened={(id) => keep({ last: id })} />
          )}
          <p class="quiet small keys" id="rows-keys">
            {t("cases-keys")}
          </p>
        </>
      )}
    </>
  );
}
