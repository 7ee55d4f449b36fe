/** What happened to somebody's second factor, said on every page until they say that they know it. */
import type { VNode } from "preact";
import type { Texts } from "../../kit/texts.ts";
import type { Notice, Notices } from "./door.ts";

/** From so many wrong codes on it is said: fewer are slips of one's own. */
const MANY_WRONG = 3;

interface Tell {
  readonly t: Texts;
  readonly notices: Notices;
  readonly known: (notice: Notice) => void;
}

export function Told({ t, notices, known }: Tell): VNode {
  const { wrongCodes, recoverySpent, passkeysCopied } = notices;
  return (
    <>
      {wrongCodes >= MANY_WRONG && <One t={t} said={t("staff-wrong-codes", { wrong: wrongCodes })} go={t("staff-wrong-known")} known={() => known("wrong-codes")} />}
      {recoverySpent > 0 && <One t={t} said={t("staff-spent", { spent: recoverySpent })} go={t("staff-spent-known")} known={() => known("recovery")} />}
      {passkeysCopied > 0 && <One t={t} said={t("staff-passkeys-copied")} go={t("staff-passkeys-known")} known={() => known("passkeys")} />}
    </>
  );
}

function One({ t, said, go, known }: { t: Texts; said: string; go: string; known: () => void }): VNode {
  return (
    <div class="note bad" role="alert">
      <p>{said}</p>
      <p class="actions">
        <a class="button second" href="#/own">
          {t("staff-own-title")}
        </a>
        <button type="button" class="link" onClick={known}>
          {go}
        </button>
      </p>
    </div>
  );
}
