// What a demonstration prints: how to sign in as everybody, and how to come back as each reporter.
import { Authenticator } from "./authenticator.mjs";
import { until } from "./place.mjs";

/** Waits until all of it stands there. */
export async function printed(house) {
  await until("the end of what the demo prints", async () => /^Reports leave for their readers/m.test(house.said));
  const person = /^ {4}([a-z]+) +((?:[a-z]+ ){5}[a-z]+)\n +(.+?), (handler|stand-in|identity keeper), reads (.+)\n +authenticator app: ([A-Z2-7]+)\n +or, each once: (.+)$/gm;
  const people = [...house.said.matchAll(person)].map(([, name, passphrase, shown, duty, reads, letters, recovery]) => ({
    name, passphrase, shown, duty, reads: [...reads.matchAll(/\d+/g)].map(Number), app: new Authenticator(letters), recovery: recovery.split(" "),
  }));
  const reports = [...house.said.matchAll(/^ {4}report (\d+) +(.+)\n +(.+)$/gm)].map(([, number, words, about]) => ({
    number: Number(number), words: words.split(" "), about,
  }));
  if (people.length !== 9 || reports.length !== 5) throw new Error(`this is not what a demo prints:\n${house.said}`);
  return { people, reports };
}
