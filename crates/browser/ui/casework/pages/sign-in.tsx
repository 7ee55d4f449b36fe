/** Signing in, at first and after a session has ended. The passphrase goes to the worker and is kept nowhere in the page. What follows it is the second step. */
import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import { Faults, Field, Progress, type Fault } from "../../kit/components.tsx";
import type { AskedOn, Me, Progress as Step } from "../desk/views.ts";
import { useAround } from "../parts/around.ts";
import { usePage } from "../parts/page.ts";
import { Failure, useDoing } from "../parts/failure.tsx";
import { FirstFactor, SecondStep } from "./second-step.tsx";

export type Why = "first" | "ended" | "signed-out";

export function SignIn(props: { why: Why; signedIn: (me: Me) => void }): VNode {
  const [second, setSecond] = useState<(AskedOn & { account: string }) | null>(null);
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const back = (sentence: string | null): void => {
    setWrong(sentence);
    setSecond(null);
  };
  if (second === null) return <Passphrase why={props.why} wrong={wrong} name={typed} go={(next) => (setTyped(next.account), setSecond(next))} />;
  return second.setUp ? <FirstFactor account={second.account} signedIn={props.signedIn} back={back} /> : <SecondStep codes={second.codes} passkeys={second.passkeys} signedIn={props.signedIn} back={back} />;
}

interface First {
  readonly why: Why;
  readonly wrong: string | null;
  /** What was typed before, where somebody comes back. */
  readonly name: string;
  readonly go: (second: AskedOn & { account: string }) => void;
}

function Passphrase(props: First): VNode {
  const { t, desk, drafts } = useAround();
  const again = props.why === "ended";
  const title = t(again ? "signin-again-title" : props.why === "signed-out" ? "signed-out-title" : "signin-title");
  usePage(`sign-in/${props.why}`, `${title} · ${t("console-name")}`);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [part, setPart] = useState(0);
  const [shown, setShown] = useState(false);
  const name = useRef<HTMLInputElement>(null);
  const passphrase = useRef<HTMLInputElement>(null);
  const { doing, sentence, run, clear } = useDoing();

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const typed = { name: name.current?.value ?? "", passphrase: passphrase.current?.value ?? "" };
    const missing: Fault[] = [];
    if (typed.name.trim() === "") missing.push({ text: t("signin-empty-name"), at: "sign-in-name" });
    if (typed.passphrase.trim() === "") missing.push({ text: t("signin-empty-passphrase"), at: "passphrase" });
    setFaults(missing);
    clear();
    if (missing.length > 0) return;
    setPart(0);
    await run(async () => {
      const next = await desk.call("signIn", typed, { progress: (step) => setPart((step as Step).part) });
      if (passphrase.current) passphrase.current.value = "";
      props.go({ ...next, account: typed.name.trim() });
    });
  };

  const fault = (at: string): string | undefined => faults.find((one) => one.at === at)?.text;
  return (
    <>
      <h1 tabIndex={-1}>{title}</h1>
      {again && (
        <div class="note">
          <p>{t("signin-again-idle")}</p>
          {drafts.unsent && <p>{t("signin-again-drafts")}</p>}
        </div>
      )}
      {props.why === "signed-out" && <p>{t("signed-out-text")}</p>}
      <Faults title={t("faults-title")} faults={faults} />
      <Failure sentence={sentence ?? (doing ? null : props.wrong)} />
      <form onSubmit={submit} noValidate>
        <Field
          id="sign-in-name"
          label={t("signin-name")}
          fault={fault("sign-in-name")}
          control={(described) => (
            <input ref={name} id="sign-in-name" type="text" defaultValue={props.name} autocomplete="username" autocapitalize="none" spellcheck={false} aria-describedby={described} readOnly={doing} />
          )}
        />
        <Field
          id="passphrase"
          label={t("signin-passphrase")}
          hint={t("signin-passphrase-hint")}
          fault={fault("passphrase")}
          control={(described) => (
            <input ref={passphrase} id="passphrase" {...(shown ? { type: "text" as const } : { type: "password" as const })} autocomplete="current-password" autocapitalize="none" spellcheck={false} aria-describedby={described} readOnly={doing} />
          )}
        />
        <label class="choice slim">
          <input type="checkbox" checked={shown} onChange={(event) => setShown(event.currentTarget.checked)} />
          <span>{t("signin-show")}</span>
        </label>
        {doing ? (
          <>
            <Progress id="stretching" label={t("signin-stretching")} part={part} line={t("signin-progress", { percent: Math.floor(part * 4) * 25 })} />
            <p class="quiet small">{t("signin-tor")}</p>
          </>
        ) : (
          <div class="actions">
            <button class="button" type="submit">
              {t("signin-go")}
            </button>
          </div>
        )}
      </form>
      <p class="quiet small lost">{t("signin-lost")}</p>
    </>
  );
}
