// Draws new shared vectors into seal/vectors/typescript.json (protocol 12). Only on purpose: `npm run vectors`.
import { build } from "esbuild";
import { writeFileSync } from "node:fs";
import { webcrypto } from "node:crypto";
import { join } from "node:path";
import { shared } from "./build.mjs";

const { outputFiles } = await build({ ...shared, entryPoints: ["seal/vectors/write.ts"], platform: "node", write: false });
const { writeVectors } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
const random = { bytes: (length) => webcrypto.getRandomValues(new Uint8Array(length)) };
const path = join(shared.absWorkingDir, "seal/vectors/typescript.json");
writeFileSync(path, `${JSON.stringify(await writeVectors(random), null, 1)}\n`);
console.log(path);
