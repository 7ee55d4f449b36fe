// One thing after another under each name: two entries placed at once by one
// view of a case would take the same number, and one of them would be lost.

export class Turns {
  private readonly last = new Map<string, Promise<void>>();

  /** Begins when everything that came before under this name has ended, well or not. */
  async take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.last.get(name) ?? Promise.resolve()).then(work);
    const ended = mine.then(
      () => undefined,
      () => undefined,
    );
    this.last.set(name, ended);
    try {
      return await mine;
    } finally {
      if (this.last.get(name) === ended) this.last.delete(name);
    }
  }
}
