/** The eight words in the Worker: drawn or read back, and the keys made from them as soon as possible. */
import type { InstallationId } from "../../seal/bytes.ts";
import { deriveMailbox, type MailboxSecrets, wipeMailbox } from "../../seal/derive.ts";
import { systemRandom } from "../../seal/random.ts";
import { englishList, loadWordList, loadWordLists } from "../../seal/wordlists.ts";
import { drawEntropy, readWords, splitWords, toWords, WORD_COUNT } from "../../seal/words.ts";
import type { Language, Reading } from "../contract.ts";

export class Secrets {
  #words: string[] | null = null;
  #entropy: Uint8Array | null = null;
  #made: Promise<MailboxSecrets> | null = null;

  constructor(readonly installation: InstallationId) {}

  /** The same words every time, until they are forgotten. */
  async draw(language: Language): Promise<string[]> {
    if (this.#words) return this.#words;
    const list = await loadWordList(language);
    const entropy = drawEntropy(systemRandom);
    this.#words = toWords(entropy, list);
    this.#take(entropy);
    return this.#words;
  }

  async read(typed: string, language: Language | null): Promise<Reading> {
    const lists = language === null ? await loadWordLists() : [await loadWordList(language)];
    const reading = readWords(typed, lists);
    const word = (place: number) => splitWords(typed)[place] ?? "";
    if ("found" in reading) {
      this.#take(reading.found.entropy);
      return { outcome: "found" };
    }
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
  async mailbox(): Promise<MailboxSecrets> {
    if (!this.#made) throw new Error("no words");
    return this.#made;
  }

  async forget(): Promise<void> {
    const made = this.#made;
    this.#entropy?.fill(0);
    this.#words = null;
    this.#entropy = null;
    this.#made = null;
    if (made) wipeMailbox(await made);
  }

  #take(entropy: Uint8Array): void {
    this.#entropy = entropy;
    // After the answer to the page has left, so that the words are seen at once.
    this.#made = new Promise((resolve) => setTimeout(() => resolve(deriveMailbox(entropy, this.installation)), 0));
    this.#made.catch(() => undefined);
  }
}
