import { type ErrorCode, isStoreError, StoreError } from '#shared/errors.ts';
import type { Reason } from '#shared/model/history.ts';
import type { ByteSource } from '#storage/backend.ts';
import type { Content, What } from '#workers/database/contents.ts';
import type { Database } from '#workers/database/database.ts';
import type { SavedDraft } from '#workers/database/drafts.ts';
import type { Seen } from '#workers/database/versions.ts';
import type { Log } from '../app/log.ts';
import type { ContentStore } from '../content/content-store.ts';

/** Why the app writes to a file. */
export type WriteReason = Exclude<Reason, 'found' | 'gone' | 'draft'>;

/** After any other failure it is not known whether the change was done. */
const refusals: readonly ErrorCode[] = [
  'NOT_FOUND',
  'EXISTS',
  'CONFLICT',
  'READ_ONLY',
  'FORBIDDEN',
  'SIGN_IN',
  'INVALID_NAME',
  'OUTSIDE_STORE',
  'NOT_A_FILE',
  'NOT_TEXT',
  'TOO_LARGE',
  'NO_SPACE',
  'WOULD_LOSE',
  'UNSUPPORTED',
  'INVALID',
];

interface ChangesParts {
  readonly database: Database;
  readonly content: ContentStore;
  readonly log: Log;
  /** What the tables know the store by. */
  readonly store: string;
  readonly reason: WriteReason;
  /** The draft whose text is written. */
  readonly draft?: SavedDraft | undefined;
  /** Called when something was noted of a file. */
  readonly onNoted: () => void;
}

/** A change that is noted as about to be done. */
export interface Begun {
  readonly id: number;
  /** SHA-256 of what will be there, in hex; null for no file, and for bytes that are not known yet. */
  readonly hash: string | null;
}

/** Changes to files of one store, as the history notes them: what was there, what is about to be, what became of it. */
export class Changes {
  readonly #parts: ChangesParts;

  constructor(parts: ChangesParts) {
    this.#parts = parts;
  }

  /** Keeps bytes that are too many for one piece. */
  put(source: ByteSource, signal: AbortSignal | undefined): Promise<Content> {
    return this.#parts.content.put(source, signal);
  }

  /** Notes what is about to be, and keeps what is there; null where nothing is. */
  async begin(key: string, before: Seen | null, after: What | null | 'stream'): Promise<Begun> {
    const begun = await this.#begin(key, before, after);
    if (begun === null) throw new Error('Only a known version can be unknown.');
    return begun;
  }

  /** The same, over a version that is kept already; null where it is not. */
  beginKnown(key: string, version: string, after: What | null | 'stream'): Promise<Begun | null> {
    return this.#begin(key, { known: version }, after);
  }

  /** SHA-256, in hex, of the bytes that were last noted under a version; null where none were. */
  hashUnder(key: string, version: string): Promise<string | null> {
    const { database, store } = this.#parts;
    return database.call('versions.hashUnder', { store, key, version });
  }

  /** Notes that it is done. Where that fails the change stands all the same, and is noted when the file is seen again. */
  async confirm(
    { id }: Begun,
    key: string,
    done: { content: Content | null; version: string | null; at: number },
  ): Promise<void> {
    const { store, reason, draft } = this.#parts;
    const args = { id, store, key, reason, draft, ...done, now: Date.now() };
    await this.#quietly('versions.confirm', args);
    this.#parts.onNoted();
  }

  /** Notes that there was nothing to do. */
  async drop({ id, hash }: Begun, key: string): Promise<void> {
    const { store, reason } = this.#parts;
    await this.#quietly('versions.drop', { id, hash, reason, store, key });
  }

  /** Forgets the change if it certainly was not done; else it is settled when the file is seen again. */
  async failed(begun: Begun, key: string, error: unknown): Promise<void> {
    const isRefused = isStoreError(error) && !error.data.mayBeDone && refusals.includes(error.code);
    if (isRefused) await this.drop(begun, key);
  }

  async #begin(
    key: string,
    before: Seen | null | { known: string },
    after: What | null | 'stream',
  ): Promise<Begun | null> {
    const { database, store, reason, draft } = this.#parts;
    try {
      const now = Date.now();
      return await database.call('versions.begin', { store, key, reason, draft, before, after, now });
    } catch (error) {
      if (!isStoreError(error)) throw error;
      const message = `“${key}” was not changed, because what is there now could not be kept first. ${error.message}`;
      throw new StoreError(error.code, message, { ...error.data, where: key }, { cause: error });
    }
  }

  async #quietly(...[name, args]: Parameters<Database['call']>): Promise<void> {
    try {
      await this.#parts.database.call(name, args);
    } catch (error) {
      if (!isStoreError(error)) throw error;
      this.#parts.log.warn({ code: error.code, reason: error.message }, 'The history could not be written');
    }
  }
}
