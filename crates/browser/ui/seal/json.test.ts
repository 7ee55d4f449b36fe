import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Json, parseJson, writeJson } from "./json.ts";
import { list, read, record, sorted, text, whole } from "./shape.ts";

const plain = (value: Json): unknown =>
  value instanceof Map
    ? Object.fromEntries([...(value as ReadonlyMap<string, Json>)].map(([key, inner]) => [key, plain(inner)]))
    : Array.isArray(value)
      ? (value as Json[]).map(plain)
      : value;

const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ maxDepth: 4 }, fc.constant(null), fc.boolean(), fc.maxSafeInteger(), fc.string({ unit: "grapheme" }), fc.array(tie("tree")), fc.dictionary(fc.string().filter((key) => key !== "__proto__"), tie("tree"))),
}));

test("what is written is read back the same", () => {
  fc.assert(
    fc.property(tree, (value) => {
      const once = JSON.parse(JSON.stringify(value)) as unknown;
      assert.deepEqual(plain(parseJson(writeJson(value))), once);
      assert.deepEqual(plain(parseJson(JSON.stringify(value, null, 2))), once);
    }),
  );
});

test("nothing is taken that JSON.parse would not take", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."{}[]\",:0123456789-.eE \ntrufalsn\\u00".split("")), maxLength: 24 }), (source) => {
      let value: Json;
      try {
        value = parseJson(source);
      } catch {
        return;
      }
      assert.deepEqual(plain(value), JSON.parse(source));
    }),
    { numRuns: 5000 },
  );
});

test("a key that stands twice is refused, however it is written", () => {
  for (const source of ['{"a":1,"a":2}', '{"a":1,"\\u0061":1}', '[{"b":{"c":0,"c":0}}]', '{"__proto__":1,"__proto__":2}']) {
    assert.throws(() => parseJson(source), { reason: "json" }, source);
  }
  assert.equal((parseJson('{"__proto__":1}') as ReadonlyMap<string, Json>).get("__proto__"), 1);
});

test("bombs, halves, fractions and rests are refused", () => {
  const deep = "[".repeat(100_000);
  const bad = [deep, '"\\ud800"', "1.5", "1e3", "01", "-", "9007199254740993", "1 2", "{} x", "", " ", '{"a":}', "[1,]", "nul", '"\n"', "'a'", "[1", "\u00a01", "NaN"];
  for (const source of bad) assert.throws(() => parseJson(source), { reason: "json" }, source.slice(0, 20));
  assert.throws(() => parseJson(Uint8Array.of(0x22, 0xff, 0x22)), { reason: "json" });
  assert.throws(() => parseJson(Uint8Array.of(0xef, 0xbb, 0xbf, 0x31)), { reason: "json" });
});

test("a half of a surrogate pair in what a person pasted does not make the whole unreadable", () => {
  assert.equal(parseJson(writeJson("a\ud800b")), "a\ufffdb");
});

test("unknown keys, missing keys and wrong kinds are refused", () => {
  const shape = record({ a: whole(0, 10), b: list(text) });
  assert.deepEqual(read('{"a":3,"b":["x"]}', shape, "it"), { a: 3, b: ["x"] });
  for (const source of ['{"a":3}', '{"a":3,"b":[],"c":0}', '{"a":11,"b":[]}', '{"a":-1,"b":[]}', '{"a":"3","b":[]}', '{"a":3,"b":[1]}', "[]", "null", '{"a":3,"constructor":[]}']) {
    assert.throws(() => read(source, shape, "it"), { reason: "shape" }, source);
  }
  const order = sorted(text, (one) => one);
  assert.deepEqual(read('["a","b"]', order, "it"), ["a", "b"]);
  assert.throws(() => read('["b","a"]', order, "it"), { reason: "shape" });
  assert.throws(() => read('["a","a"]', order, "it"), { reason: "shape" });
});
