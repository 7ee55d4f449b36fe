import assert from "node:assert/strict";
import { test } from "node:test";
import { askJson, askOctets, Garbled, Problem, Unreachable } from "./http.ts";

/** Puts `answer` in place of the browser's fetch for the length of `work`; gives what was asked. */
async function answering(answer: () => Promise<Response>, work: () => Promise<void>): Promise<RequestInit[]> {
  const before = globalThis.fetch;
  const asked: RequestInit[] = [];
  globalThis.fetch = (_path, init) => {
    asked.push(init ?? {});
    return answer();
  };
  try {
    await work();
  } finally {
    globalThis.fetch = before;
  }
  return asked;
}

test("a padded body has the agreed size and stays JSON", async () => {
  const asked = await answering(
    async () => new Response("{}"),
    async () => void (await askJson("/x", { method: "POST", json: { token: "é" }, padTo: 4096 })),
  );
  const sent = asked[0]?.body as Uint8Array;
  assert.equal(sent.length, 4096);
  assert.deepEqual(JSON.parse(new TextDecoder().decode(sent)), { token: "é" });
});

test("reporters send no cookie and no referrer, staff do only when they ask for it", async () => {
  const asked = await answering(
    async () => new Response("{}"),
    async () => {
      await askJson("/x");
      await askJson("/x", { session: true });
    },
  );
  assert.deepEqual(asked.map((one) => [one.credentials, one.referrerPolicy]), [["omit", "no-referrer"], ["same-origin", "same-origin"]]);
});

test("a problem keeps its kind and what the kind adds", async () => {
  const told = JSON.stringify({ type: "/problems/too-large", title: "Too large", status: 413, detail: "d", limit: 7 });
  await answering(
    async () => new Response(told, { status: 413 }),
    async () => {
      await assert.rejects(askJson("/x"), (error) => error instanceof Problem && error.status === 413 && error.type === "/problems/too-large" && error.more["limit"] === 7);
    },
  );
});

test("a proxy's error page is a problem without words", async () => {
  await answering(
    async () => new Response("<html>", { status: 502 }),
    async () => {
      await assert.rejects(askOctets("/x"), (error) => error instanceof Problem && error.status === 502 && error.detail === "");
    },
  );
});

test("a lost connection is told apart from a refusal and from a wanted stop", async () => {
  await answering(async () => Promise.reject(new TypeError("network")), async () => void (await assert.rejects(askJson("/x"), Unreachable)));
  await answering(
    async () => Promise.reject(new DOMException("stop", "AbortError")),
    async () => void (await assert.rejects(askJson("/x"), { name: "AbortError" })),
  );
});

test("an answer that is not JSON is garbled, and another origin is never asked", async () => {
  const asked = await answering(
    async () => new Response("<html>"),
    async () => {
      await assert.rejects(askJson("/x"), Garbled);
      await assert.rejects(askJson("//elsewhere.example/x"), Garbled);
      await assert.rejects(askJson("https://elsewhere.example/x"), Garbled);
    },
  );
  assert.equal(asked.length, 1);
});
