// Which rows of a long list are in sight, and where the keys lead. Rows all
// have one height, so the answer is arithmetic and the page holds a few dozen.

export interface RowWindow {
  /** First row to draw. */
  readonly first: number;
  /** One past the last row to draw. */
  readonly end: number;
  /** Pixels of nothing above the first row. */
  readonly above: number;
  /** Pixels of nothing below the last row. */
  readonly below: number;
}

/** Rows drawn beyond each edge, so that scrolling meets them ready. */
const BEYOND = 8;

/** The rows to draw; lengths in CSS pixels, `height` is one row's. */
export function rowsInSight(scrolled: number, visible: number, height: number, total: number): RowWindow {
  if (total === 0 || height <= 0) return { first: 0, end: 0, above: 0, below: 0 };
  const top = Math.max(0, Math.min(Math.floor(scrolled / height), total - 1));
  const rows = Math.ceil(Math.max(0, visible) / height) + 1;
  const first = Math.max(0, top - BEYOND);
  const end = Math.min(total, top + rows + BEYOND);
  return { first, end, above: first * height, below: (total - end) * height };
}

/** The row a key leads to, or `null` when the key means nothing here. */
export function rowAfterKey(key: string, at: number, page: number, total: number): number | null {
  if (total === 0) return null;
  const to = target(key, at, Math.max(1, page), total);
  return to === null ? null : Math.max(0, Math.min(total - 1, to));
}

function target(key: string, at: number, page: number, total: number): number | null {
  switch (key) {
    case "ArrowDown":
    case "j":
      return at + 1;
    case "ArrowUp":
    case "k":
      return at - 1;
    case "PageDown":
      return at + page;
    case "PageUp":
      return at - page;
    case "Home":
      return 0;
    case "End":
      return total - 1;
    default:
      return null;
  }
}
