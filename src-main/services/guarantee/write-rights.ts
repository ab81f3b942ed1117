import { isStoreError } from '#shared/errors.ts';
import type { StorageBackend } from '#storage/backend.ts';
import type { AppEvents } from '../app/events.ts';
import { inAction } from '../meter/actions.ts';

type Asked = Pick<StorageBackend, 'mayWrite' | 'onRefused' | 'close'>;

/** Milliseconds after opening, so that what is to be shown first comes first. */
const usualDelay = 1500;

/**
 * Which open stores may not be written to by their credentials. It is asked for in the background after a store was
 * opened, and again when a change was refused; nothing is written for it. It holds until the store is opened anew, or
 * somebody wants to try all the same.
 */
export class WriteRights {
  readonly #events: AppEvents;
  readonly #delay: number;
  readonly #denied = new Set<string>();
  readonly #followed = new Map<string, AbortController>();

  constructor(events: AppEvents, delay = usualDelay) {
    this.#events = events;
    this.#delay = delay;
  }

  areDenied(store: string): boolean {
    return this.#denied.has(store);
  }

  /** A store was opened. */
  follow(store: string, backend: Asked): void {
    this.forget(store);
    if (!backend.mayWrite) return;
    const stop = new AbortController();
    this.#followed.set(store, stop);
    const timer = setTimeout(() => void this.#ask(store, backend, stop.signal), this.#delay).unref();
    stop.signal.addEventListener('abort', () => clearTimeout(timer));
    backend.onRefused?.(() => void this.#ask(store, backend, stop.signal));
  }

  /** Somebody wants to write all the same, until the next refusal. */
  allow(store: string): void {
    this.#denied.delete(store);
  }

  /** A store is closed. */
  forget(store: string): void {
    this.#followed.get(store)?.abort();
    this.#followed.delete(store);
    this.#denied.delete(store);
  }

  async #ask(store: string, backend: Asked, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    try {
      const may = await inAction('rights.ask', async () => backend.mayWrite?.({ signal, background: true }));
      if (may !== false || signal.aborted || this.#denied.has(store)) return;
      this.#denied.add(store);
      this.#events.emit({ kind: 'stores' });
    } catch (error) {
      // What cannot be asked is not known: a change then says for itself why it fails.
      if (!isStoreError(error)) throw error;
    }
  }
}
