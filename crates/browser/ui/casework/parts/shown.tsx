/** A file shown inside the page: a picture drawn anew on a canvas, or text as text. Nothing else is rendered. */
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { OpenedFile } from "../desk/views.ts";
import { decide, pictureType, plainText, TEXT_BYTES, type Picture } from "../rules/preview.ts";
import { useAround } from "./around.ts";

/** The longer side of what is drawn, in pixels: enough to read a photographed page. */
const LONGEST = 2400;

export function Shown(props: { file: OpenedFile; name: string }): VNode {
  const { t } = useAround();
  const preview = decide(props.file.head, props.file.blob.size);
  if (preview.show === "picture") return <Drawn blob={props.file.blob} kind={preview.kind} name={props.name} />;
  if (preview.show === "text") return <TextOf blob={props.file.blob} name={props.name} />;
  const why = { "too-large": "file-picture-large", "too-many-pixels": "file-picture-large", "other-kind": "file-not-shown", empty: "file-empty" };
  return (
    <p class="hint" role="status">
      {t(why[preview.because])}
    </p>
  );
}

/** What reaches the screen was drawn here; the file's own bytes only ever reach the decoder. */
function Drawn(props: { blob: Blob; kind: Picture; name: string }): VNode {
  const { t } = useAround();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState<{ width: number; height: number } | "broken" | null>(null);
  useEffect(() => {
    let here = true;
    void draw(props.blob, props.kind, canvas.current).then((drawn) => here && setSize(drawn));
    return () => {
      here = false;
    };
  }, [props.blob]);
  return (
    <figure class="shown">
      <canvas ref={canvas} role="img" aria-label={t("file-picture-alt", { name: props.name })} hidden={size === "broken"} />
      <figcaption class="hint">
        <span role="status">{size === "broken" ? t("file-picture-broken") : size !== null && t("file-picture-note", { width: size.width, height: size.height })}</span>
      </figcaption>
    </figure>
  );
}

async function draw(blob: Blob, kind: Picture, canvas: HTMLCanvasElement | null): Promise<{ width: number; height: number } | "broken"> {
  try {
    const bitmap = await createImageBitmap(blob.slice(0, undefined, pictureType(kind)));
    const { width, height } = bitmap;
    const scale = Math.min(1, LONGEST / Math.max(width, height));
    const context = canvas?.getContext("2d");
    if (!canvas || !context) return "broken";
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return { width, height };
  } catch {
    return "broken";
  }
}

function TextOf(props: { blob: Blob; name: string }): VNode {
  const { t } = useAround();
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    let here = true;
    void props.blob
      .slice(0, TEXT_BYTES)
      .text()
      .then((read) => here && setText(plainText(read)));
    return () => {
      here = false;
    };
  }, [props.blob]);
  return (
    <div class="shown">
      <pre tabIndex={0} role="region" aria-label={props.name} dir="auto">
        {text}
      </pre>
      {props.blob.size > TEXT_BYTES && <p class="hint">{t("file-text-cut")}</p>}
    </div>
  );
}
