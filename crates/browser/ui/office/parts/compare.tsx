/** Holds the log against an older one that somebody kept: a saved log as a file, or a checkpoint, pasted. */
import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import { Field } from "../../kit/components.tsx";
import { useAround } from "./around.ts";
import { Failure, useDoing } from "./doing.tsx";

export function Compare(): VNode {
  const { t, desk } = useAround();
  const file = useRef<HTMLInputElement>(null);
  const pasted = useRef<HTMLTextAreaElement>(null);
  const [grew, setGrew] = useState<number | null>(null);
  const [nothing, setNothing] = useState(false);
  const { doing, wrong, run } = useDoing();
  const compare = async (event: Event): Promise<void> => {
    event.preventDefault();
    const picked = file.current?.files?.[0];
    const typed = pasted.current?.value.trim() ?? "";
    setGrew(null);
    setNothing(picked === undefined && typed === "");
    if (picked === undefined && typed === "") return;
    // A checkpoint ends in a newline; what is pasted has often lost it.
    await run(async () => setGrew(await desk.call("compare", { older: picked ? await picked.text() : `${typed}\n` })));
  };
  return (
    <section>
      <h2>{t("compare-title")}</h2>
      <p>{t("compare-lead")}</p>
      <form onSubmit={(event) => void compare(event)} noValidate>
        <Field
          id="compare-file"
          label={t("compare-file")}
          fault={nothing ? t("compare-nothing") : undefined}
          control={(described) => <input ref={file} id="compare-file" type="file" accept=".jsonl,.json,.txt" aria-describedby={described} />}
        />
        <Field
          id="compare-text"
          label={t("compare-text")}
          control={(described) => <textarea ref={pasted} id="compare-text" class="mono" rows={4} spellcheck={false} autocomplete="off" aria-describedby={described} />}
        />
        <Failure wrong={wrong} />
        {grew !== null && (
          <p class="note good" role="status">
            {t("compare-grew", { ticks: grew })}
          </p>
        )}
        <div class="actions">
          <button class="button second" type="submit" disabled={doing}>
            {t("compare-go")}
          </button>
        </div>
      </form>
    </section>
  );
}
