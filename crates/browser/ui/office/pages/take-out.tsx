/** Taking somebody out: what it does, said before it is done; then the list is signed without them. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useNewPage } from "../../kit/components.tsx";
import { useAround } from "../parts/around.ts";
import { Failure, useDoing } from "../parts/doing.tsx";

export function TakeOut(props: { person: string }): VNode {
  const { t, desk } = useAround();
  const [name, setName] = useState<string | null>(null);
  const { doing, wrong, run } = useDoing();
  useNewPage("out", `${t("out-title")} · ${t("name")}`);
  useEffect(() => {
    void run(async () => setName((await desk.call("people", null)).enrolled.find(({ person }) => person === props.person)?.name ?? ""));
  }, [props.person]);
  const out = (): Promise<boolean> =>
    run(async () => {
      await desk.call("takeOut", { person: props.person });
      location.hash = "#/sign";
    });
  return (
    <>
      <p class="back">
        <a href="#/">{t("back-to-people")}</a>
      </p>
      <h1 tabIndex={-1}>{t("out-title")}</h1>
      <Failure wrong={wrong} />
      {name === null ? (
        doing && <p class="wait">{t("busy")}</p>
      ) : name === "" ? (
        <p>{t("problem-not-found")}</p>
      ) : (
        <>
          <p>
            <strong>{name}</strong>
          </p>
          <ul>
            <li>{t("out-does-session")}</li>
            <li>{t("out-does-cases")}</li>
            <li>{t("out-does-list")}</li>
          </ul>
          <p class="note warn">{t("out-before")}</p>
          <div class="actions">
            <button type="button" class="button danger" onClick={() => void out()} disabled={doing}>
              {t("out-go", { name })}
            </button>
            <a class="button second" href="#/">
              {t("cancel")}
            </a>
          </div>
        </>
      )}
    </>
  );
}
