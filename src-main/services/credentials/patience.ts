import { StoreError } from '#shared/errors.ts';

/** In milliseconds: helper programs start slowly, and some ask something themselves. */
const most = 60_000;

/** Waits for a search so long, without counting the time in which a person is asked. */
export class Patience {
  readonly #over = Promise.withResolvers<never>();
  #timer: NodeJS.Timeout | undefined;
  #isPaused = false;

  async await<T>(search: Promise<T>): Promise<T> {
    search.catch(() => undefined);
    this.#start();
    try {
      return await Promise.race([search, this.#over.promise]);
    } finally {
      clearTimeout(this.#timer);
    }
  }

  async pausedFor<T>(answer: Promise<T>): Promise<T> {
    clearTimeout(this.#timer);
    // A search may ask before it is waited for.
    this.#isPaused = true;
    try {
      return await answer;
    } finally {
      this.#isPaused = false;
      this.#start();
    }
  }

  #start(): void {
    if (this.#isPaused) return;
    this.#timer = setTimeout(() => {
      const message =
        'The search for credentials took too long. Try again, or choose another way to sign in.';
      this.#over.reject(new StoreError('TIMEOUT', message));
    }, most).unref();
  }
}
