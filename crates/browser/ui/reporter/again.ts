/**
 * The filing receipt once more, from the eight words: a file of its own, fetched when it is asked for. The words gave the leaf; whole
 * deliveries around the day of the report are fetched until one holds it, and then the place's words for all leaves of that delivery. The
 * server sees about when somebody reported, and never which of the 256 leaves was looked for. Whatever went wrong comes back as a sentence.
 */
import source from "../../../web/texts/en/again.ftl";
import { askOctets, Problem } from "../kit/http.ts";
import { makeTexts } from "../kit/texts.ts";
import type { Hash } from "../seal/bytes.ts";
import { hash } from "../seal/ids.ts";
import { checkTick, checkWhole, type Checkpoint, LEAVES, type Placed, rosterLeaf, verifyCheckpoint } from "../seal/log.ts";
import { verifyReceipt } from "../seal/receipt.ts";
import { Refused } from "../seal/refusal.ts";
import type { Channel } from "../seal/roster.ts";
import { hex, list, read, record, type Shape, whole } from "../seal/shape.ts";
import type { Again } from "./contract.ts";

const LOG = "/api/v1/log";
const DAY = 86_400;
/** More deliveries than this are not looked through in a browser. */
const MOST = 400;

const leavesShape = record({ leaves: list(hash) });
const signaturesShape = record({ signatures: list(hex<string>(64)) });
const placedShape: Shape<{ readonly rosters: readonly Placed[] }> = record({ rosters: list(record({ roster: hash, tick: whole() })) });

/** What is needed: the place, the leaf that the words and the case give, the day of the report, and whether it has left for its readers. */
export interface Sought {
  readonly channel: Channel;
  readonly door: { readonly nextTick: number; readonly tickSeconds: number };
  /** The list of people that the place shows. */
  readonly roster: Hash | null;
  readonly leaf: Hash;
  readonly day: number;
  readonly delivered: boolean;
  readonly signal: AbortSignal;
}

const t = makeTexts("en", [source]);

/** Every number below `end`, those around `begin` first. */
export function outwards(begin: number, end: number): number[] {
  const at = Math.min(Math.max(begin, 0), end);
  return Array.from({ length: 2 * end + 2 }, (_, n) => (n % 2 === 0 ? at + n / 2 : at - (n + 1) / 2)).filter((tick) => tick >= 0 && tick < end);
}

export async function again(sought: Sought): Promise<Again> {
  try {
    return await look(sought);
  } catch (error) {
    return { text: t(error instanceof Refused ? "again-broken" : "again-offline"), receipt: null };
  }
}

async function look(sought: Sought): Promise<Again> {
  const { channel, door, leaf, signal } = sought;
  const ask = async <T>(path: string, shape: Shape<T>): Promise<T> => read(await askOctets(`${LOG}/${path}`, { signal }), shape, path);
  const { rosters } = await ask("rosters", placedShape);
  const newest = await checkpoint(channel, signal);
  if (newest === null) return { text: t(sought.delivered ? "again-missing" : "again-waits"), receipt: null };
  const all: Hash[] = [];
  while (all.length < newest.size) {
    const { leaves } = await ask(`leaves/${String(all.length)}`, leavesShape);
    if (leaves.length === 0) break;
    all.push(...leaves);
  }
  const leaves = all.slice(0, newest.size);
  checkWhole(newest, leaves);
  const inner = async (tick: number): Promise<readonly Hash[]> => {
    const { leaves: own } = await ask(`ticks/${String(tick)}`, leavesShape);
    checkTick(own, leaves[tick]);
    return own;
  };
  if (!(await stands(sought.roster, rosters, newest.size, inner))) return { text: t("again-list"), receipt: null };
  const since = Math.floor((door.nextTick - sought.day * DAY) / door.tickSeconds);
  for (const [n, tick] of outwards(newest.size - since, newest.size).entries()) {
    if (n >= MOST) return { text: t("again-many"), receipt: null };
    const place = (await inner(tick)).indexOf(leaf);
    if (place < 0) continue;
    const { signatures } = await ask(`ticks/${String(tick)}/receipts`, signaturesShape);
    const receipt = { leaf, tick, signature: signatures[place] ?? "" };
    if (signatures.length !== LEAVES) throw new Refused("receipt");
    verifyReceipt(receipt, leaf, channel.log_key);
    return { text: t("again-found", { number: tick }), receipt: `${JSON.stringify(receipt)}\n` };
  }
  return { text: t(sought.delivered ? "again-missing" : "again-waits"), receipt: null };
}

async function checkpoint({ installation, log_key: key }: Channel, signal: AbortSignal): Promise<Checkpoint | null> {
  try {
    return verifyCheckpoint(new TextDecoder().decode(await askOctets(`${LOG}/checkpoint`, { signal })), installation, key);
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}

/** Whether the list of people that was shown stands in the log, or comes with the very next delivery. */
async function stands(roster: Hash | null, placed: readonly Placed[], size: number, inner: (tick: number) => Promise<readonly Hash[]>): Promise<boolean> {
  if (roster === null) return true;
  const found = placed.find((one) => one.roster === roster);
  if (found === undefined || found.tick > size) return false;
  return found.tick === size || (await inner(found.tick)).includes(rosterLeaf(roster));
}
