import assert from "node:assert/strict";
import { test } from "node:test";
import { TaskFailed } from "../../kit/bridge.ts";
import type { Finding } from "../../seal/findings.ts";
import type { Attachment, Item } from "../../seal/item.ts";
import type { Sending } from "../contract.ts";
import { attached, entriesOf, stageOf } from "./conversation.ts";
import { afterBreak, failureText, findingText, mayChangeAfter } from "./failures.ts";
import { blocksReply, saidOf, sayFindings } from "./findings.ts";
import { lineOf, partOf } from "./progress.ts";
import { readingFault, spread } from "./reading.ts";
import { texts } from "../later.ts";
import { learn, t } from "../say.ts";

learn(texts);
const author = "a".repeat(32) as never;
const hash = "b".repeat(64) as never;

const every: Finding[] = [
  { kind: "unreadable", id: "x" },
  { kind: "other-case", id: "x" },
  { kind: "forged", author, hash },
  { kind: "stranger", author, hash },
  { kind: "left-out", author, hash },
  { kind: "repeated", hash },
  { kind: "forked", author, seq: 1 },
  { kind: "gap", author, seq: 1 },
  { kind: "dropped", author, seq: 1 },
  { kind: "own-missing", count: 1 },
  { kind: "state-rolled-back" },
  { kind: "notice-refused", version: 2, hash, author, why: "author", doubt: false },
  { kind: "notice-refused", version: 2, hash, author, why: "left-out", doubt: true },
  { kind: "notice-refused", version: 2, hash, author, why: "roles", doubt: true },
  { kind: "notice-dropped", version: 2 },
  { kind: "old-roster", author, hash },
  { kind: "attachment-missing", sha256: hash },
];

test("every finding has a sentence of its own kind", () => {
  for (const finding of every) assert.doesNotMatch(findingText(t, saidOf(finding)), /^\[|\(/, finding.kind);
  for (const kind of ["roster-forged", "roster-other", "roster-expired", "state-forged"]) assert.doesNotMatch(findingText(t, kind), /^\[|\(/);
  assert.match(findingText(t, "unheard-of"), /unheard-of/);
});

test("findings are said once, the gravest first", () => {
  const said = sayFindings([every[0]!, every[4]!, every[0]!], ["roster-forged"]);
  assert.deepEqual(said, ["reader-left-out", "roster-forged", "item-broken"]);
});

test("an answer is blocked when it could reach somebody it should not, and only then", () => {
  const blocked = every.filter((finding) => blocksReply([saidOf(finding)])).map(({ kind }) => kind);
  assert.deepEqual([...new Set(blocked)], ["stranger", "left-out", "state-rolled-back", "notice-refused", "notice-dropped", "old-roster"]);
  assert.ok(!blocksReply([]));
});

test("every failure is said in words, an unknown one with its code", () => {
  const names = ["stopped", "unreachable", "unknown", "full", "busy", "too-large", "refused", "expired", "garbled", "channel", "questions", "nobody", "keepers", "closed", "raced", "gone", "joined", "joined-otherwise", "file-changed", "attachment-broken", "attachment-missing", "worker-broken"];
  for (const name of names) assert.doesNotMatch(failureText(t, new TaskFailed(name, { detail: "d", name: "n" })), /\[|mistake/, name);
  assert.match(failureText(t, new TaskFailed("odd", {})), /odd/);
  assert.match(failureText(t, new Error("secret detail")), /mistake/);
  assert.doesNotMatch(failureText(t, new Error("secret detail")), /secret/);
});

test("only an uncertain end forbids changes", () => {
  assert.equal(mayChangeAfter(new TaskFailed("unknown", {})), false);
  assert.equal(mayChangeAfter(new TaskFailed("unreachable", {})), true);
});

test("a Worker that breaks while the report is on its way leaves it uncertain, and before that does not", () => {
  const broken = new TaskFailed("worker-broken", {});
  assert.equal(mayChangeAfter(afterBreak(broken, true)), false);
  assert.equal(mayChangeAfter(afterBreak(broken, false)), true);
  assert.equal(mayChangeAfter(afterBreak(new TaskFailed("busy", {}), true)), true);
});

test("a wrong word is named with its place and near words", () => {
  const fault = readingFault(t, { outcome: "unknown", place: 2, word: "abondan", near: ["abandon", "abound", "about"] });
  assert.equal(fault?.place, 2);
  assert.equal(fault?.text, "Word 3, “abondan”, is not in the list. Did you mean abandon, abound or about?");
  assert.equal(readingFault(t, { outcome: "found" }), null);
  assert.match(readingFault(t, { outcome: "count", count: 7 })?.text ?? "", /7 words/);
  assert.match(readingFault(t, { outcome: "mixed", place: 0, word: "x" })?.text ?? "", /another language/);
});

test("pasted words spread over the fields from where they were pasted, a single one stays as it is", () => {
  const empty = Array<string>(8).fill("");
  assert.deepEqual(spread(empty, 0, "1 one, 2 two\tthree").slice(0, 4), ["one", "two", "three", ""]);
  assert.deepEqual(spread(empty, 7, "one two")[7], "one");
  assert.deepEqual(spread(empty, 0, "one ")[0], "one ");
});

test("the bar never goes back while files are sent", () => {
  const states: Sending[] = [{ phase: "words" }, { phase: "file", place: 0, of: 2, done: 0, all: 10 }, { phase: "file", place: 0, of: 2, done: 10, all: 10 }, { phase: "file", place: 1, of: 2, done: 10, all: 10 }, { phase: "sealing" }, { phase: "report" }];
  const parts = states.map((state) => partOf(state, 2) ?? 0);
  assert.deepEqual(parts, [...parts].sort((a, b) => a - b));
  assert.ok(parts.every((part) => part > 0 && part < 1));
  for (const state of states) assert.doesNotMatch(lineOf(t, state), /^\[/);
});

const item = (by: string, body: Item["body"], seq = 0): Item => ({ header: { author: by, day: 1, seq } as never, hash: `${seq}` as never, body });
const notice = (members: string[], seq: number) => item(author, { kind: "notice", notice: { members } as never }, seq);
const first = item("reporter", { kind: "report", report: { members: ["p"], answers: [], attachments: [], vault: null } as never });

test("a change of readers is told only when other people read, and never when it was refused", () => {
  const lines = entriesOf([first, notice(["p"], 1), notice(["p", "q"], 2)], [], (id) => id);
  assert.deepEqual(lines.map(({ kind }) => kind), ["report", "readers"]);
  const refused: Finding = { kind: "notice-refused", version: 2, hash: "2" as never, author, why: "link", doubt: false };
  assert.deepEqual(entriesOf([first, notice(["p", "q"], 2)], [refused], (id) => id).map(({ kind }) => kind), ["report"]);
});

test("the newest stage counts; before any, whether somebody confirmed", () => {
  const stage = (name: "assessing" | "closed", seq: number) => item(author, { kind: "stage", stage: name }, seq);
  const lines = entriesOf([stage("assessing", 0), stage("closed", 1)], [], () => "");
  assert.equal(stageOf(lines, false), "closed");
  assert.equal(stageOf([], true), "confirmed");
  assert.equal(stageOf([], false), "received");
});

test("names of received files are made harmless too", () => {
  const hostile = { sha256: hash, name: "../\u202Egpj.exe", type: "text/html; x", length: 1, sealed: 2 } as unknown as Attachment;
  assert.deepEqual(attached([hostile]), [{ key: hash, name: "gpj.exe", type: "application/octet-stream", length: 1 }]);
});
