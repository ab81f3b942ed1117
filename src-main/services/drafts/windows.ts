import { setTimeout as pause } from 'node:timers/promises';

/** What a window is told: whether its id is its own, and that what it has typed is wanted on disk now. */
export type WindowEvent = { kind: 'mine' | 'taken' | 'flush' };

interface Present {
  readonly page: string;
  /** Sends it something. */
  tell(kind: 'flush'): void;
}

/** In milliseconds: how long the page before a reload may take to be gone. */
const reload = 1000;

/** The windows of this process that are open, each for as long as its page listens. */
export class Windows {
  readonly #present = new Map<string, Present>();
  readonly #flushing = new Map<string, () => void>();
  readonly #onGone: () => void;

  /** `onGone` is called some time after a window was closed, and not where it was only loaded again. */
  constructor(onGone: () => void) {
    this.#onGone = onGone;
  }

  isOpen(window: string): boolean {
    return this.#present.has(window);
  }

  /**
   * Counts the window as open until the signal aborts. Another page under the same id (a window was copied, and its id
   * with it) is told that the id is taken.
   */
  async *attend(window: string, page: string, signal: AbortSignal | undefined): AsyncGenerator<WindowEvent> {
    if (!(await this.#isFree(window, page))) {
      yield { kind: 'taken' };
      return;
    }
    const waiting: 'flush'[] = [];
    let wake = () => {};
    const entry: Present = {
      page,
      tell(kind) {
        waiting.push(kind);
        wake();
      },
    };
    this.#present.set(window, entry);
    signal?.addEventListener('abort', () => wake());
    try {
      yield { kind: 'mine' };
      while (!signal?.aborted) {
        const kind = waiting.shift();
        if (kind) yield { kind };
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      if (this.#present.get(window) === entry) this.#gone(window);
    }
  }

  /** Asks every window to write down what it has not yet; resolves when all have, or after so many milliseconds. */
  async flush(milliseconds: number): Promise<void> {
    const answers = [...this.#present].map(([window, { tell }]) => {
      const answered = new Promise<void>((resolve) => this.#flushing.set(window, resolve));
      tell('flush');
      return answered;
    });
    if (answers.length === 0) return;
    const late = new AbortController();
    await Promise.race([
      Promise.all(answers),
      pause(milliseconds, undefined, { signal: late.signal }).catch(() => undefined),
    ]);
    late.abort();
    this.#flushing.clear();
  }

  /** A window has written everything down, or has gone. */
  flushed(window: string): void {
    this.#flushing.get(window)?.();
    this.#flushing.delete(window);
  }

  async #isFree(window: string, page: string): Promise<boolean> {
    const taken = () => (this.#present.get(window)?.page ?? page) !== page;
    for (let waited = 0; taken() && waited < reload; waited += 50) await pause(50);
    return !taken();
  }

  #gone(window: string): void {
    this.#present.delete(window);
    this.flushed(window);
    setTimeout(() => {
      if (!this.#present.has(window)) this.#onGone();
    }, reload).unref();
  }
}
