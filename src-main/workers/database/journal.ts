import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** The open database, as procedures see it. */
export class Journal {
  readonly db: DatabaseSync;
  /** Folder of the contents that are too large for the database. */
  readonly folder: string;
  /** Of the database's file; null where it is in memory. */
  readonly inode: number | null;
  /** Contents that nothing may refer to any more; see `removeUnused`. */
  readonly unused = new Set<number>();
  /** Compressed bytes of contents that were kept since this was last asked for. */
  #kept = 0;
  readonly #statements = new Map<string, StatementSync>();

  constructor(db: DatabaseSync, folder: string, inode: number | null) {
    this.db = db;
    this.folder = folder;
    this.inode = inode;
  }

  /** Counts compressed bytes that were kept. */
  addKept(bytes: number): void {
    this.#kept += bytes;
  }

  /** How many were counted since the last time. */
  takeKept(): number {
    const kept = this.#kept;
    this.#kept = 0;
    return kept;
  }

  /** The statement of this text, prepared once; the text must be a constant. */
  sql(text: string): StatementSync {
    let statement = this.#statements.get(text);
    if (!statement) {
      statement = this.db.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }

  /** Runs something as one transaction: all of it is done, or nothing. */
  transaction<T>(kind: 'read' | 'write', work: () => T): T {
    this.db.exec(kind === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN');
    try {
      const result = work();
      this.db.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      throw error;
    }
  }
}
