// Every screen that people can see, with the route it belongs to. The stories name a screen each time they look;
// a test compares the routes here with those in the sources, so that a new page cannot stay unseen.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./place.mjs";

/** Screen → route. */
export const screens = {
  start: "reporter start",
  advice: "reporter advice",
  question: "reporter question",
  files: "reporter files",
  check: "reporter check",
  "check: a name for keepers": "reporter check",
  "check: too few keepers are left": "reporter check",
  words: "reporter words",
  "two words asked back, one wrong": "reporter back",
  send: "reporter send",
  "send: the list of people changed": "reporter send",
  sent: "reporter sent",
  return: "reporter return",
  "report and answers": "reporter box",
  "after an answer": "reporter box",
  "report and answers: leaving a name": "reporter box",
  "report and answers: somebody knows the name": "reporter box",
  "plain: first page": "reporter start",
  "plain: start": "/plain",
  "plain: words": "/plain/words",
  "plain: two words, one wrong": "/plain/words",
  "plain: questions": "/plain/words",
  "plain: nothing written": "/plain/report",
  "plain: stored": "/plain/report",
  "plain: a file was stored": "/plain/files",
  "plain: return": "/plain/return",
  "plain: mailbox": "/plain/mailbox",
  "plain: after an answer": "/plain/reply",
  "enrol: name": "console enrol",
  "enrol: passphrase": "console enrol",
  "enrol: two words asked back": "console enrol",
  "enrol: six words to read aloud": "console enrol",
  "enrol: authenticator app": "console enrol",
  "enrol: passkey": "console enrol",
  "enrol: recovery codes": "console enrol",
  "enrol: done": "console enrol",
  "sign in": "console sign-in",
  "sign in: refused": "console sign-in",
  "sign in: second step": "console sign-in",
  "sign in: recovery code": "console sign-in",
  "sign in: passkey": "console sign-in",
  "signed out": "console sign-in",
  cases: "console cases",
  "cases: filtered": "console cases",
  "cases: with names": "console cases",
  "cases: an older copy came back": "console cases",
  case: "console case",
  "case: a photo drawn anew": "console case",
  "case: warning before saving": "console case",
  "case: after a reply": "console case",
  "case: adding a reader": "console case",
  "case: name, lead, labels": "console case",
  "case: outcome": "console case",
  "case: closure": "console case",
  "case: adding something to do": "console case",
  "case: with a card": "console case",
  "case: leaving it": "console case",
  "case: a name was left": "console case",
  "case: asking for the name": "console case",
  "case: what the keepers said": "console case",
  "case: the name is shown": "console case",
  requests: "console requests",
  "requests: none": "console requests",
  "requests: agreeing": "console requests",
  "requests: saying no": "console requests",
  "console: my sign-in": "console own",
  "console: another app": "console own",
  "console: another passkey": "console own",
  "console: new recovery codes": "console own",
  "cases: a recovery code was used": "console cases",
  "nowhere: console": "console nowhere",
  "office: people": "office people",
  "office: invite": "office invite",
  "office: invite, nothing written": "office invite",
  "office: the link": "office invite",
  "office: sign": "office sign",
  "office: sign, other words": "office sign",
  "office: signed": "office sign",
  "office: log": "office log",
  "office: log, compared": "office log",
  "office: own entries": "office log",
  "office: once more": "office invite",
  "office: my sign-in": "office own",
  "office: asked again for a passkey": "office own",
  "office: sign elsewhere": "office sign",
  "office: sign elsewhere, another list": "office sign",
  "office: sign elsewhere, as it came back": "office sign",
  "office: take out": "office out",
  "office: new keys": "office renew",
  "office: new keys, one agreed": "office renew",
  "office: colleagues": "office colleagues",
  "office: poster": "office poster",
  "office: poster, nothing written": "office poster",
  "office: poster, told": "office poster",
  "office: nobody": "office outside",
  "office: nowhere": "office nowhere",
};

/** Routes that show nothing of their own, each with the reason. */
export const unseen = {
  "reporter ready": "fetches and goes on by itself; when it fails, the reason is shown in words of its own",
  "reporter step": "stands for every step of filing, each of which is listed",
  "/plain/attachment": "answers with a file",
};

function sources(folder, ending) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((name) => name.endsWith(ending) && !/(_test\.rs|\.test\.tsx?)$/.test(name))
    .map((name) => readFileSync(join(root, folder, name), "utf8"));
}

const found = (text, pattern) => [...text.matchAll(pattern)].map(([, name]) => name);

/** Every route that the sources know. */
export function routesInSources() {
  const read = (path) => readFileSync(join(root, "crates/browser/ui", path), "utf8");
  const views = /\{\s*(?:readonly )?at: "([a-z-]+)"/g;
  return new Set([
    ...[...found(read("reporter/app.tsx"), views), ...found(read("reporter/rules/journey.ts"), views)].map((view) => `reporter ${view}`),
    ...found(read("casework/rules/address.ts"), views).map((view) => `console ${view}`),
    "console sign-in",
    ...found(read("office/rules/address.ts"), views).map((view) => `office ${view}`),
    "office outside",
    "office colleagues",
    ...sources("crates/intake/src/plain", ".rs").flatMap((text) => found(text, /Endpoint::new\([^,]+, "(\/plain[a-z/]*)"/g)),
  ]);
}
