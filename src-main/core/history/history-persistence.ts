import { historyKey } from '#shared/format/layout.ts';
import { type Message, type MessageInput, parseMessages, printMessages } from '#shared/format/messages.ts';
import type { Precondition, StorageBackend } from '#storage/backend.ts';
import { readStoredText, stillAt } from '../stored-text.ts';

/** Where `MultiUserHistory` keeps what it holds. Implement it to keep histories elsewhere, in a database say. */
export interface HistoryStore {
  /** A user's messages; none where nothing is kept. */
  load(userId: string): Promise<Message[]>;
  /** Keeps a user's messages in place of the former ones. */
  save(userId: string, messages: readonly MessageInput[]): Promise<void>;
}

/**
 * Keeps each user's conversation in `history/<user>.json` of a store.
 *
 * @example
 * const persistence = new HistoryPersistence({ storage });
 * await persistence.save('alice', [{ role: 'user', content: 'Hello' }]);
 * const messages = await persistence.load('alice');
 */
export class HistoryPersistence implements HistoryStore {
  readonly #storage: StorageBackend;
  /** Version of each user's file as last seen here; null where there was none. */
  readonly #seen = new Map<string, string | null>();

  constructor({ storage }: { readonly storage: StorageBackend }) {
    this.#storage = storage;
  }

  /** A user's messages, oldest first; none where there is no file. Rejects `INVALID` for a file that holds something else. */
  async load(userId: string): Promise<Message[]> {
    const stored = await readStoredText(this.#storage, historyKey(userId));
    const messages = stored ? parseMessages(stored.text) : [];
    this.#seen.set(userId, stored?.version ?? null);
    return messages;
  }

  /**
   * Writes a user's messages in place of the former ones. Once this object has loaded or saved the user, it
   * rejects `CONFLICT` if another has written since, and changes nothing; load again, then.
   */
  async save(userId: string, messages: readonly MessageInput[]): Promise<void> {
    const written = await this.#storage.write(
      historyKey(userId),
      printMessages(messages),
      this.#condition(userId),
    );
    this.#seen.set(userId, written.version);
  }

  #condition(userId: string): Precondition {
    const version = this.#seen.get(userId);
    return version === undefined ? {} : stillAt(this.#storage, version);
  }
}
