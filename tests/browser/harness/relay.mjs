// Stands between a browser and a door and counts the octets that pass, both ways. Changes nothing and reads nothing.
import { connect, createServer } from "node:net";
import { until } from "./place.mjs";

export class Relay {
  #server;
  #open = new Set();
  #count = { up: 0, down: 0 };

  /** Puts itself before `door` (http://host:port). */
  static async before(door) {
    const relay = new Relay();
    const { hostname, port } = new URL(door);
    relay.#server = createServer((client) => relay.#pass(client, connect(Number(port), hostname)));
    await new Promise((resolve, reject) => relay.#server.once("error", reject).listen(0, "127.0.0.1", resolve));
    relay.address = `http://127.0.0.1:${relay.#server.address().port}`;
    return relay;
  }

  #pass(client, server) {
    for (const [from, to, way] of [[client, server, "up"], [server, client, "down"]]) {
      this.#open.add(from);
      from.on("data", (octets) => (this.#count[way] += octets.length));
      from.on("close", () => this.#open.delete(from));
      // Either end may go away at any time; then the other goes too.
      from.on("error", () => to.destroy());
      from.pipe(to);
    }
  }

  /** What has passed since this was asked last; waits until nothing moves any more. */
  async take() {
    let before = "";
    await until("silence on the line", async () => {
      const now = JSON.stringify(this.#count);
      const silent = now === before;
      before = now;
      if (!silent) await new Promise((resolve) => setTimeout(resolve, 300));
      return silent;
    });
    const passed = this.#count;
    this.#count = { up: 0, down: 0 };
    return passed;
  }

  close() {
    for (const socket of this.#open) socket.destroy();
    return new Promise((resolve) => this.#server.close(resolve));
  }
}
