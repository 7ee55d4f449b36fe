import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { afterChange, faultOf, move, progress, steps } from "./journey.ts";
import { answersToSend, asked, BadQuestionnaire, parseQuestionnaire, settleChoice, textLength } from "./questionnaire.ts";

declare const UI_FOLDER: string;
const shipped = readFileSync(join(UI_FOLDER, "../../web/texts/questionnaire.json"), "utf8");
const questionnaire = parseQuestionnaire(shipped);
const ids = (answers: Record<string, string[]>) => asked(questionnaire, answers).map((question) => question.id);
const nobody = { eligible: ["a"], leftOut: [] };

test("the shipped questionnaire asks only what happened for certain", () => {
  assert.deepEqual(questionnaire.filter((question) => question.required).map((question) => question.id), ["what"]);
  assert.equal(ids({})[0], "what");
});

test("a follow-up is asked only after the answer that opens it", () => {
  assert.ok(!ids({}).includes("urgent-how"));
  assert.ok(!ids({ urgent: ["no"] }).includes("urgent-how"));
  assert.ok(ids({ urgent: ["yes"] }).includes("urgent-how"));
});

test("an answer to a question that is no longer asked is not sent", () => {
  const answers = { what: ["x"], urgent: ["yes"], "urgent-how": ["soon"] };
  assert.ok(answersToSend(questionnaire, answers).some((answer) => answer.question === "urgent-how"));
  assert.ok(!answersToSend(questionnaire, { ...answers, urgent: ["no"] }).some((answer) => answer.question === "urgent-how"));
});

test("a question that hangs on one no longer asked is not asked either", () => {
  const chain = parseQuestionnaire(
    JSON.stringify({
      version: 1,
      questions: [
        { id: "what", kind: "text", required: true, title: { en: "" } },
        { id: "p", kind: "people", title: { en: "" } },
        { id: "a", kind: "one", title: { en: "" }, options: [{ value: "y", title: { en: "" } }] },
        { id: "b", kind: "one", title: { en: "" }, options: [{ value: "y", title: { en: "" } }], when: [{ question: "a", any: ["y"] }] },
        { id: "c", kind: "line", title: { en: "" }, when: [{ question: "b", any: ["y"] }] },
      ],
    }),
  );
  assert.equal(asked(chain, { a: ["y"], b: ["y"] }).length, 5);
  assert.equal(asked(chain, { a: [], b: ["y"] }).length, 3);
});

test("who is left out and what is only a hint never stand among the answers", () => {
  const sent = answersToSend(questionnaire, { what: [" x \n"], conflict: ["someone"], others: ["y"], area: ["access", "privacy"], when: ["  "] });
  assert.deepEqual(sent, [{ question: "what", value: "x" }, { question: "area", value: "access\nprivacy" }]);
});

test("damaged questionnaires are refused", () => {
  const good = () => JSON.parse(shipped) as { version: unknown; questions: Record<string, unknown>[] };
  const broken: ((bad: ReturnType<typeof good>) => void)[] = [
    (bad) => (bad.version = 2),
    (bad) => (bad.questions[0]!["kind"] = "script"),
    (bad) => (bad.questions[0]!["extra"] = 1),
    (bad) => delete bad.questions[0]!["required"],
    (bad) => (bad.questions[1]!["required"] = true),
    (bad) => (bad.questions[1]!["id"] = "what"),
    (bad) => (bad.questions[1]!["when"] = [{ question: "later", any: ["x"] }]),
    (bad) => (bad.questions[2]!["options"] = []),
    (bad) => (bad.questions[0]!["title"] = { fr: "x" }),
    (bad) => (bad.questions = bad.questions.filter((question) => question["kind"] !== "people")),
  ];
  for (const [place, change] of broken.entries()) {
    const bad = good();
    change(bad);
    assert.throws(() => parseQuestionnaire(JSON.stringify(bad)), BadQuestionnaire, `change ${place}`);
  }
  assert.throws(() => parseQuestionnaire("{"), BadQuestionnaire);
});

test("the way leads from advice through every question to sending, and back", () => {
  const all = steps(questionnaire, {});
  let step = all[0]!;
  for (let count = 1; count < all.length; count++) step = move(all, step, 1);
  assert.deepEqual(step, { at: "send" });
  assert.deepEqual(move(all, step, 1), step);
  assert.deepEqual(move(all, { at: "files" }, -1), { at: "question", id: asked(questionnaire, {}).at(-1)!.id });
  assert.deepEqual(move(all, { at: "question", id: "urgent-how" }, 1), { at: "check" });
  assert.deepEqual(progress(questionnaire, {}, "when"), { n: 2, of: ids({}).length });
});

test("a changed answer leads back to the check, by way of what it newly asks", () => {
  assert.deepEqual(afterChange(questionnaire, { harm: ["no"] }, "harm"), { at: "check" });
  assert.deepEqual(afterChange(questionnaire, { harm: ["afraid"] }, "harm"), { at: "question", id: "harm-what" });
  assert.deepEqual(afterChange(questionnaire, { harm: ["afraid"], "harm-what": ["x"] }, "harm"), { at: "check" });
});

test("only what happened must be answered, and white space is no answer", () => {
  const [what, when] = questionnaire;
  assert.deepEqual(faultOf(what!, questionnaire, { what: [" \n"] }, 100, nobody), { kind: "required" });
  assert.equal(faultOf(what!, questionnaire, { what: ["x"] }, 100, nobody), null);
  assert.equal(faultOf(when!, questionnaire, {}, 100, nobody), null);
});

test("too much text is counted in bytes over all answers", () => {
  const answers = { what: ["é".repeat(40)], when: ["x".repeat(30)] };
  assert.equal(textLength(questionnaire, answers), 110);
  assert.deepEqual(faultOf(questionnaire[1]!, questionnaire, answers, 100, nobody), { kind: "too-long", over: 10 });
});

test("whoever leaves out everybody is told so at once", () => {
  const people = questionnaire.find((question) => question.kind === "people")!;
  assert.deepEqual(faultOf(people, questionnaire, {}, 9, { eligible: ["a", "b"], leftOut: ["b", "a", "c"] }), { kind: "everybody" });
  assert.equal(faultOf(people, questionnaire, {}, 9, { eligible: ["a", "b"], leftOut: ["b"] }), null);
});

test("being unsure and a choice do not stand together", () => {
  assert.deepEqual(settleChoice(["access"], ["access", "unsure"]), ["unsure"]);
  assert.deepEqual(settleChoice(["unsure"], ["unsure", "access"]), ["access"]);
  assert.deepEqual(settleChoice(["access", "privacy"], ["privacy"]), ["privacy"]);
});
