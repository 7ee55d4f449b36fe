/** What a new page does by itself: its title in the tab, its beginning in sight, the focus on its heading. */
import { useEffect } from "preact/hooks";

let anyShown = false;

/** `view` names the page; the very first one leaves the focus where the browser put it. */
export function usePage(view: string, title: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    if (anyShown) {
      scrollTo(0, 0);
      document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
    }
    anyShown = true;
  }, [view]);
}
