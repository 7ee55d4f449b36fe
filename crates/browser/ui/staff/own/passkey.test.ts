import assert from "node:assert/strict";
import { test } from "node:test";
import { usable } from "./passkey.ts";
import { askedFor, askedForNew, sendAnswer } from "./passkey_wire.ts";

const HERE = { hostname: "cases.example.org", secure: true, able: true };

test("passkeys are offered at the domain for which they are made, and nowhere else", () => {
  assert.equal(usable("cases.example.org", HERE), true);
  assert.equal(usable(null, HERE), false, "this place makes none");
  for (const other of [{ hostname: "abc.onion" }, { hostname: "evil.cases.example.org" }, { hostname: "127.0.0.1" }, { secure: false }, { able: false }]) {
    assert.equal(usable("cases.example.org", { ...HERE, ...other }), false, JSON.stringify(other));
  }
});

test("what is asked of a passkey is read strictly", () => {
  const asked = { challenge: "AAAA", rp: "cases.example.org", allowed: ["AQID"], more: 1 };
  assert.deepEqual(askedFor(asked), { challenge: new Uint8Array(3), rp: "cases.example.org", allowed: [new Uint8Array([1, 2, 3])] });
  assert.throws(() => askedFor({ ...asked, allowed: [1] }));
  assert.throws(() => askedFor({ ...asked, allowed: ["%%"] }));
  assert.throws(() => askedForNew({ challenge: "AAAA", rp: "cases.example.org", known: [] }), "whose it is");
});

test("an answer goes to the server as base64url", () => {
  const one = new Uint8Array([255]);
  const sent = sendAnswer({ credential: one, clientData: one, authenticatorData: one, signature: one, user: null });
  assert.deepEqual(sent, { credential: "_w", client_data: "_w", authenticator_data: "_w", signature: "_w", user: null });
});
