import { isStoreError, StoreError } from '#shared/errors.ts';
import { compareKeys } from '#shared/format/keys.ts';
import { recordKey, sessionFolder } from '#shared/format/layout.ts';
import { setJsonValue } from '#shared/format/patch-json.ts';
import { type JsonObject, printPythonJson } from '#shared/format/python-json.ts';
import { pythonIsoFormat } from '#shared/format/python-time.ts';
import { readRecord } from '#shared/format/record.ts';
import type { CallOptions, StorageBackend } from '#storage/backend.ts';
import { changeRecord, recordIn } from './change-record.ts';
import { holdsFile, keysBelow, level } from './listing.ts';
import { Session } from './session.ts';
import { readTextOrNull, stillAt } from './stored-text.ts';

/** What a new session is about. */
export interface NewSession {
  readonly agent?: string | undefined;
  readonly workflow?: string | undefined;
  readonly metadata?: JsonObject | undefined;
}

/** How many folders are looked into at once. */
const atOnce = 32;

/**
 * Creates, reads, lists and deletes the sessions of a store.
 *
 * @example
 * const sessions = new SessionManager(new FileSystemStorage('./data'));
 * const session = await sessions.getOrCreate('session-123', { agent: 'researcher' });
 * await sessions.updateStatus('session-123', 'completed');
 * const ids = await sessions.listSessions();
 */
export class SessionManager {
  readonly #storage: StorageBackend;

  constructor(storage: StorageBackend) {
    this.#storage = storage;
  }

  /** Creates a session; without an id it gets a UUID. Rejects `EXISTS` where the id has a record, `INVALID_NAME`. */
  async create({ id = crypto.randomUUID(), ...about }: NewSession & { id?: string | undefined } = {}) {
    const session = await this.#createAbsent(id, about);
    if (session) return session;
    throw new StoreError('EXISTS', `There is a session “${id}” already.`, { where: recordKey(id) });
  }

  /**
   * The session of this id, created if it has no record yet. Rejects `INVALID` where its record is damaged:
   * that is not written over.
   */
  async getOrCreate(id: string, about: NewSession = {}): Promise<Session> {
    return (await this.#createAbsent(id, about).catch(nullOfConflict)) ?? this.#open(id);
  }

  /**
   * The session of this id. Null where the library finds none: there is no record, or one that is cut short,
   * starts with a BOM, or lacks `id` or `created_at`. Rejects where the library raises: `NOT_TEXT` for a
   * record that is not UTF-8, `INVALID` for one that holds no object.
   */
  async get(id: string): Promise<Session | null> {
    const key = recordKey(id);
    const text = await readTextOrNull(this.#storage, key);
    if (text === null) return null;
    const reading = readRecord(text);
    if (reading.state === 'read') return new Session(this.#storage, id, reading.record);
    if (reading.state === 'unreadable') return null;
    throw new StoreError('INVALID', reading.problem, { where: key });
  }

  /**
   * Sets a session's status in place: unknown keys, their order and the layout of the record stay. Rejects
   * `NOT_FOUND` without a record and `INVALID` for a damaged one.
   */
  async updateStatus(id: string, status: string): Promise<void> {
    await changeRecord(this.#storage, id, (text) => setJsonValue(text, ['status'], status));
  }

  /** Ids of all sessions, sorted by code point. A session exists as soon as any file lies below its folder. */
  async listSessions(options: CallOptions = {}): Promise<string[]> {
    const { folders } = await level(this.#storage, 'sessions', options);
    // A bucket has no empty folders.
    const ids =
      this.#storage.capabilities.listing === 'paged' ? folders : await this.#notEmpty(folders, options);
    return ids.sort(compareKeys);
  }

  /** Deletes a session with everything in it, the record last; true if there was anything. */
  async delete(id: string, options: CallOptions = {}): Promise<boolean> {
    const record = recordKey(id);
    const keys = await keysBelow(this.#storage, sessionFolder(id), options);
    const last = keys.filter((key) => key === record);
    for (const key of [...keys.filter((key) => key !== record), ...last])
      await this.#storage.delete(key, options);
    return keys.length > 0;
  }

  /** Those of the sessions that have a file somewhere below them. */
  async #notEmpty(ids: readonly string[], options: CallOptions): Promise<string[]> {
    const found: string[] = [];
    for (let start = 0; start < ids.length; start += atOnce) {
      const some = ids.slice(start, start + atOnce);
      const full = await Promise.all(some.map((id) => holdsFile(this.#storage, `sessions/${id}`, options)));
      found.push(...some.filter((_, index) => full[index]));
    }
    return found;
  }

  /** Null where there is a record already. Rejects `CONFLICT` where it may have been made, and changed since. */
  async #createAbsent(id: string, about: NewSession): Promise<Session | null> {
    const key = recordKey(id);
    if (await this.#storage.exists(key)) return null;
    const text = printPythonJson({
      id,
      created_at: pythonIsoFormat(Date.now()),
      agent: about.agent ?? '',
      workflow: about.workflow ?? '',
      status: 'active',
      metadata: about.metadata ?? {},
    });
    try {
      await this.#storage.write(key, text, stillAt(this.#storage, null));
    } catch (error) {
      // Where it was made and somebody changed it right after, it is not that there was one before.
      if (isStoreError(error, 'CONFLICT') && !error.data.mayBeDone) return null;
      throw error;
    }
    return new Session(this.#storage, id, recordIn(text, key));
  }

  async #open(id: string): Promise<Session> {
    const key = recordKey(id);
    return new Session(this.#storage, id, recordIn(await this.#storage.read(key), key));
  }
}

/** Whoever made it, it is there. */
function nullOfConflict(error: unknown): null {
  if (isStoreError(error, 'CONFLICT')) return null;
  throw error;
}
