import assert from "node:assert/strict";
import { test } from "node:test";
import { labelled } from "./answers.ts";

const questionnaire = JSON.stringify({
  version: 1,
  questions: [
    { id: "what", kind: "text", title: { en: "What happened?", pt: "O que aconteceu?" } },
    { id: "area", kind: "several", title: { en: "What is it about?" }, options: [{ value: "access", title: { en: "Passwords" } }, { value: "backup", title: { en: "Backups" } }] },
  ],
});

test("answers stand under the question the reporter saw, choices in words", () => {
  const [what, area] = labelled([{ question: "what", value: "A\nB" }, { question: "area", value: "access\nbackup" }], questionnaire, "pt");
  assert.deepEqual(what, { question: "what", label: "O que aconteceu?", values: ["A\nB"], chosen: false });
  assert.deepEqual(area, { question: "area", label: "What is it about?", values: ["Passwords", "Backups"], chosen: true });
});

test("what the questionnaire does not explain is shown all the same", () => {
  const answers = [{ question: "secret-question", value: "x" }, { question: "area", value: "unheard-of" }];
  assert.deepEqual(labelled(answers, questionnaire, "en").map((one) => [one.label, one.values[0]]), [["secret-question", "x"], ["What is it about?", "unheard-of"]]);
  for (const broken of [null, "", "[]", "{", '{"questions":[null,3,{"id":4}]}']) {
    assert.equal(labelled(answers, broken, "en")[0]?.values[0], "x");
  }
});
