import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** The open database, as procedures see it. */
export class Journal {
  readonly db: DatabaseSync;
  /** Folder of the contents that are too large for the database. */
  readonly folder: string;
  readonly #statements = new Map<string, StatementSync>();

  constructor(db: DatabaseSync, folder: string) {
    this.db = db;
    this.folder = folder;
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
