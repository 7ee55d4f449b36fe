/** The second factor with which somebody begins: a passkey where this browser has them here, or codes of an authenticator app. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { NewAuthenticator } from "../../staff/own/authenticator.tsx";
import type { First } from "../../staff/own/door.ts";
import { type AskedForNew, here, makePasskey, usable } from "../../staff/own/passkey.ts";
import { NewPasskey } from "../../staff/own/passkeys.tsx";
import { useAround } from "../parts/around.ts";

interface Choosing {
  /** What an app, or a browser's own list, calls it. */
  readonly account: string;
  /** `null` until it was asked for. */
  readonly seed: string | null;
  readonly askSeed: () => void;
  readonly askPasskey: () => Promise<AskedForNew>;
  readonly doing: boolean;
  readonly go: string;
  /** Runs what follows; tells whether it went well. */
  readonly bring: (factor: () => Promise<First>) => void;
}

export function ChooseFactor({ account, seed, askSeed, askPasskey, doing, go, bring }: Choosing): VNode {
  const { t, place } = useAround();
  const able = usable(place.passkeys, here());
  const [app, setApp] = useState(!able);
  const toApp = (): void => {
    setApp(true);
    if (seed === null) askSeed();
  };
  if (!app) {
    const make = async (name: string): Promise<First> => ({ passkey: await makePasskey(await askPasskey(), place.organisation, account, name) });
    const instead = (
      <p>
        <button type="button" class="link" disabled={doing} onClick={toApp}>
          {t("second-app-instead")}
        </button>
      </p>
    );
    return <NewPasskey t={t} doing={doing} go={(name) => bring(() => make(name))} instead={instead} />;
  }
  if (seed === null) return <p class="wait">{t("busy")}</p>;
  const instead = able ? (
    <p>
      <button type="button" class="link" disabled={doing} onClick={() => setApp(false)}>
        {t("second-passkey-instead")}
      </button>
    </p>
  ) : undefined;
  return <NewAuthenticator t={t} organisation={place.organisation} seed={seed} account={account} go={go} doing={doing} onCode={(code) => bring(async () => ({ code }))} fresh={askSeed} instead={instead} />;
}

/** Whether a seed is asked for before anybody chooses. */
export function beginsWithApp(passkeys: string | null): boolean {
  return !usable(passkeys, here());
}
