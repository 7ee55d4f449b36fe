/** My sign-in, in the office. */
import type { VNode } from "preact";
import { useNewPage } from "../../kit/components.tsx";
import { OwnPage } from "../../staff/own/page.tsx";
import type { Me } from "../desk/views.ts";
import { useAround } from "../parts/around.ts";
import { Failure, useDoing } from "../parts/doing.tsx";
import { dayText } from "../rules/term.ts";

export function MySignIn({ me }: { me: Me }): VNode {
  const { t, desk, place, language } = useAround();
  const doing = useDoing();
  useNewPage("own", `${t("staff-own-title")} · ${t("name")}`);
  return <OwnPage t={t} desk={desk} organisation={place.organisation} passkeys={place.passkeys} account={me.name} dayText={(day) => dayText(day, language)} doing={doing} failure={<Failure wrong={doing.wrong} />} />;
}
