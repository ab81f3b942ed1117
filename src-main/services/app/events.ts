import { EventEmitter, on } from 'node:events';
import type { AppEvent } from '#shared/model/app.ts';

/** What main tells the screen unasked; any number may listen. */
export class AppEvents {
  readonly #emitter = new EventEmitter().setMaxListeners(0);
  readonly #inside = new Set<(event: AppEvent) => void>();

  emit(event: AppEvent): void {
    this.#emitter.emit('event', event);
    for (const listener of this.#inside) listener(event);
  }

  /** Every event from now on, until the signal aborts. */
  async *listen(signal: AbortSignal | undefined): AsyncGenerator<AppEvent> {
    try {
      for await (const [event] of on(this.#emitter, 'event', signal ? { signal } : {}))
        yield event as AppEvent;
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
  }

  /** Calls a part of main with every event, until the returned function is called. It does not count as listening. */
  onEmit(listener: (event: AppEvent) => void): () => void {
    this.#inside.add(listener);
    return () => this.#inside.delete(listener);
  }

  /** How many are listening; zero means that no window is there to answer. */
  get listeners(): number {
    return this.#emitter.listenerCount('event');
  }
}
