// How long a long case takes to open, in Node (the engine of Chromium): node bench/run-case.mjs [items]
import { build } from "esbuild";
import { shared } from "../build.mjs";

const { outputFiles } = await build({ ...shared, entryPoints: ["bench/case.ts"], platform: "node", write: false });
const { measure } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
for (const [what, value] of Object.entries(await measure(Number(process.argv[2] ?? 500)))) console.log(`${what}: ${value.toFixed(1)}`);
