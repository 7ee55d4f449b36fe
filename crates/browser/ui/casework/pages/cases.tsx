/** The list of one's cases: what is due first stands first. Titles are not there; the server has none. */
import type { VNode } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { useAround } from "../parts/around.ts";
import { usePage } from "../parts/page.ts";
import { CaseRows } from "../parts/case-rows.tsx";
import { Failure, useDoing } from "../parts/failure.tsx";
import { arrange, count, type CaseRow, type Order, type Shown } from "../rules/case-list.ts";

const SHOWN: readonly Shown[] = ["open", "new", "closed", "all"];
const ORDERS: readonly Order[] = ["due", "received-newest", "received-oldest"];

/** What was chosen stays chosen while the page lives. */
export interface ListChoice {
  shown: Shown;
  order: Order;
  /** The case that was opened last: back in the list, its row has the focus. */
  last: string | null;
}

export function Cases(props: { choice: ListChoice }): VNode {
  const { t, desk } = useAround();
  usePage("cases", `${t("cases-title")} · ${t("console-name")}`);
  const [rows, setRows] = useState<readonly CaseRow[] | null>(null);
  const [more, setMore] = useState(true);
  const [{ shown, order }, setChoice] = useState<Omit<ListChoice, "last">>({ ...props.choice });
  const { doing, sentence, run } = useDoing();

  const load = (here: () => boolean): Promise<boolean> =>
    run(async () => {
      let after: string | null = null;
      // By id: a row that moved between two pages while they were fetched is shown once.
      const all = new Map<string, CaseRow>();
      do {
        const page: { rows: readonly CaseRow[]; next: string | null } = await desk.call("cases", { after });
        if (!here()) return;
        for (const row of page.rows) all.set(row.case, row);
        after = page.next;
        setMore(after !== null);
        setRows([...all.values()]);
      } while (after !== null);
    });

  useEffect(() => {
    let here = true;
    void load(() => here);
    return () => {
      here = false;
    };
  }, []);

  const choose = (choice: Omit<ListChoice, "last">): void => {
    Object.assign(props.choice, choice);
    setChoice(choice);
    scrollTo({ top: 0 });
  };
  const counts = useMemo(() => count(rows ?? []), [rows]);
  const arranged = useMemo(() => arrange(rows ?? [], shown, order), [rows, shown, order]);

  return (
    <>
      <div class="case-head">
        <h1 tabIndex={-1}>{t("cases-title")}</h1>
        <button type="button" class="link small" disabled={doing} onClick={() => load(() => true)}>
          {t("reload")}
        </button>
      </div>
      <Failure sentence={sentence}>
        <button type="button" class="link" onClick={() => load(() => true)}>
          {t("try-again")}
        </button>
      </Failure>
      {rows === null && sentence === null && <p class="wait">{t("busy")}</p>}
      {rows !== null && rows.length === 0 && !more && <p class="lead">{t("cases-none")}</p>}
      {rows !== null && rows.length > 0 && (
        <>
          <div class="list-bar">
            <fieldset class="chips">
              <legend class="unseen">{t("cases-shown")}</legend>
              {SHOWN.map((one) => (
                <label key={one} class="chip">
                  <input type="radio" name="shown" value={one} checked={shown === one} onChange={() => choose({ shown: one, order })} />
                  <span>{t(`cases-shown-${one}`, { count: counts[one] })}</span>
                </label>
              ))}
            </fieldset>
            <label class="order">
              <span>{t("cases-order")}</span>
              <select value={order} onChange={(event) => choose({ shown, order: ORDERS.find((one) => one === event.currentTarget.value) ?? "due" })}>
                {ORDERS.map((one) => (
                  <option key={one} value={one}>
                    {t(`cases-order-${one}`)}
                  </option>
                ))}
              </select>
            </label>
          </div>
          {more && <p class="wait small">{t("cases-loading", { count: rows.length })}</p>}
          {arranged.length === 0 ? <p class="lead">{t("cases-none-shown")}</p> : <CaseRows rows={arranged} last={props.choice.last} opened={(id) => (props.choice.last = id)} />}
          <p class="quiet small keys" id="rows-keys">
            {t("cases-keys")}
          </p>
        </>
      )}
    </>
  );
}
