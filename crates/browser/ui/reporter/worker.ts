/** The reporters' Worker: all cryptography, and HTTP with it. */
import { serveBridge } from "../kit/bridge.ts";
import type { ReporterTasks } from "./contract.ts";
import { Desk } from "./work/desk.ts";
import { nameFailure } from "./work/failing.ts";

const desk = new Desk();
const tasks: ReporterTasks = {
  prepare: () => desk.prepare(),
  draw: (asked) => desk.draw(asked),
  speed: () => desk.speed(),
  file: (asked, call) => desk.file(asked, call),
  read: (asked) => desk.read(asked),
  word: (asked) => desk.word(asked),
  open: (_, call) => desk.open(call),
  reply: (asked, call) => desk.reply(asked, call),
  leaveName: (asked, call) => desk.leaveName(asked, call),
  attachment: (asked, call) => desk.attachment(asked, call),
  receipt: (_, call) => desk.receipt(call),
  forget: () => desk.forget(),
};
serveBridge(tasks, nameFailure);
