/** Signing in, the second step: a code of the app or a recovery code; or, for whoever has no second factor yet, setting one up. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Faults, Field } from "../../kit/components.tsx";
import { codeOf, recoveryCodeOf } from "../../kit/otpauth.ts";
import type { Me } from "../desk/views.ts";
import { useAround } from "../parts/around.ts";
import { NewAuthenticator } from "../parts/authenticator.tsx";
import { CodeInput } from "../parts/code-input.tsx";
import { Failure, useDoing } from "../parts/failure.tsx";
import { usePage } from "../parts/page.ts";
import { RecoveryCodes } from "../parts/recovery-codes.tsx";

interface Step {
  readonly signedIn: (me: Me) => void;
  /** Back to the passphrase; with what went wrong, if anything did. */
  readonly back: (sentence: string | null) => void;
}

export function SecondStep({ signedIn, back }: Step): VNode {
  const { t, desk } = useAround();
  const { doing, sentence, run } = useDoing();
  const [recovery, setRecovery] = useState(false);
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string | undefined>(undefined);
  const kind = recovery ? "recovery" : "code";
  usePage(`sign-in/${kind}`, `${t("second-title")} · ${t("console-name")}`);
  useEffect(() => {
    if (sentence === "problem-half-ended") back(sentence);
  }, [sentence]);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const code = recovery ? recoveryCodeOf(typed) : codeOf(typed);
    setFault(code === null ? t(recovery ? "second-recovery-empty" : "second-code-empty") : undefined);
    if (code === null) return;
    await run(async () => signedIn(await desk.call("secondStep", { code, recovery })));
    setTyped("");
  };
  const other = (): void => {
    setRecovery(!recovery);
    setTyped("");
    setFault(undefined);
  };
  return (
    <form onSubmit={submit} noValidate>
      <button type="button" class="back" onClick={() => back(null)}>
        {t("second-back")}
      </button>
      <h1 tabIndex={-1}>{t("second-title")}</h1>
      <p>{t(recovery ? "second-recovery-text" : "second-text")}</p>
      <Faults title={t("faults-title")} faults={fault === undefined ? [] : [{ text: fault, at: "second-factor" }]} />
      <Failure sentence={sentence} />
      {recovery ? (
        <Field
          id="second-factor"
          label={t("second-recovery")}
          fault={fault}
          control={(described) => (
            <input id="second-factor" class="code" type="text" autocomplete="off" autocapitalize="characters" spellcheck={false} aria-describedby={described} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
          )}
        />
      ) : (
        <Field
          id="second-factor"
          label={t("second-code")}
          hint={t("second-code-hint")}
          fault={fault}
          control={(described) => <CodeInput id="second-factor" described={described} value={typed} type={setTyped} />}
        />
      )}
      <div class="actions">
        <button class="button" type="submit" disabled={doing}>
          {t("second-go")}
        </button>
        <button type="button" class="link" onClick={other}>
          {t(recovery ? "second-use-app" : "second-use-recovery")}
        </button>
      </div>
    </form>
  );
}

/** `account`: the name that was typed to sign in. */
export function FirstFactor({ account, signedIn, back }: Step & { account: string }): VNode {
  const { t, desk } = useAround();
  const { doing, sentence, run } = useDoing();
  const [seed, setSeed] = useState<string | null>(null);
  const [done, setDone] = useState<{ me: Me; recoveryCodes: readonly string[] } | null>(null);
  usePage(`sign-in/${done === null ? "set-up" : "codes"}`, `${t("second-title")} · ${t("console-name")}`);
  useEffect(() => void run(async () => setSeed(await desk.call("firstSeed", null))), []);
  useEffect(() => {
    if (sentence === "problem-half-ended") back(sentence);
  }, [sentence]);
  if (done !== null) return <RecoveryCodes codes={done.recoveryCodes} kept={() => signedIn(done.me)} />;
  return (
    <>
      <Failure sentence={sentence} />
      {seed === null ? (
        <p class="wait">{t("busy")}</p>
      ) : (
        <NewAuthenticator seed={seed} account={account} go={t("second-go")} doing={doing} onCode={(code) => void run(async () => setDone(await desk.call("setUp", { code })))} />
      )}
    </>
  );
}
