/** Signing in, the second step: a code of the app or a recovery code; or, for whoever has no second factor yet, setting one up. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { NewAuthenticator } from "../../staff/own/authenticator.tsx";
import { FactorField, useFactor } from "../../staff/own/factor-field.tsx";
import { RecoveryCodes } from "../../staff/own/recovery-codes.tsx";
import type { Me } from "../desk/views.ts";
import { useAround } from "../parts/around.ts";
import { Failure, useDoing } from "../parts/failure.tsx";
import { usePage } from "../parts/page.ts";

interface Step {
  readonly signedIn: (me: Me) => void;
  /** Back to the passphrase; with what went wrong, if anything did. */
  readonly back: (sentence: string | null) => void;
}

export function SecondStep({ signedIn, back }: Step): VNode {
  const { t, desk } = useAround();
  const { doing, sentence, run } = useDoing();
  const factor = useFactor(t);
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
  return (
    <form onSubmit={submit} noValidate>
      <button type="button" class="back" onClick={() => back(null)}>
        {t("second-back")}
      </button>
      <h1 tabIndex={-1}>{t("second-title")}</h1>
      <p>{t(factor.recovery ? "second-recovery-text" : "second-text")}</p>
      <Failure sentence={sentence} />
      <FactorField t={t} id="second-factor" factor={factor} />
      <div class="actions">
        <button class="button" type="submit" disabled={doing}>
          {t("second-go")}
        </button>
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
  useEffect(() => void run(async () => setSeed(await desk.call("firstSeed", null))), []);
  useEffect(() => {
    if (sentence === "problem-half-ended") back(sentence);
  }, [sentence]);
  if (done !== null) return <RecoveryCodes t={t} codes={done.recoveryCodes} kept={() => signedIn(done.me)} />;
  return (
    <>
      <Failure sentence={sentence} />
      {seed === null ? (
        <p class="wait">{t("busy")}</p>
      ) : (
        <NewAuthenticator t={t} organisation={place.organisation} seed={seed} account={account} go={t("second-go")} doing={doing} onCode={(code) => void run(async () => setDone(await desk.call("setUp", { code })))} />
      )}
    </>
  );
}
