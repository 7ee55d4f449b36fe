// The calls that pages make of the desk.

import type { CallContext } from "../../kit/bridge.ts";
import { type First, ownTasks, type Second } from "../../staff/own/door.ts";
import type { Desk } from "./desk.ts";
import type { Answering, AskName, Change, TaskAsked, Writing } from "./views.ts";

export function tasksOf(desk: Desk) {
  return {
    place: (_: null) => desk.place(),
    look: (asked: { token: string }) => desk.look(asked.token),
    drawPassphrase: (_: null) => desk.drawPassphrase(),
    makeKeys: (asked: { name: string; passphrase: string }, call: CallContext) => desk.makeKeys(asked.name, asked.passphrase, call.tell),
    enrolmentSeed: (asked: { token: string }) => desk.enrolmentSeed(asked.token),
    enrolmentPasskey: (asked: { token: string }) => desk.enrolmentPasskey(asked.token),
    enrol: (asked: { token: string; factor: First }) => desk.enrol(asked.token, asked.factor),
    signIn: (asked: { name: string; passphrase: string }, call: CallContext) => desk.signIn(asked.name, asked.passphrase, call.tell),
    secondStep: (asked: Second) => desk.secondStep(asked),
    firstSeed: (_: null) => desk.firstSeed(),
    challengeHalf: (_: null) => desk.challengeHalf(),
    firstPasskey: (_: null) => desk.firstPasskey(),
    setUp: (asked: First) => desk.setUp(asked),
    me: (_: null) => desk.me(),
    signOut: (_: null) => desk.signOut(),
    touch: (_: null) => desk.touch(),
    watch: (_: null, call: CallContext) => desk.keys.watch(call.tell, call.signal),
    known: (_: null) => desk.known(),
    refresh: (_: null, call: CallContext) => desk.refresh(call.tell, call.signal),
    cases: (asked: { after: string | null }) => desk.rows(asked.after),
    openCase: (asked: { case: string }, call: CallContext) => desk.open(asked.case, call.tell),
    write: (asked: { case: string; writing: Writing }, call: CallContext) => desk.write(asked.case, asked.writing, call.tell),
    setTask: (asked: { case: string; task: TaskAsked }) => desk.setTask(asked.case, asked.task),
    others: (asked: { case: string }) => desk.others(asked.case),
    changeReaders: (asked: { case: string; change: Change }) => desk.changeReaders(asked.case, asked.change),
    keepers: (asked: { case: string }) => desk.keepers(asked.case),
    askName: (asked: { case: string; asked: AskName }) => desk.askName(asked.case, asked.asked),
    showName: (asked: { case: string }) => desk.showName(asked.case),
    requests: (_: null) => desk.requests(),
    answerRequest: (asked: Answering) => desk.answerRequest(asked),
    dropLetter: (asked: { letter: string }) => desk.dropLetter(asked.letter),
    recuse: (asked: { case: string }) => desk.recuse(asked.case),
    ...ownTasks(desk.own, (work) => desk.guarded(work)),
    openFile: (asked: { case: string; sha256: string }, call: CallContext) => desk.file(asked.case, asked.sha256, call.tell),
  };
}
export type DeskTasks = ReturnType<typeof tasksOf>;
