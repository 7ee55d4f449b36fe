/**
 * The browser's Back and Forward inside the client: views in memory, one history entry each, all under the same address and title,
 * so that the history shows nothing of what was done.
 */

export interface Way<V> {
  now(): V;
  /** Goes on to a view. */
  go(view: V): void;
  /** Shows another view in the place of this one. */
  swap(view: V): void;
  /** Replaces the view and everything before it: from here, Back does not lead to what was. */
  settle(view: V): void;
  /** As the browser's Back. */
  back(): void;
}

/** `changed` is called whenever another view is shown. */
export function openWay<V>(first: V, changed: (view: V) => void): Way<V> {
  let views: V[] = [first];
  let place = 0;
  history.replaceState({ place }, "");
  addEventListener("popstate", (event) => {
    const asked = (event.state as { place?: unknown } | null)?.place;
    place = typeof asked === "number" ? Math.min(Math.max(0, asked), views.length - 1) : 0;
    changed(views[place] ?? first);
  });
  return {
    now: () => views[place] ?? first,
    go(view) {
      views = [...views.slice(0, place + 1), view];
      place += 1;
      history.pushState({ place }, "");
      changed(view);
    },
    swap(view) {
      views = views.map((old, at) => (at === place ? view : old));
      changed(view);
    },
    settle(view) {
      views = views.slice(0, place + 1).map(() => view);
      changed(view);
    },
    back: () => history.back(),
  };
}
