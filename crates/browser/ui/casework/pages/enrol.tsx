/** Becoming a reader, step by step: invitation, sign-in name, passphrase, two words asked back, six words to read aloud, codes of an app. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Progress } from "../../kit/components.tsx";
import type { First } from "../../staff/own/door.ts";
import { RecoveryCodes } from "../../staff/own/recovery-codes.tsx";
import type { Enrolled, Invitation, Progress as Step } from "../desk/views.ts";
import { useAround } from "../parts/around.ts";
import { usePage } from "../parts/page.ts";
import { Failure, useDoing } from "../parts/failure.tsx";
import { EnrolAsk, EnrolOwnAgain } from "./enrol-ask.tsx";
import { EnrolName } from "./enrol-name.tsx";
import { EnrolPassphrase, type Chosen } from "./enrol-passphrase.tsx";
import { EnrolDone, EnrolRead } from "./enrol-read.tsx";
import { beginsWithApp, ChooseFactor } from "./first-factor.tsx";

type At = "name" | "passphrase" | "ask" | "read" | "app" | "codes" | "done";
const STEPS: readonly At[] = ["name", "passphrase", "ask", "read", "app"];

export function Enrol(props: { token: string | null }): VNode {
  const { t, desk, place } = useAround();
  const { doing, sentence, run } = useDoing();
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [at, setAt] = useState<At>("name");
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [part, setPart] = useState<number | null>(null);
  const [fingerprint, setFingerprint] = useState<readonly string[]>([]);
  const [seed, setSeed] = useState<string | null>(null);
  const [done, setDone] = useState<Enrolled>({ inRoster: false, recoveryCodes: [] });
  const token = props.token;
  usePage(`enrol/${at}`, `${t("enrol-title")} · ${t("console-name")}`);

  const look = (): Promise<boolean> => run(async () => setInvitation(token === null ? null : await desk.call("look", { token })));
  useEffect(() => void look(), []);

  const make = (): Promise<boolean> =>
    run(async () => {
      if (chosen === null) return;
      setPart(0);
      try {
        const words = await desk.call("makeKeys", { name, passphrase: chosen.passphrase }, { progress: (step) => setPart((step as Step).part) });
        setFingerprint(words);
        setAt("read");
      } finally {
        setPart(null);
      }
    });

  const askSeed = (): Promise<boolean> => run(async () => setSeed(token === null ? null : await desk.call("enrolmentSeed", { token })));

  /** The seed is asked for once: whoever goes back a step need not scan another one. */
  const app = async (): Promise<void> => {
    if (seed !== null || !beginsWithApp(place.passkeys) || (await askSeed())) setAt("app");
  };

  const send = (factor: () => Promise<First>): Promise<boolean> =>
    run(async () => {
      if (token === null) return;
      setDone(await desk.call("enrol", { token, factor: await factor() }));
      // From here on the passphrase is in the person's hands only, and so is what makes the codes.
      setChosen(null);
      setSeed(null);
      setAt("codes");
    });

  if (token === null) return <Stopped text={t("enrol-no-token")} />;
  if (invitation === null) {
    return sentence === null ? (
      <p class="wait">{t("busy")}</p>
    ) : (
      <>
        <h1 tabIndex={-1}>{t("enrol-title")}</h1>
        <Failure sentence={sentence}>
          <button type="button" class="link" onClick={look}>
            {t("try-again")}
          </button>
        </Failure>
      </>
    );
  }
  if (!invitation.open) return <Stopped text={t("enrol-used")} />;
  if (at === "codes") return <RecoveryCodes t={t} codes={done.recoveryCodes} kept={() => (setDone({ ...done, recoveryCodes: [] }), setAt("done"))} />;
  if (at === "done") return <EnrolDone words={fingerprint} inRoster={done.inRoster} />;
  if (part !== null) {
    return <Progress id="making" label={t("enrol-making")} part={part} line={t("signin-progress", { percent: Math.floor(part * 4) * 25 })} />;
  }
  return (
    <>
      <p class="step">{t("enrol-step", { at: STEPS.indexOf(at) + 1 })}</p>
      <Failure sentence={sentence} />
      {at === "name" && <EnrolName invitation={invitation} name={name} go={(picked) => (setName(picked), setAt("passphrase"))} />}
      {at === "passphrase" && <EnrolPassphrase before={chosen} go={(picked) => (setChosen(picked), setAt("ask"))} back={() => setAt("name")} />}
      {at === "ask" && chosen?.words && <EnrolAsk words={chosen.words} go={make} back={() => setAt("passphrase")} />}
      {at === "ask" && chosen && !chosen.words && <EnrolOwnAgain passphrase={chosen.passphrase} go={make} back={() => setAt("passphrase")} />}
      {at === "read" && <EnrolRead words={fingerprint} doing={doing} go={() => void app()} />}
      {at === "app" && token !== null && (
        <ChooseFactor
          account={name}
          seed={seed}
          askSeed={() => void askSeed()}
          askPasskey={() => desk.call("enrolmentPasskey", { token })}
          doing={doing}
          go={t("enrol-send")}
          bring={(factor) => void send(factor)}
        />
      )}
      {at === "app" && sentence === "problem-name-taken" && (
        <button type="button" class="button second" onClick={() => setAt("name")}>
          {t("enrol-name-title")}
        </button>
      )}
    </>
  );
}

function Stopped(props: { text: string }): VNode {
  const { t } = useAround();
  return (
    <>
      <h1 tabIndex={-1}>{t("enrol-title")}</h1>
      <p class="note warn">{props.text}</p>
    </>
  );
}
