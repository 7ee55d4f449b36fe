/**
 * The office's worker. It holds no reader's keys; the organisation's key passes through it while a list is signed, and is wiped.
 * Clock and HTTP enter here and nowhere else.
 */
import { serveBridge } from "../kit/bridge.ts";
import { askJson, askOctets } from "../kit/http.ts";
import { Desk, tasksOf } from "./desk/desk.ts";
import { telling } from "./desk/failures.ts";

const desk = new Desk({ http: askJson, octets: askOctets, clock: { now: () => Date.now() } });
serveBridge(tasksOf(desk), telling);
