/** Passkeys: one is made and named, and those that there are stand in a list. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Faults, Field } from "../../kit/components.tsx";
import type { Texts } from "../../kit/texts.ts";
import type { OwnPasskey } from "./door.ts";

/** As long as the server takes it, in characters. */
const LONGEST = 60;

interface Making {
  readonly t: Texts;
  readonly doing: boolean;
  readonly go: (name: string) => void;
  /** The other kind, where one may choose. */
  readonly instead?: VNode | undefined;
}

/** Asks for a name; then the browser asks for the rest. */
export function NewPasskey({ t, doing, go, instead }: Making): VNode {
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string | undefined>(undefined);
  const submit = (event: Event): void => {
    event.preventDefault();
    const name = typed.trim();
    const fits = name !== "" && [...name].length <= LONGEST;
    setFault(fits ? undefined : t("staff-passkey-name-fault", { most: LONGEST }));
    if (fits) go(name);
  };
  return (
    <form onSubmit={submit} noValidate>
      <h1 tabIndex={-1}>{t("staff-passkey-title")}</h1>
      <p>{t("staff-passkey-text")}</p>
      <Faults title={t("staff-faults-title")} faults={fault === undefined ? [] : [{ text: fault, at: "passkey-name" }]} />
      <Field
        id="passkey-name"
        label={t("staff-passkey-name")}
        hint={t("staff-passkey-name-hint")}
        fault={fault}
        control={(described) => (
          <input id="passkey-name" class="short" type="text" autocomplete="off" spellcheck={false} aria-describedby={described} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
        )}
      />
      <div class="actions">
        <button class="button" type="submit" disabled={doing}>
          {t("staff-passkey-make")}
        </button>
      </div>
      {instead}
    </form>
  );
}

interface Held {
  readonly t: Texts;
  readonly passkeys: readonly OwnPasskey[];
  /** They can be made here: in this browser, at this address. */
  readonly usable: boolean;
  readonly doing: boolean;
  readonly make: () => void;
  readonly drop: (id: string) => void;
  /** The last second factor stays. */
  readonly last: boolean;
}

export function Passkeys({ t, passkeys, usable, doing, make, drop, last }: Held): VNode {
  return (
    <section class="card" aria-labelledby="own-passkeys">
      <h2 id="own-passkeys">{t("staff-own-passkeys")}</h2>
      <p>{t("staff-own-passkeys-text")}</p>
      {passkeys.length > 0 && (
        <ul class="bare" aria-labelledby="own-passkeys">
          {passkeys.map(({ id, name }) => (
            <li key={id}>
              {name}{" "}
              {!last && (
                <button type="button" class="link small" disabled={doing} aria-label={t("staff-own-passkey-drop-named", { name })} onClick={() => drop(id)}>
                  {t("staff-own-passkey-drop")}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {last && <p class="quiet small">{t("staff-own-last")}</p>}
      {usable ? (
        <button type="button" class="button second" disabled={doing} onClick={make}>
          {t("staff-own-passkey-new")}
        </button>
      ) : (
        <p class="quiet small">{t("staff-passkeys-not-here")}</p>
      )}
    </section>
  );
}
