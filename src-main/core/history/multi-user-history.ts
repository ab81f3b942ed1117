import type { Message, Role } from '#shared/format/messages.ts';
import type { StorageBackend } from '#storage/backend.ts';
import { HistoryPersistence, type HistoryStore } from './history-persistence.ts';

export interface MultiUserHistoryOptions {
  /** Keep histories in this store, by `HistoryPersistence`. */
  readonly storage?: StorageBackend | undefined;
  /** Keep them elsewhere. Without either they are gone with the process. */
  readonly persistence?: HistoryStore | undefined;
  /** How many of a user's messages are kept: the newest. Default 50. */
  readonly maxHistory?: number | undefined;
}

/**
 * Conversations of many users, apart from each other, in memory and on request in a store.
 *
 * @example
 * const history = new MultiUserHistory({ storage });
 * await history.load('alice');
 * history.append('alice', 'user', 'Hello');
 * history.append('alice', 'assistant', 'Hi there.');
 * await history.save('alice');
 */
export class MultiUserHistory {
  readonly #persistence: HistoryStore | null;
  readonly #maxHistory: number;
  readonly #histories = new Map<string, Message[]>();
  readonly #loaded = new Set<string>();

  constructor({ storage, persistence, maxHistory = 50 }: MultiUserHistoryOptions = {}) {
    this.#persistence = persistence ?? (storage ? new HistoryPersistence({ storage }) : null);
    this.#maxHistory = maxHistory;
  }

  /** The newest `maxHistory` messages of a user, oldest first. */
  get(userId: string): readonly Message[] {
    return this.#histories.get(userId) ?? [];
  }

  /** Adds a message to a user's history. */
  append(userId: string, role: Role, content: string): void {
    const message = { role, content, toolCalls: [], toolResults: [], metadata: {} };
    this.#keep(userId, [...this.get(userId), message]);
  }

  /** Forgets a user's history here; what is stored stays, and can be loaded again. */
  clear(userId: string): void {
    this.#histories.delete(userId);
    this.#loaded.delete(userId);
  }

  /** Puts a user's stored messages before what was appended here, once until `clear`. */
  async load(userId: string): Promise<void> {
    if (this.#persistence === null || this.#loaded.has(userId)) return;
    const messages = await this.#persistence.load(userId);
    this.#keep(userId, [...messages, ...this.get(userId)]);
    this.#loaded.add(userId);
  }

  /** Stores a user's messages. Without a store it does nothing. */
  async save(userId: string): Promise<void> {
    await this.#persistence?.save(userId, this.get(userId));
  }

  #keep(userId: string, messages: readonly Message[]): void {
    this.#histories.set(userId, messages.slice(Math.max(0, messages.length - this.#maxHistory)));
  }
}
