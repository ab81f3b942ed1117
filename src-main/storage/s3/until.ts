/** The time of a call. */
export interface CallTime {
  /** It has come further: its time starts anew, or so many times of it, for what takes longer by itself. */
  goOn(times?: number): void;
  /** It waits for another call: its time does not run until it goes on. */
  hold(): void;
}

/** A signal that ends with any of others or when the time is over, and holds on to nothing once it has ended. */
export class Until implements CallTime {
  isLate = false;
  readonly #controller = new AbortController();
  readonly #others: readonly (AbortSignal | undefined)[];
  readonly #milliseconds: number;
  readonly #stop = () => this.#controller.abort();
  #end = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(milliseconds: number, others: readonly (AbortSignal | undefined)[]) {
    this.#others = others;
    this.#milliseconds = milliseconds;
    for (const other of others) other?.addEventListener('abort', this.#stop, { once: true });
    this.goOn();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Called for each piece of a body, it sets no timer where there is one. */
  goOn(times = 1): void {
    this.#end = Math.max(this.#end, performance.now() + times * this.#milliseconds);
    this.#timer ??= setTimeout(this.#onTime, this.#milliseconds);
  }

  hold(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#end = 0;
  }

  end(): void {
    this.hold();
    for (const other of this.#others) other?.removeEventListener('abort', this.#stop);
  }

  readonly #onTime = () => {
    const left = Math.ceil(this.#end - performance.now());
    this.isLate = left <= 0;
    if (this.isLate) this.#stop();
    else this.#timer = setTimeout(this.#onTime, left);
  };
}

/** Does requests that may take so many milliseconds since they began or last came further. */
export async function within<T>(
  milliseconds: number,
  signal: AbortSignal,
  requests: (until: Until) => Promise<T>,
): Promise<T> {
  const until = new Until(milliseconds, [signal]);
  try {
    signal.throwIfAborted();
    return await requests(until);
  } finally {
    until.end();
  }
}
