/** Where a second factor is typed: a code of the app, or a recovery code. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Faults, Field } from "../../kit/components.tsx";
import { codeOf, recoveryCodeOf } from "../../kit/otpauth.ts";
import type { Texts } from "../../kit/texts.ts";
import { CodeInput } from "./code-input.tsx";
import type { Typed } from "./door.ts";

export interface Factor {
  readonly recovery: boolean;
  readonly fault: string | undefined;
  readonly typed: string;
  /** What was typed, if it can be one; else the fault is shown. */
  readonly take: () => Typed | null;
  readonly type: (typed: string) => void;
  /** From the one kind to the other. */
  readonly change: () => void;
}

/** @param app there are codes of an app */
export function useFactor(t: Texts, app: boolean): Factor {
  const [switched, setRecovery] = useState(false);
  const recovery = switched || !app;
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string | undefined>(undefined);
  return {
    recovery,
    fault,
    typed,
    take: () => {
      const code = recovery ? recoveryCodeOf(typed) : codeOf(typed);
      setFault(code !== null ? undefined : recovery ? t("staff-recovery-empty") : t("staff-code-empty"));
      return code === null ? null : { code, recovery };
    },
    type: setTyped,
    change: () => {
      setRecovery(!recovery);
      setTyped("");
      setFault(undefined);
    },
  };
}

/** @param app there are codes of an app; else only a recovery code is typed */
export function FactorField(props: { t: Texts; id: string; factor: Factor; app: boolean }): VNode {
  const { t, id, factor, app } = props;
  const { recovery, fault, typed, type } = factor;
  return (
    <>
      <Faults title={t("staff-faults-title")} faults={fault === undefined ? [] : [{ text: fault, at: id }]} />
      <Field
        key={String(recovery)}
        id={id}
        label={recovery ? t("staff-recovery") : t("staff-code")}
        hint={recovery ? undefined : t("staff-code-hint")}
        fault={fault}
        control={(described) =>
          recovery ? (
            <input id={id} class="code" type="text" autocomplete="off" autocapitalize="characters" spellcheck={false} aria-describedby={described} value={typed} onInput={(event) => type(event.currentTarget.value)} />
          ) : (
            <CodeInput id={id} described={described} value={typed} type={type} />
          )
        }
      />
      {app && (
        <p>
          <button type="button" class="link" onClick={factor.change}>
            {recovery ? t("staff-use-app") : t("staff-use-recovery")}
          </button>
        </p>
      )}
    </>
  );
}
