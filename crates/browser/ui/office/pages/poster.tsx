/** The poster that tells of this place, to be printed; and a note of when and how staff were told. */
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type Fault, Faults, Field, useNewPage } from "../../kit/components.tsx";
import { Square } from "../../kit/square.tsx";
import { dayTyped, isoDay } from "../../staff/days.ts";
import type { ChannelView } from "../desk/views.ts";
import { useAround } from "../parts/around.ts";
import { Failure, useDoing } from "../parts/doing.tsx";
import { dayText } from "../rules/term.ts";

export function Poster(): VNode {
  const { t, desk } = useAround();
  const [channel, setChannel] = useState<ChannelView | null>(null);
  const { doing, wrong, run } = useDoing();
  useNewPage("poster", `${t("poster-title")} · ${t("name")}`);
  const load = (): Promise<boolean> => run(async () => setChannel(await desk.call("channel", null)));
  useEffect(() => void load(), []);
  return (
    <>
      <p class="back">
        <a href="#/">{t("back-to-people")}</a>
      </p>
      <h1 class="no-print" tabIndex={-1}>
        {t("poster-title")}
      </h1>
      <Failure wrong={wrong} />
      {channel === null ? (
        doing && <p class="wait">{t("busy")}</p>
      ) : (
        <>
          <p class="no-print">{t("poster-about")}</p>
          <Sheet addresses={channel.addresses} />
          <div class="actions">
            <button type="button" class="button" onClick={() => print()}>
              {t("poster-print")}
            </button>
          </div>
          <Told channel={channel} noted={setChannel} />
        </>
      )}
    </>
  );
}

/** What hangs on the wall. */
function Sheet(props: { addresses: readonly string[] }): VNode {
  const { t, place } = useAround();
  return (
    <article class="poster" aria-label={t("poster-title")}>
      <p class="poster-head">{t("poster-head", { organisation: place.organisation })}</p>
      <p>{t("poster-what")}</p>
      {props.addresses.map((address) => (
        <figure key={address}>
          <Square text={address} label={t("poster-code", { address })} />
          <figcaption class="mono" translate={false}>
            {address}
          </figcaption>
        </figure>
      ))}
      {props.addresses.some((address) => address.includes(".onion")) && <p>{t("poster-onion")}</p>}
      <p>{t("poster-not-here")}</p>
      {place.fingerprints.map((words) => (
        <p key={words.join()}>
          {t("poster-words")}{" "}
          <strong class="mono" translate={false}>
            {words.join(" ")}
          </strong>
        </p>
      ))}
    </article>
  );
}

function Told(props: { channel: ChannelView; noted: (channel: ChannelView) => void }): VNode {
  const { t, desk, language } = useAround();
  const { today, told } = props.channel;
  const [faults, setFaults] = useState<Fault[]>([]);
  const on = useRef<HTMLInputElement>(null);
  const how = useRef<HTMLInputElement>(null);
  const { doing, wrong, run } = useDoing();
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const [day, said] = [dayTyped(on.current?.value ?? ""), (how.current?.value ?? "").trim()];
    const missing: Fault[] = [];
    if (day === null || day > today) missing.push({ text: t("told-no-day"), at: "told-on" });
    if (said === "") missing.push({ text: t("told-no-how"), at: "told-how" });
    setFaults(missing);
    if (day === null || missing.length > 0) return;
    await run(async () => {
      props.noted(await desk.call("announce", { on: day, how: said }));
      if (how.current) how.current.value = "";
    });
  };
  const fault = (at: string): string | undefined => faults.find((one) => one.at === at)?.text;
  return (
    <section class="no-print" aria-labelledby="told-title">
      <h2 id="told-title">{t("told-title")}</h2>
      {told.length === 0 ? (
        <p>{t("told-none")}</p>
      ) : (
        <ul class="people">
          {told.map((one) => (
            <li key={`${one.on} ${one.how}`}>
              <strong>{dayText(one.on, language)}</strong> {one.how}
            </li>
          ))}
        </ul>
      )}
      <Faults title={t("faults-title")} faults={faults} />
      <Failure wrong={wrong} />
      <form onSubmit={submit} noValidate>
        <Field
          id="told-on"
          label={t("told-on")}
          fault={fault("told-on")}
          control={(described) => <input ref={on} id="told-on" type="date" max={isoDay(today)} defaultValue={isoDay(today)} aria-describedby={described} />}
        />
        <Field
          id="told-how"
          label={t("told-how")}
          hint={t("told-how-hint")}
          fault={fault("told-how")}
          control={(described) => <input ref={how} id="told-how" type="text" maxLength={200} autocomplete="off" aria-describedby={described} />}
        />
        <div class="actions">
          <button class="button second" type="submit" disabled={doing}>
            {t("told-go")}
          </button>
        </div>
      </form>
    </section>
  );
}
