// A whole house for one story: the real binary in a folder of its own, on ports that the system picks, with a first handler's link.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, renameSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, until } from "./place.mjs";

let built = false;

/** Builds the two binaries once; the stories never run against something old. BINARIES names a folder with others. */
function binaries() {
  if (process.env.BINARIES) return { sottovoce: join(process.env.BINARIES, "sottovoce"), sotto: join(process.env.BINARIES, "sotto") };
  if (!built) {
    execFileSync("cargo", ["build", "--locked", "-q", "-p", "server", "-p", "cli"], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
    built = true;
  }
  const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
  return { sottovoce: join(target, "debug/sottovoce"), sotto: join(target, "debug/sotto") };
}

/** Environment without any configuration of ours in it. */
function plainEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^SOTT(O|OVOCE)_/.test(name)));
}

/** A folder on a file system that is not nearly full: the server takes no files there, on purpose. */
function roomy() {
  const free = (folder) => {
    const { bavail, blocks, bsize } = statfsSync(folder);
    return bavail / blocks >= 0.3 && bavail * bsize > 2 ** 31;
  };
  return [tmpdir(), "/dev/shm"].find((folder) => existsSync(folder) && free(folder)) ?? tmpdir();
}

export class House {
  /** Starts `sottovoce up` (with `arguments` behind) and waits until both doors answer. */
  static open(...rest) {
    return House.openWith({}, ...rest);
  }

  /** The same, with more of the environment: settings as `SOTTOVOCE_…`. */
  static async openWith(settings, ...rest) {
    const house = new House();
    house.folder = mkdtempSync(join(roomy(), "sottovoce-story."));
    house.binaries = binaries();
    house.said = "";
    house.child = spawn(house.binaries.sottovoce, ["up", ...rest], {
      cwd: house.folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...plainEnvironment(),
        SOTTOVOCE_DATA: join(house.folder, "data"),
        SOTTOVOCE_REPORTERS__LISTEN: "127.0.0.1:0",
        SOTTOVOCE_STAFF__LISTEN: "127.0.0.1:0",
        ...settings,
      },
    });
    for (const stream of [house.child.stdout, house.child.stderr]) stream.on("data", (data) => (house.said += data));
    try {
      await until("both doors", async () => {
        if (house.child.exitCode !== null) throw new Error(`sottovoce ended:\n${house.said}`);
        house.reporters = house.said.match(/^Reporters: +(http\S+)\n/m)?.[1];
        house.staff = house.said.match(/^Handlers: +(http\S+)\n/m)?.[1];
        if (!house.reporters || !house.staff) return false;
        return (await answers(`${house.reporters}/channel.json`)) && (await answers(`${house.staff}/channel.json`));
      });
    } catch (error) {
      await house.close();
      throw new Error(`${error.message}\n${house.said}`);
    }
    return house;
  }

  /** The one-time link that is printed for the first handler. */
  enrolment() {
    return until("the enrolment link", () => this.said.match(/https?:\/\/\S+\/enrol\S*/)?.[0], 10);
  }

  /** Waits until what was filed has come out to its readers: the tick that the door names has passed. */
  async tick() {
    const door = async () => (await (await fetch(`${this.reporters}/api/v1/intake/door`)).json()).next_tick;
    const before = await door();
    await until("the next delivery", async () => (await door()) > before, 40);
  }

  /** Runs `sotto` against this house; gives back what it printed. `input` goes to its standard input. */
  sotto(arguments_, input = "") {
    const all = ["--server", this.reporters, "--json", ...arguments_];
    const env = plainEnvironment();
    const out = execFileSync(this.binaries.sotto, all, { input, cwd: this.folder, encoding: "utf8", env, timeout: 120_000, maxBuffer: 1 << 26 });
    return out.trim().split("\n").map((line) => JSON.parse(line));
  }

  /** Signs a list with `sotto` as on another machine: no address, the organisation's key as a file, its passphrase piped in. */
  sign(arguments_, passphrase) {
    const key = join(this.folder, "data", "organisation-key.age");
    const all = ["roster", "sign", "--key", existsSync(key) ? key : join(this.folder, "organisation-key.age"), "--yes", ...arguments_];
    return execFileSync(this.binaries.sotto, all, { input: `${passphrase}\n`, cwd: this.folder, encoding: "utf8", env: plainEnvironment(), timeout: 120_000 });
  }

  /** Carries the organisation's key away from the server's folder. */
  takeKeyAway() {
    renameSync(join(this.folder, "data", "organisation-key.age"), join(this.folder, "organisation-key.age"));
  }

  async close() {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = new Promise((resolve) => this.child.once("exit", resolve));
      this.child.kill("SIGTERM");
      const patience = setTimeout(() => this.child.kill("SIGKILL"), 20_000);
      await ended;
      clearTimeout(patience);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function answers(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
