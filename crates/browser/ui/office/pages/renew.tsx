/** New keys for somebody who lost theirs: two people agree, each by themselves; the second is shown the link, this once. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useNewPage } from "../../kit/components.tsx";
import type { AgreedView } from "../desk/views.ts";
import { useAround } from "../parts/around.ts";
import { useDoing } from "../parts/doing.tsx";
import { UponSomebody } from "../parts/upon-somebody.tsx";
import { dayText } from "../rules/term.ts";
import { Link } from "./invite.tsx";

export function Renew(props: { person: string; administers: boolean }): VNode {
  const { t, desk, language } = useAround();
  const [name, setName] = useState<string | null>(null);
  const [agreed, setAgreed] = useState<AgreedView | null>(null);
  const doing = useDoing();
  useNewPage(agreed === null ? "renew" : "renewed", `${t("renew-title")} · ${t("name")}`);
  useEffect(() => {
    void doing.run(async () => {
      const rows = props.administers ? (await desk.call("people", null)).enrolled : await desk.call("colleagues", null);
      setName(rows.find(({ person }) => person === props.person)?.name ?? "");
    });
  }, [props.person]);
  const agree = (): Promise<boolean> => doing.run(async () => setAgreed(await desk.call("agree", { person: props.person })));
  if (agreed?.token != null) return <Link invited={{ token: agreed.token, until: agreed.until, name: name ?? "" }} />;
  const takeBack = (): Promise<boolean> =>
    doing.run(async () => {
      await desk.call("takeBack", { person: props.person });
      setAgreed(null);
    });
  const waiting = agreed && (
    <div class="note good" role="status">
      <p>{t("renew-waiting", { name: name ?? "", day: dayText(agreed.until, language) })}</p>
      <button type="button" class="link" onClick={() => void takeBack()} disabled={doing.doing}>
        {t("renew-take-back")}
      </button>
    </div>
  );
  return (
    <UponSomebody
      title={t("renew-title")}
      name={name}
      notFound={t("renew-not-listed")}
      does={[t("renew-does-keys"), t("renew-does-cases"), t("renew-does-list")]}
      before={t("renew-before", { name: name ?? "" })}
      go={t("renew-go", { name: name ?? "" })}
      doing={doing}
      onGo={() => void agree()}
      done={waiting}
    >
      {t("renew-text", { name: name ?? "" })}
    </UponSomebody>
  );
}
