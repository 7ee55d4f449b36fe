import assert from "node:assert/strict";
import { test } from "node:test";
import { isWritten, keepersAmong, nameFault, nameToSend, offered } from "./left_name.ts";
import type { Person } from "./people.ts";

const person = (id: string, ...roles: Person["roles"]): Person => ({ id, name: `keeper ${id}`, roles });
const people = [person("1", "custodian"), person("2", "handler"), person("3", "custodian", "officer"), person("4", "custodian")];

test("keepers are named but for those left out, and it takes two", () => {
  assert.deepEqual(keepersAmong(people, ["3"]), { names: ["keeper 1", "keeper 4"], all: 3 });
  assert.equal(offered(keepersAmong(people, ["3"])), "yes");
  assert.equal(offered(keepersAmong(people, ["3", "4"])), "left-out");
  assert.equal(offered(keepersAmong(people.slice(0, 2), [])), "few");
});

test("nothing written is no fault; a contact without a name, and too much of either, is", () => {
  assert.equal(nameFault({ name: " ", contact: "" }), null);
  assert.equal(nameFault({ name: "Ada", contact: "" }), null);
  assert.equal(nameFault({ name: "", contact: "the blue door" }), "name");
  assert.equal(nameFault({ name: "x".repeat(101), contact: "" }), "name");
  assert.equal(nameFault({ name: "Ada", contact: "x".repeat(301) }), "contact");
  assert.equal(nameFault({ name: "Ada", contact: "two\nlines" }), null);
});

test("what is sent is what was written, and nothing where nobody may keep it", () => {
  const two = keepersAmong(people, []);
  assert.deepEqual(nameToSend({ name: " Ada ", contact: "" }, two), { name: "Ada", contact: "" });
  assert.equal(nameToSend({ name: "", contact: "" }, two), null);
  assert.ok(isWritten({ name: "Ada", contact: "" }));
  assert.equal(nameToSend({ name: "Ada", contact: "" }, keepersAmong(people, ["1", "3"])), null);
});
