/** New keys for somebody who lost theirs: two people agree, each by themselves; the second is shown the link, this once. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useNewPage } from "../../kit/components.tsx";
import type { AgreedView } from "../desk/views.ts";
import { useAround } from "../parts/around.ts";
import { Failure, useDoing } from "../parts/doing.tsx";
import { dayText } from "../rules/term.ts";
import { Link } from "./invite.tsx";

export function Renew(props: { person: string; administers: boolean }): VNode {
  const { t, desk, language } = useAround();
  const [name, setName] = useState<string | null>(null);
  const [agreed, setAgreed] = useState<AgreedView | null>(null);
  const { doing, wrong, run } = useDoing();
  useNewPage(agreed === null ? "renew" : "renewed", `${t("renew-title")} · ${t("name")}`);
  useEffect(() => {
    void run(async () => {
      const rows = props.administers ? (await desk.call("people", null)).enrolled : await desk.call("colleagues", null);
      setName(rows.find(({ person }) => person === props.person)?.name ?? "");
    });
  }, [props.person]);
  const agree = (): Promise<boolean> => run(async () => setAgreed(await desk.call("agree", { person: props.person })));
  if (agreed?.token != null) return <Link invited={{ token: agreed.token, until: agreed.until, name: name ?? "" }} />;
  return (
    <>
      <p class="back">
        <a href="#/">{t("back-to-people")}</a>
      </p>
      <h1 tabIndex={-1}>{t("renew-title")}</h1>
      <Failure wrong={wrong} />
      {agreed !== null ? (
        <p class="note good" role="status">
          {t("renew-waiting", { name: name ?? "", day: dayText(agreed.until, language) })}
        </p>
      ) : name === null ? (
        doing && <p class="wait">{t("busy")}</p>
      ) : name === "" ? (
        <p>{t("renew-not-listed")}</p>
      ) : (
        <>
          <p>{t("renew-text", { name })}</p>
          <ul>
            <li>{t("renew-does-keys")}</li>
            <li>{t("renew-does-cases")}</li>
            <li>{t("renew-does-list")}</li>
          </ul>
          <p class="note warn">{t("renew-before", { name })}</p>
          <div class="actions">
            <button type="button" class="button" onClick={() => void agree()} disabled={doing}>
              {t("renew-go", { name })}
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
