/** My sign-in, in the console. */
import type { VNode } from "preact";
import { OwnPage } from "../../staff/own/page.tsx";
import type { Me } from "../desk/views.ts";
import { useAround } from "../parts/around.ts";
import { dayText } from "../parts/day.tsx";
import { Failure, useDoing } from "../parts/failure.tsx";
import { usePage } from "../parts/page.ts";

export function MySignIn({ me }: { me: Me }): VNode {
  const { t, desk, place, language } = useAround();
  const doing = useDoing();
  usePage("own", `${t("staff-own-title")} · ${t("console-name")}`);
  return <OwnPage t={t} desk={desk} organisation={place.organisation} passkeys={place.passkeys} account={me.name} dayText={(day) => dayText(day, language)} doing={doing} failure={<Failure sentence={doing.sentence} />} />;
}
