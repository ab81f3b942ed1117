import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from '#shared/errors.ts';
import { orCancelled } from '../cancelling.ts';
import { cancelled, throwIfAborted } from '../failures.ts';
import { type Action, type Attempt, isChange } from './meanings.ts';
import { following, Sent } from './sending.ts';
import { toStoreError } from './store-errors.ts';
import { type CallTime, Until } from './until.ts';

/** In milliseconds: how long a change may go on while its storage is closed. */
const patience = 4000;

/** One call of a storage. */
export interface Call {
  readonly action: Action;
  /** `s3://bucket/key`. */
  readonly where: string;
  readonly signal: AbortSignal | undefined;
  /** Milliseconds that it may take, retries included, since it began or last came further. */
  readonly deadline: number;
}

/** The calls of a storage: each ends by its deadline or its caller's signal, and all of them when it is closed. */
export class Calls {
  readonly #place: Pick<Attempt, 'bucket' | 'region' | 'endpoint'>;
  readonly #patience: number;
  readonly #looking = new AbortController();
  readonly #changing = new AbortController();
  readonly #changes = new Set<Promise<unknown>>();

  constructor(place: Pick<Attempt, 'bucket' | 'region' | 'endpoint'>, wait = patience) {
    this.#place = place;
    this.#patience = wait;
  }

  /** Does the requests of a call, and turns what they throw into a StoreError. */
  async run<T>(call: Call, requests: (signal: AbortSignal, time: CallTime) => Promise<T>): Promise<T> {
    const { action, where, signal } = call;
    const closed = (isChange(action) ? this.#changing : this.#looking).signal;
    throwIfAborted(signal, where);
    if (this.#looking.signal.aborted) throw closedBefore(where);
    const until = new Until(call.deadline, [signal, closed]);
    const sent = new Sent();
    try {
      const work = following(sent, () => requests(until.signal, until));
      if (isChange(action)) this.#await(work);
      // Some of it does not listen to signals, such as a credentials helper that hangs.
      return await orCancelled(work, until.signal, where);
    } catch (error) {
      if (signal?.aborted) throw cancelled(where, sent.isOpen);
      if (closed.aborted && !until.isLate) throw sent.isOpen ? closedMeanwhile(where) : closedBefore(where);
      const thrown = until.isLate ? { name: 'TimeoutError' } : error;
      throw toStoreError(thrown, { action, where, ...this.#place }, sent);
    } finally {
      until.end();
    }
  }

  /** Ends what only looks and lets no more begin; lets changes end, and after a while ends those, too. */
  async end(): Promise<void> {
    this.#looking.abort();
    const waiting = new AbortController();
    const late = sleep(this.#patience, undefined, { signal: waiting.signal }).catch(() => {});
    await Promise.race([Promise.all(this.#changes), late]);
    waiting.abort();
    this.#changing.abort();
  }

  /** Closing waits for a change also where its caller does not any more: there may be parts to remove. */
  #await(change: Promise<unknown>): void {
    const ended = change.catch(() => {}).finally(() => this.#changes.delete(ended));
    this.#changes.add(ended);
  }
}

function closedBefore(where: string): StoreError {
  return new StoreError('CANCELLED', 'The store was closed before this was done.', { where });
}

function closedMeanwhile(where: string): StoreError {
  const message = 'The store was closed meanwhile. This may have been done all the same.';
  return new StoreError('CANCELLED', message, { where, mayBeDone: true });
}
