/** The rows of the list: a table of which only what is in sight exists in the page. Arrow keys move, Enter opens. */
import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { goesBack, type Listed, unread } from "../rules/case-book.ts";
import { caseState, shortName } from "../rules/case-list.ts";
import { plainText } from "../rules/preview.ts";
import { rowAfterKey, rowsInSight, type RowWindow } from "../rules/row-window.ts";
import { useAround } from "./around.ts";
import { DayOf, Due } from "./day.tsx";
import { useNames } from "./entries.tsx";

const SHORT = 200;
const COLUMNS = ["case", "stage", "lead", "received", "confirm", "feedback"] as const;

function heightOf(box: HTMLElement): number {
  return box.querySelector<HTMLElement>("[role=row]")?.offsetHeight ?? 48;
}

/** What of a long element is in sight of the window, in CSS pixels from its own top. */
function inSight(box: HTMLElement, total: number): RowWindow {
  // A short list is in the page as a whole, so that the browser's own search finds everything.
  if (total <= SHORT) return { first: 0, end: total, above: 0, below: 0 };
  const height = heightOf(box);
  const top = box.getBoundingClientRect().top;
  return rowsInSight(Math.max(0, -top), Math.min(innerHeight, innerHeight - top), height, total);
}

const same = (a: RowWindow, b: RowWindow): boolean => a.first === b.first && a.end === b.end && a.above === b.above && a.below === b.below;

export function CaseRows(props: { rows: readonly Listed[]; marks: boolean; last: string | null; opened: (id: string) => void }): VNode {
  const { t } = useAround();
  const { rows } = props;
  const box = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState<RowWindow>(() => rowsInSight(0, 900, 48, rows.length));
  const [active, setActive] = useState(0);
  const wanted = useRef<number | null>(null);
  const returning = useRef(props.last);
  const at = Math.min(active, Math.max(0, rows.length - 1));

  useLayoutEffect(() => {
    const look = (): void => {
      if (box.current === null) return;
      const seen = inSight(box.current, rows.length);
      setSight((before) => (same(before, seen) ? before : seen));
    };
    look();
    addEventListener("scroll", look, { passive: true });
    addEventListener("resize", look);
    return () => {
      removeEventListener("scroll", look);
      removeEventListener("resize", look);
    };
  }, [rows]);

  useEffect(() => {
    if (wanted.current === null) return;
    const link = box.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"] a`);
    if (link === null || link === undefined) return;
    wanted.current = null;
    link.focus({ preventScroll: true });
    link.closest("[role=row]")?.scrollIntoView({ block: "nearest" });
  });

  const goTo = (to: number): void => {
    if (box.current === null) return;
    wanted.current = to;
    setActive(to);
    // A row that is not in the page yet is scrolled to first; drawing it then moves the focus.
    if (to < sight.first || to >= sight.end) {
      scrollTo({ top: scrollY + box.current.getBoundingClientRect().top + to * heightOf(box.current) - innerHeight / 2 });
    }
  };

  // Back from a case, its row is looked for as long as rows come in.
  useEffect(() => {
    const to = returning.current === null ? -1 : rows.findIndex((row) => row.case === returning.current);
    if (to < 0) return;
    returning.current = null;
    goTo(to);
  }, [rows]);

  const moved = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || box.current === null) return;
    const to = rowAfterKey(event.key, at, Math.floor(innerHeight / heightOf(box.current)) - 2, rows.length);
    if (to === null) return;
    event.preventDefault();
    goTo(to);
  };

  return (
    <div class="rows" role="table" aria-describedby="rows-keys" aria-label={t("cases-table", { count: rows.length })} aria-rowcount={rows.length + 1} aria-colcount={COLUMNS.length}>
      <div role="rowgroup" class="rows-head">
        <div role="row" aria-rowindex={1} class="row">
          {COLUMNS.map((column) => (
            <span role="columnheader" key={column}>
              {t(`cases-column-${column}`)}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" ref={box} onKeyDown={moved} style={{ paddingTop: `${sight.above}px`, paddingBottom: `${sight.below}px` }}>
        {rows.slice(sight.first, sight.end).map((row, offset) => (
          <Row key={row.case} row={row} marks={props.marks} place={sight.first + offset} active={sight.first + offset === at} focused={() => setActive(sight.first + offset)} opened={() => props.opened(row.case)} />
        ))}
      </div>
    </div>
  );
}

function Row(props: { row: Listed; marks: boolean; place: number; active: boolean; focused: () => void; opened: () => void }): VNode {
  const { t } = useAround();
  const named = useNames();
  const { row, marks } = props;
  const { known } = row;
  const state = caseState(row);
  const fresh = marks ? unread(row) : 0;
  const title = known === null ? "" : plainText(known.title);
  return (
    <div role="row" class={`row ${state}${fresh > 0 ? " fresh" : ""}`} aria-rowindex={props.place + 2} data-row={props.place}>
      <span role="cell" class="called">
        <a href={`#/case/${row.case}`} tabIndex={props.active ? 0 : -1} onFocus={props.focused} onClick={props.opened}>
          {title !== "" && (
            <span class="case-called" dir="auto">
              {title}
            </span>
          )}{" "}
          <span class={title === "" ? "mono" : "mono small quiet"}>{shortName(row.case)}</span>
        </a>
        <span class="small row-marks">
          {fresh > 0 && <span class="unread">{t("row-unread", { count: fresh })}</span>}
          {goesBack(row) && <span class="due late">{t("row-behind")}</span>}
          {known?.labels.map((label) => (
            <span key={label} class="row-label" dir="auto">
              {plainText(label)}
            </span>
          ))}
        </span>
      </span>
      <span role="cell">
        <span class={state === "new" ? "badge warn" : "badge"}>{known?.stage && state === "confirmed" ? t(`stage-${known.stage}`) : t(`case-state-${state}`)}</span>
      </span>
      <span role="cell" class={known?.lead ? "" : "wide-only"} data-label={t("cases-column-lead")}>
        {known?.lead ? named(known.lead) : <span class="quiet">{t("case-row-none")}</span>}
      </span>
      <span role="cell" data-label={t("cases-column-received")}>
        <DayOf day={row.receivedOn} />
      </span>
      <span role="cell" class={state === "new" ? "" : "wide-only"} data-label={t("cases-column-confirm")}>
        {state === "new" ? <Due day={row.ackDue} /> : <span class="quiet">{row.acknowledged ? t("case-row-confirmed") : t("case-row-none")}</span>}
      </span>
      <span role="cell" class={state === "confirmed" ? "" : "wide-only"} data-label={t("cases-column-feedback")}>
        {row.feedbackDue !== null && !row.closed ? state === "new" ? <DayOf day={row.feedbackDue} /> : <Due day={row.feedbackDue} /> : <span class="quiet">{t("case-row-none")}</span>}
      </span>
    </div>
  );
}
