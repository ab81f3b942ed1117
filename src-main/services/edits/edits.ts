import { isStoreError } from '#shared/errors.ts';
import type { Edit } from '#shared/model/history.ts';
import type { Database } from '#workers/database/database.ts';
import type { AppEvents } from '../app/events.ts';
import type { Log } from '../app/log.ts';
import type { FileKeeper } from '../history/file-keeper.ts';

interface EditsParts {
  readonly database: Database;
  readonly keeper: FileKeeper;
  readonly events: AppEvents;
  readonly log: Log;
}

/** The edits that people made here, and what became of them: all of it told from the versions of files. */
export class EditsService {
  readonly #parts: EditsParts;
  /** Of each store, what was told of last. */
  readonly #revisions = new Map<string, number>();
  readonly #due = new Set<string>();

  constructor(parts: EditsParts) {
    this.#parts = parts;
    parts.keeper.onNoted((store) => void this.#check(store));
    // Another process may have made the change, and noted it.
    parts.events.onEmit((event) => event.kind === 'changed' && void this.#check(event.store));
  }

  /** A page of the edits of a store, newest first. */
  list(
    store: string,
    { cursor, limit }: { cursor: string | null; limit: number },
  ): Promise<{ edits: Edit[]; cursor: string | null }> {
    const { database, keeper } = this.#parts;
    return database.call('edits.list', { store: keeper.place(store), before: cursor, limit });
  }

  /** Edits that somebody else has written over, one a file, but for those that are settled. */
  replaced(store: string): Promise<Edit[]> {
    const { database, keeper } = this.#parts;
    return database.call('edits.replaced', { store: keeper.place(store) });
  }

  /** Says that a replacement is dealt with, or that it is not after all. */
  async settle(store: string, id: string, settled: boolean): Promise<void> {
    const { database, keeper } = this.#parts;
    await database.call('edits.settle', { store: keeper.place(store), id, settled });
    await this.#check(store);
  }

  /** Tells of a store if something has become of an edit in it, in whatever process. */
  async #check(store: string): Promise<void> {
    const { database, keeper, events, log } = this.#parts;
    if (this.#due.has(store)) return;
    this.#due.add(store);
    // What is noted at one time is asked for once.
    await null;
    this.#due.delete(store);
    try {
      const revision = await database.call('edits.revision', { store: keeper.place(store) });
      if (revision === (this.#revisions.get(store) ?? 0)) return;
      this.#revisions.set(store, revision);
      events.emit({ kind: 'edits', store });
    } catch (error) {
      const what = 'What became of edits could not be read';
      if (isStoreError(error)) log.warn({ code: error.code, reason: error.message }, what);
      else log.error({ err: error }, what);
    }
  }
}
