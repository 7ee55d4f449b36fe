/** What somebody who is no administrator can do here: say that a colleague on the list lost their keys. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useNewPage } from "../../kit/components.tsx";
import type { ColleagueRow } from "../desk/views.ts";
import { useAround } from "../parts/around.ts";
import { Failure, useDoing } from "../parts/doing.tsx";

export function Colleagues(props: { me: string }): VNode {
  const { t, desk } = useAround();
  const [rows, setRows] = useState<readonly ColleagueRow[] | null>(null);
  const { doing, wrong, run } = useDoing();
  useNewPage("colleagues", `${t("colleagues-title")} · ${t("name")}`);
  useEffect(() => void run(async () => setRows(await desk.call("colleagues", null))), []);
  return (
    <>
      <h1 tabIndex={-1}>{t("colleagues-title")}</h1>
      <Failure wrong={wrong} />
      <p>{t("colleagues-text")}</p>
      {rows === null ? (
        doing && <p class="wait">{t("busy")}</p>
      ) : (
        <ul class="people">
          {rows
            .filter(({ person }) => person !== props.me)
            .map(({ person, name }) => (
              <li key={person}>
                <strong>{name}</strong>{" "}
                <a href={`#/renew/${person}`} aria-label={t("renew-named", { name })}>
                  {t("renew-link")}
                </a>
              </li>
            ))}
        </ul>
      )}
    </>
  );
}
