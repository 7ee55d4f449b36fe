import assert from "node:assert/strict";
import { test } from "node:test";
import decodeQR from "qr/decode.js";
import { otpauth } from "./otpauth.ts";
import { Square } from "./square.tsx";

type Drawn = { props: { viewBox: string; children: { props: { d?: string } }[] } };

test("a telephone reads from the square what it is meant to say", () => {
  const text = otpauth("An organisation with a long name", "anna", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  const { props } = Square({ text, label: "" }) as unknown as Drawn;
  const size = Number(props.viewBox.split(" ")[2]);
  const path = props.children.map((child) => child.props.d).find((d) => d !== undefined) ?? "";
  const scale = 4;
  const data = new Uint8ClampedArray((size * scale) ** 2 * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let n = 0; n < scale ** 2; n += 1) {
      const at = ((Number(y) * scale + Math.floor(n / scale)) * size * scale + Number(x) * scale + (n % scale)) * 4;
      data.set([0, 0, 0], at);
    }
  }
  assert.equal(decodeQR({ width: size * scale, height: size * scale, data }), text);
});
