import { sessionsPerPage } from '#shared/model/session.ts';
import type { LevelPage } from '#storage/backend.ts';

/** In ms: after this, what opening has seen is no longer how things are. */
const freshFor = 10_000;

/** Pages of sessions that were read to find the root of a store, so that the first rows take no further request. */
export class FirstPages {
  readonly #pages = new Map<string, { page: LevelPage; at: number }>();

  /** Keeps one for whoever asks first. */
  keep(store: string, page: LevelPage): void {
    this.#pages.set(store, { page, at: Date.now() });
  }

  /** Gives it away, if the request is the one that it answers. */
  take(
    store: string,
    request: { cursor: string | null; limit: number; startsWith: string },
  ): LevelPage | null {
    const kept = this.#pages.get(store);
    this.#pages.delete(store);
    const { cursor, limit, startsWith } = request;
    const fits = cursor === null && limit === sessionsPerPage && startsWith === '';
    return kept && fits && Date.now() - kept.at < freshFor ? kept.page : null;
  }
}
