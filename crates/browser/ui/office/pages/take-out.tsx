/** Taking somebody out: what it does, said before it is done; then the list is signed without them. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useNewPage } from "../../kit/components.tsx";
import { useAround } from "../parts/around.ts";
import { useDoing } from "../parts/doing.tsx";
import { UponSomebody } from "../parts/upon-somebody.tsx";

export function TakeOut(props: { person: string }): VNode {
  const { t, desk } = useAround();
  const [name, setName] = useState<string | null>(null);
  const doing = useDoing();
  useNewPage("out", `${t("out-title")} · ${t("name")}`);
  useEffect(() => {
    void doing.run(async () => setName((await desk.call("people", null)).enrolled.find(({ person }) => person === props.person)?.name ?? ""));
  }, [props.person]);
  const out = (): Promise<boolean> =>
    doing.run(async () => {
      await desk.call("takeOut", { person: props.person });
      location.hash = "#/sign";
    });
  return (
    <UponSomebody
      title={t("out-title")}
      name={name}
      notFound={t("problem-not-found")}
      does={[t("out-does-session"), t("out-does-cases"), t("out-does-list")]}
      before={t("out-before")}
      go={t("out-go", { name: name ?? "" })}
      danger
      doing={doing}
      onGo={() => void out()}
    >
      <strong>{name}</strong>
    </UponSomebody>
  );
}
