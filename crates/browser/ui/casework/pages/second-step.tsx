/** Signing in, the second step: a passkey, a code of the app or a recovery code; or, for whoever has no second factor yet, setting one up. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { FactorField, useFactor } from "../../staff/own/factor-field.tsx";
import { here, showPasskey, usable } from "../../staff/own/passkey.ts";
import { RecoveryCodes } from "../../staff/own/recovery-codes.tsx";
import type { First } from "../../staff/own/door.ts";
import type { Me } from "../desk/views.ts";
import { useAround } from "../parts/around.ts";
import { Failure, useDoing } from "../parts/failure.tsx";
import { usePage } from "../parts/page.ts";
import { beginsWithApp, ChooseFactor } from "./first-factor.tsx";

interface Step {
  readonly signedIn: (me: Me) => void;
  /** Back to the passphrase; with what went wrong, if anything did. */
  readonly back: (sentence: string | null) => void;
}

/** `codes`, `passkeys`: the kinds that this person has. */
export function SecondStep({ codes, passkeys, signedIn, back }: Step & { codes: boolean; passkeys: boolean }): VNode {
  const { t, desk, place } = useAround();
  const { doing, sentence, run } = useDoing();
  const factor = useFactor(t, codes);
  const key = passkeys && usable(place.passkeys, here());
  const [typing, setTyping] = useState(!key);
  usePage(`sign-in/${factor.recovery}`, `${t("second-title")} · ${t("console-name")}`);
  useEffect(() => {
    if (sentence === "problem-half-ended") back(sentence);
  }, [sentence]);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const second = factor.take();
    if (second === null) return;
    if (!(await run(async () => signedIn(await desk.call("secondStep", second)))) && !factor.recovery) factor.type("");
  };
  const show = (): Promise<boolean> =>
    run(async () => signedIn(await desk.call("secondStep", { passkey: await showPasskey(await desk.call("challengeHalf", null)) })));
  if (!typing) {
    return (
      <>
        <button type="button" class="back" onClick={() => back(null)}>
          {t("second-back")}
        </button>
        <h1 tabIndex={-1}>{t("second-title")}</h1>
        <p>{t("second-passkey-text")}</p>
        <Failure sentence={sentence} />
        <div class="actions">
          <button class="button" type="button" disabled={doing} onClick={() => void show()}>
            {t("staff-passkey-show")}
          </button>
          <button class="link" type="button" disabled={doing} onClick={() => setTyping(true)}>
            {t(codes ? "second-use-code" : "second-use-recovery")}
          </button>
        </div>
      </>
    );
  }
  return (
    <form onSubmit={submit} noValidate>
      <button type="button" class="back" onClick={() => back(null)}>
        {t("second-back")}
      </button>
      <h1 tabIndex={-1}>{t("second-title")}</h1>
      <p>{t(factor.recovery ? "second-recovery-text" : "second-text")}</p>
      {passkeys && !key && <p class="note">{t("second-passkeys-elsewhere")}</p>}
      <Failure sentence={sentence} />
      <FactorField t={t} id="second-factor" factor={factor} app={codes} />
      <div class="actions">
        <button class="button" type="submit" disabled={doing}>
          {t("second-go")}
        </button>
        {key && (
          <button type="button" class="link" onClick={() => setTyping(false)}>
            {t("second-use-passkey")}
          </button>
        )}
      </div>
    </form>
  );
}

/** `account`: the name that was typed to sign in. */
export function FirstFactor({ account, signedIn, back }: Step & { account: string }): VNode {
  const { t, desk, place } = useAround();
  const { doing, sentence, run } = useDoing();
  const [seed, setSeed] = useState<string | null>(null);
  const [done, setDone] = useState<{ me: Me; recoveryCodes: readonly string[] } | null>(null);
  usePage(`sign-in/${done === null ? "set-up" : "codes"}`, `${t("second-title")} · ${t("console-name")}`);
  const askSeed = (): void => void run(async () => setSeed(await desk.call("firstSeed", null)));
  useEffect(() => {
    if (beginsWithApp(place.passkeys)) askSeed();
  }, []);
  const bring = (factor: () => Promise<First>): void => void run(async () => setDone(await desk.call("setUp", await factor())));
  useEffect(() => {
    if (sentence === "problem-half-ended") back(sentence);
  }, [sentence]);
  if (done !== null) return <RecoveryCodes t={t} codes={done.recoveryCodes} kept={() => signedIn(done.me)} />;
  return (
    <>
      <Failure sentence={sentence} />
      <ChooseFactor account={account} seed={seed} askSeed={askSeed} askPasskey={() => desk.call("firstPasskey", null)} doing={doing} go={t("second-go")} bring={bring} />
    </>
  );
}
