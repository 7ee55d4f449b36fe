/** Starts one of the staff's documents: asks its worker whose place this is, and draws the first page. */
import type { VNode } from "preact";
import { render } from "preact";

/** @param failed what is said when the worker does not answer: nothing can be done without it */
export function start<Place>(ask: () => Promise<Place>, first: (place: Place) => VNode, failed: string): void {
  const root = document.body;
  ask()
    .then((place) => {
      root.replaceChildren();
      render(first(place), root);
    })
    .catch(() => {
      const main = document.createElement("main");
      main.className = "main";
      const said = document.createElement("p");
      said.className = "note bad";
      said.setAttribute("role", "alert");
      said.textContent = failed;
      main.append(said);
      root.replaceChildren(main);
    });
}
