/** Third step: two words of the drawn passphrase are asked back, or an own one is typed once more. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Faults, Field, type Fault } from "../../kit/components.tsx";
import { useAround } from "../parts/around.ts";
import { askedBack, sameWord } from "../rules/passphrase.ts";

interface Asking {
  readonly go: () => void;
  readonly back: () => void;
}

export function EnrolAsk(props: Asking & { words: readonly string[] }): VNode {
  const { t } = useAround();
  const [places] = useState(() => askedBack((bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>)));
  const [typed, setTyped] = useState<readonly string[]>(["", ""]);
  const [faults, setFaults] = useState<Fault[]>([]);
  const submit = (event: Event): void => {
    event.preventDefault();
    const wrong = places.flatMap((place, n) =>
      sameWord(typed[n] ?? "", props.words[place] ?? "") ? [] : [{ text: t("enrol-ask-wrong", { place: place + 1 }), at: `asked-${place}` }],
    );
    setFaults(wrong);
    if (wrong.length === 0) props.go();
  };
  const keep = (n: number, value: string): void => setTyped(typed.map((old, at) => (at === n ? value : old)));
  return (
    <form onSubmit={submit} noValidate>
      <button type="button" class="back" onClick={props.back}>
        {t("enrol-ask-back")}
      </button>
      <h1 tabIndex={-1}>{t("enrol-ask-title")}</h1>
      <p>{t("enrol-ask-text")}</p>
      <Faults title={t("faults-title")} faults={faults} />
      {places.map((place, n) => (
        <Field
          key={place}
          id={`asked-${place}`}
          label={t("enrol-ask-word", { place: place + 1 })}
          fault={faults.find((fault) => fault.at === `asked-${place}`)?.text}
          control={(described) => (
            <input id={`asked-${place}`} class="short" type="text" autocomplete="off" autocapitalize="none" spellcheck={false} aria-describedby={described} value={typed[n] ?? ""} onInput={(event) => keep(n, event.currentTarget.value)} />
          )}
        />
      ))}
      <div class="actions">
        <button class="button" type="submit">
          {t("enrol-next")}
        </button>
      </div>
    </form>
  );
}

export function EnrolOwnAgain(props: Asking & { passphrase: string }): VNode {
  const { t } = useAround();
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string | undefined>(undefined);
  const one = (text: string): string => text.normalize("NFKC").replace(/\s+/gu, " ").trim();
  const submit = (event: Event): void => {
    event.preventDefault();
    if (one(typed) === one(props.passphrase)) props.go();
    else setFault(t("enrol-own-differs"));
  };
  return (
    <form onSubmit={submit} noValidate>
      <button type="button" class="back" onClick={props.back}>
        {t("back")}
      </button>
      <h1 tabIndex={-1}>{t("enrol-ask-title")}</h1>
      <Faults title={t("faults-title")} faults={fault === undefined ? [] : [{ text: fault, at: "own-again" }]} />
      <Field
        id="own-again"
        label={t("enrol-own-again")}
        fault={fault}
        control={(described) => (
          <textarea id="own-again" class="one-line" rows={2} autocomplete="off" autocapitalize="none" spellcheck={false} aria-describedby={described} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
        )}
      />
      <div class="actions">
        <button class="button" type="submit">
          {t("enrol-next")}
        </button>
      </div>
    </form>
  );
}
