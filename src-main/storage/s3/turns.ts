/**
 * Lets writers of one key go one after the other, so that those of this process never meet on a server that
 * checks no conditions.
 */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs the work when all that came before for the key has ended, unless it is stopped by then. */
  async take<T>(key: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const turn = before.then(() => {
      signal.throwIfAborted();
      return work();
    });
    const ended = turn.catch(() => {});
    this.#last.set(key, ended);
    try {
      return await turn;
    } finally {
      if (this.#last.get(key) === ended) this.#last.delete(key);
    }
  }
}
