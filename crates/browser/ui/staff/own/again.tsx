/** Asks for the second factor once more, over whatever page is open: what was typed there stays. Escape leaves, and nothing is done. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Texts } from "../../kit/texts.ts";
import { DialogBox } from "../dialog.tsx";
import { useDoing } from "../doing.ts";
import type { Second } from "./door.ts";
import { FactorField, useFactor } from "./factor-field.tsx";
import { type AskedFor, here, showPasskey, usable } from "./passkey.ts";

/** What waits for the answer; `null` when nothing asks. */
type Waiting = ((proved: boolean) => void) | null;

/** The question as a promise: true once the factor was shown, false when it was not. */
export function useAskAgain(): { readonly waiting: Waiting; readonly askAgain: () => Promise<boolean>; readonly done: (proved: boolean) => void } {
  const [waiting, setWaiting] = useState<Waiting>(null);
  return {
    waiting,
    askAgain: () => new Promise((resolve) => setWaiting(() => resolve)),
    done: (proved) => {
      waiting?.(proved);
      setWaiting(null);
    },
  };
}

interface Asking {
  readonly t: Texts;
  readonly sentences: ReadonlySet<string>;
  readonly ended: () => void;
  /** Which kinds there are. */
  readonly kinds: () => Promise<Kinds>;
  readonly challenge: () => Promise<AskedFor>;
  /** The domain for which passkeys are made; `null`: none are. */
  readonly passkeys: string | null;
  readonly prove: (second: Second) => Promise<void>;
  readonly done: (proved: boolean) => void;
}

/** Which kinds of second factor somebody has. */
export interface Kinds {
  readonly codes: boolean;
  readonly passkeys: boolean;
}

export function AskAgain({ t, sentences, ended, kinds, challenge, passkeys, prove, done }: Asking): VNode {
  const [has, setHas] = useState<Kinds>({ codes: true, passkeys: false });
  const factor = useFactor(t, has.codes);
  const { doing, wrong, run } = useDoing(sentences, () => (done(false), ended()));
  useEffect(() => void run(async () => setHas(await kinds())), []);
  const show = async (): Promise<void> => {
    if (await run(async () => prove({ passkey: await showPasskey(await challenge()) }))) done(true);
  };
  const key = has.passkeys && usable(passkeys, here());
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    event.stopPropagation();
    const second = factor.take();
    if (second === null) return;
    if (await run(() => prove(second))) done(true);
    // A code is soon worth nothing; of a recovery code one letter may be wrong.
    else if (!factor.recovery) factor.type("");
  };
  return (
    <DialogBox id="again" title={t("staff-again-title")} onLeave={() => done(false)}>
      <form onSubmit={submit} noValidate>
        <p>{factor.recovery && !key ? t("staff-again-recovery") : t("staff-again-text")}</p>
        {wrong !== null && (
          <div class="note bad" role="alert">
            <p>{t(wrong.sentence)}</p>
          </div>
        )}
        {key && (
          <p>
            <button type="button" class="button" disabled={doing} onClick={() => void show()}>
              {t("staff-passkey-show")}
            </button>
          </p>
        )}
        <FactorField t={t} id="again-factor" factor={factor} app={has.codes} />
        <div class="actions">
          <button type="button" class="button second" onClick={() => done(false)}>
            {t("staff-cancel")}
          </button>
          <button type="submit" class={key ? "button second" : "button"} disabled={doing}>
            {t("staff-again-go")}
          </button>
        </div>
      </form>
    </DialogBox>
  );
}
