/** What is to be said of the book: that the server went back, that names are being fetched, and on which day they were kept last. */
import type { VNode } from "preact";
import type { BookView } from "../desk/views.ts";
import { useAround } from "./around.ts";
import { dayText } from "./day.tsx";

export interface Far {
  readonly done: number;
  readonly total: number;
}

export function BookNote(props: { book: Omit<BookView, "known"> | null; behind: number; far: Far | null }): VNode {
  const { t, language } = useAround();
  const { book, behind, far } = props;
  const looking = far !== null && far.done < far.total;
  return (
    <>
      {book?.trouble != null && (
        <div class={book.trouble === "older" ? "note bad" : "note warn"} role="alert">
          <p>{t(`book-${book.trouble}`)}</p>
        </div>
      )}
      {behind > 0 && (
        <div class="note bad" role="alert">
          <p>{t("book-behind", { count: behind })}</p>
        </div>
      )}
      {looking && <p class="wait small">{t("book-looking", { done: far.done, total: far.total })}</p>}
      {book !== null && book.trouble === null && (
        <p class="quiet small">{book.keptOn === null ? t("book-first") : t("book-kept", { day: dayText(book.keptOn, language) })}</p>
      )}
    </>
  );
}
