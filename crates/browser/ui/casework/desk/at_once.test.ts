import assert from "node:assert/strict";
import { test } from "node:test";
import { drawOrganisation } from "../../seal/organisation.fixture.ts";
import { comeBack } from "../../seal/server.fixture.ts";
import { deskOf, openedCase, quiet } from "./server.fixture.ts";
import type { CaseView } from "./views.ts";

const staff = await drawOrganisation();
const kinds = ({ talk }: CaseView): string[] => talk.map(({ what }) => what.kind).sort();

test("a stage set while a reply's file is on its way, and both are there", async () => {
  const { server, shelf, id, desk } = await openedCase(staff);
  // A server that refuses nothing: the desk must do it alone.
  server.counts = false;
  let once = true;
  server.before = async (_, asked) => {
    if (!once || asked.method !== "PUT") return;
    once = false;
    await desk.write(id, { kind: "stage", stage: "confirmed" }, quiet);
  };
  const view = await desk.write(id, { kind: "reply", text: "Look.", files: [new File(["x"], "a.txt")] }, quiet);
  assert.deepEqual(view.findings, []);
  assert.deepEqual(kinds(view), ["readers", "stage", "text"]);
  assert.deepEqual((await comeBack(shelf)).findings, []);
});

test("several entries written at once take turns, one that fails does not stop the next", async () => {
  const { server, shelf, id, desk } = await openedCase(staff);
  server.counts = false;
  let posts = 0;
  server.before = (path, asked) => {
    if (path.endsWith("/items") && asked.method === "POST" && (posts += 1) === 1) throw new Error("broken");
  };
  const texts = ["One.", "Two.", "Three."].map((text) => desk.write(id, { kind: "reply", text, files: [] }, quiet));
  const ends = await Promise.allSettled(texts);
  assert.deepEqual(ends.map(({ status }) => status), ["rejected", "fulfilled", "fulfilled"]);
  const view = await desk.open(id);
  assert.deepEqual(view.findings, []);
  assert.deepEqual(kinds(view), ["readers", "text", "text"]);
  assert.deepEqual((await comeBack(shelf)).findings, []);
});

test("an entry from another machine of the same person is refused by nobody, and neither vanishes", async () => {
  const { server, shelf, id, handler, desk } = await openedCase(staff);
  const { desk: other } = deskOf(server, handler);
  let once = true;
  server.before = async (path, asked) => {
    if (!once || !path.endsWith("/items") || asked.method !== "POST") return;
    once = false;
    await other.write(id, { kind: "stage", stage: "confirmed" }, quiet);
  };
  const view = await desk.write(id, { kind: "reply", text: "Thank you.", files: [] }, quiet);
  assert.deepEqual(view.findings, []);
  assert.deepEqual(kinds(view), ["readers", "stage", "text"]);
  assert.deepEqual((await comeBack(shelf)).findings, []);
});
