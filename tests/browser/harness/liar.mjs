// Stands between a browser and the staff's door, and hands out an older book where it is told to: a server that goes back. Everything
// else passes as it is, in the door's own name.
import { createServer, request } from "node:http";

const BOOK = "/api/v1/casework/book";

export class Liar {
  #server;
  /** Every book that was kept, as its answer stands on the wire. */
  books = [];
  /** Which of them is handed out; `null`: what the server has. */
  give = null;

  static async before(door) {
    const liar = new Liar();
    liar.#server = createServer((asked, answer) => void liar.#pass(new URL(door), asked, answer));
    await new Promise((resolve, reject) => liar.#server.once("error", reject).listen(0, "127.0.0.1", resolve));
    liar.address = `http://127.0.0.1:${liar.#server.address().port}`;
    return liar;
  }

  async #pass(door, asked, answer) {
    const pieces = [];
    for await (const piece of asked) pieces.push(piece);
    const body = Buffer.concat(pieces);
    if (asked.url === BOOK && asked.method === "PUT") this.books.push(JSON.stringify({ sealed: JSON.parse(body).sealed }));
    const lie = asked.url === BOOK && asked.method === "GET" && this.give !== null;
    const headers = { ...asked.headers, host: door.host, ...(asked.headers.origin && { origin: door.origin }), ...(asked.headers.referer && { referer: `${door.origin}/` }) };
    const passed = request({ host: door.hostname, port: door.port, method: asked.method, path: asked.url, headers }, (said) => {
      const told = lie ? Buffer.from(this.books[this.give]) : null;
      answer.writeHead(said.statusCode, told ? { ...said.headers, "content-length": told.length, "content-encoding": "identity" } : said.headers);
      if (told === null) return said.pipe(answer);
      said.resume();
      answer.end(told);
    });
    passed.on("error", () => answer.destroy());
    passed.end(body);
  }

  close() {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(resolve));
  }
}
