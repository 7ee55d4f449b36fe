/** A QR code, drawn here: nothing of what it says is sent anywhere or turned into markup. Dark on light in both colour schemes, as cameras need it. */
import { encodeQR } from "qr";
import type { VNode } from "preact";

export function Square(props: { text: string; label: string }): VNode {
  const rows = encodeQR(props.text, "raw", { ecc: "medium", border: 4 });
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <svg class="square" role="img" aria-label={props.label} viewBox={`0 0 ${rows.length} ${rows.length}`} shape-rendering="crispEdges">
      <rect class="light" width={rows.length} height={rows.length} />
      <path class="dark" d={path} />
    </svg>
  );
}
