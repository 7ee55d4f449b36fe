import assert from "node:assert/strict";
import { test } from "node:test";
import { DraftKeeper } from "./drafts.ts";

test("a draft survives an ended session of the same person, files too", () => {
  const drafts = new DraftKeeper<string>();
  drafts.signedIn("anna");
  drafts.keep("case", "reply", { text: "We have read", files: ["photo"] });
  drafts.signedIn("anna");
  assert.deepEqual(drafts.take("case", "reply"), { text: "We have read", files: ["photo"] });
});

test("another person on the same page never sees a draft", () => {
  const drafts = new DraftKeeper<string>();
  drafts.signedIn("anna");
  drafts.keep("case", "reply", { text: "We have read", files: [] });
  drafts.signedIn("ben");
  assert.deepEqual(drafts.take("case", "reply"), { text: "", files: [] });
  drafts.signedIn("anna");
  assert.equal(drafts.take("case", "reply").text, "");
});

test("a note never turns into a reply, nor one case's draft into another's", () => {
  const drafts = new DraftKeeper<string>();
  drafts.keep("case", "note", { text: "I suspect the manager", files: [] });
  assert.equal(drafts.take("case", "reply").text, "");
  assert.equal(drafts.take("other", "note").text, "");
});

test("nothing is unsent once it was sent or emptied", () => {
  const drafts = new DraftKeeper<string>();
  drafts.keep("a", "reply", { text: "x", files: [] });
  drafts.keep("b", "note", { text: "y", files: [] });
  assert.equal(drafts.unsent, true);
  drafts.forget("a", "reply");
  drafts.keep("b", "note", { text: "", files: [] });
  assert.equal(drafts.unsent, false);
});
