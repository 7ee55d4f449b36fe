/**
 * The worker of the console: one for all tabs. Holds a reader's keys until the last tab closes or fifteen idle minutes have
 * passed. Clock, randomness and HTTP enter here and nowhere else.
 */
import { serveBridge } from "../kit/bridge.ts";
import { askJson, askOctets } from "../kit/http.ts";
import { systemRandom } from "../seal/random.ts";
import { Desk } from "./desk/desk.ts";
import { telling } from "./desk/failures.ts";
import { tasksOf } from "./desk/tasks.ts";

const desk = new Desk({
  http: { json: askJson, octets: askOctets },
  clock: { now: () => Date.now() },
  random: systemRandom,
});

setInterval(() => void desk.tick(), 5_000);
serveBridge(tasksOf(desk), telling);
