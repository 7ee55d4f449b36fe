/** The eight words in the Worker: drawn or read back, and the keys made from them as soon as possible. */
import type { InstallationId } from "../../seal/bytes.ts";
import { deriveMailbox, type MailboxSecrets, wipeMailbox } from "../../seal/derive.ts";
import { systemRandom } from "../../seal/random.ts";
import { englishList, loadWordList, loadWordLists } from "../../seal/wordlists.ts";
import { drawEntropy, readWords, splitWords, toWords, WORD_COUNT } from "../../seal/words.ts";
import type { Language, Reading } from "../contract.ts";

/** Words drawn for a new report and words read back to open an old one never stand in for each other. */
export type Purpose = "file" | "open";

interface Slot {
  readonly entropy: Uint8Array;
  readonly made: Promise<MailboxSecrets>;
}

export class Secrets {
  readonly #slots = new Map<Purpose, Slot>();

  constructor(readonly installation: InstallationId) {}

  /** The same words every time, until they are forgotten. */
  async draw(language: Language): Promise<string[]> {
    const list = await loadWordList(language);
    const entropy = this.#slots.get("file")?.entropy ?? drawEntropy(systemRandom);
    const words = toWords(entropy, list);
    if (!this.#slots.has("file")) this.#take("file", entropy);
    return words;
  }

  async read(typed: string, language: Language | null, purpose: Purpose): Promise<Reading> {
    const lists = language === null ? await loadWordLists() : [await loadWordList(language)];
    const reading = readWords(typed, lists);
    const words = splitWords(typed);
    if ("found" in reading) {
      this.#take(purpose, reading.found.entropy);
      return { outcome: "found" };
    }
    const word = (place: number) => words[place] ?? "";
    if ("count" in reading) return { outcome: "count", count: reading.count };
    if ("unknown" in reading) return { outcome: "unknown", place: reading.unknown.place, word: word(reading.unknown.place), near: [...reading.unknown.near] };
    if ("mixed" in reading) return { outcome: "mixed", place: reading.mixed.place, word: word(reading.mixed.place) };
    if ("several" in reading) return { outcome: "several", languages: [...reading.several] };
    return { outcome: "checksum" };
  }

  /** One word alone: read as if all eight were it, so that the rules are the same. */
  async word(written: string): Promise<{ known: boolean; near: string[] }> {
    const words = splitWords(written);
    if (words.length !== 1) return { known: words.length === 0, near: [] };
    const eight = Array<string>(WORD_COUNT).fill(words[0] ?? "").join(" ");
    const english = readWords(eight, [englishList]);
    if (!("unknown" in english)) return { known: true, near: [] };
    const all = readWords(eight, await loadWordLists());
    return "unknown" in all ? { known: false, near: [...all.unknown.near] } : { known: true, near: [] };
  }

  /** Waits for the keys. Throws when there are no words. */
  async mailbox(purpose: Purpose): Promise<MailboxSecrets> {
    const slot = this.#slots.get(purpose);
    if (!slot) throw new Error("no words");
    return slot.made;
  }

  async forget(purpose: Purpose): Promise<void> {
    const slot = this.#slots.get(purpose);
    this.#slots.delete(purpose);
    slot?.entropy.fill(0);
    if (slot) wipeMailbox(await slot.made);
  }

  #take(purpose: Purpose, entropy: Uint8Array): void {
    // After the answer to the page has left, so that the words are seen at once.
    const made = new Promise<MailboxSecrets>((resolve, reject) => {
      setTimeout(() => {
        try {
          resolve(deriveMailbox(entropy, this.installation));
        } catch (error) {
          reject(error as Error);
        }
      }, 0);
    });
    made.catch(() => undefined);
    this.#slots.set(purpose, { entropy, made });
  }
}
