import type { Edit } from '#shared/model/history.ts';
import type { Database } from '#workers/database/database.ts';
import type { FileKeeper } from '../history/file-keeper.ts';

/** The edits that people made here, and what became of them: all of it told from the versions of files. */
export class EditsService {
  readonly #database: Database;
  readonly #keeper: FileKeeper;

  constructor(database: Database, keeper: FileKeeper) {
    this.#database = database;
    this.#keeper = keeper;
  }

  /** A page of the edits of a store, newest first. */
  list(
    store: string,
    { cursor, limit }: { cursor: string | null; limit: number },
  ): Promise<{ edits: Edit[]; cursor: string | null }> {
    return this.#database.call('edits.list', { store: this.#keeper.place(store), before: cursor, limit });
  }

  /** Edits that somebody else has written over, one a file, but for those that are settled. */
  replaced(store: string): Promise<Edit[]> {
    return this.#database.call('edits.replaced', { store: this.#keeper.place(store) });
  }

  /** Says that a replacement is dealt with, or that it is not after all. */
  settle(store: string, id: string, settled: boolean): Promise<void> {
    return this.#database.call('edits.settle', { store: this.#keeper.place(store), id, settled });
  }
}
