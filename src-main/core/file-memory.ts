import { isStoreError, StoreError } from '#shared/errors.ts';
import { memoriesFolder } from '#shared/format/layout.ts';
import { type MemoryMetadata, memoryBody, printMemory } from '#shared/format/memory.ts';
import { pythonIsoFormat } from '#shared/format/python-time.ts';
import type { StorageBackend } from '#storage/backend.ts';
import { keysBelow } from './listing.ts';
import { readTextOrNull, stillAt } from './stored-text.ts';

/** A memory that a search has found. */
export interface FoundMemory {
  /** The body, without front matter. */
  readonly content: string;
  /** Key of the entry. */
  readonly path: string;
  /** How well it fits, from 0 to 1; a text search knows 1 alone. */
  readonly score: number;
}

/** Anything that long-term memories can be searched in. */
export interface MemoryStore {
  search(query: string, options?: { readonly limit?: number | undefined }): Promise<FoundMemory[]>;
}

export interface FileMemoryOptions {
  readonly storage: StorageBackend;
  /** Default: `default`. */
  readonly agent?: string | undefined;
}

/** `YYYYmmdd_HHMMSS_ffffff`, from a moment as Python's `isoformat()` has it with a fraction. */
function timestamp(moment: string): string {
  const digits = moment.slice(0, -'+00:00'.length).replace(/\D/g, '').padEnd(20, '0');
  return `${digits.slice(0, 8)}_${digits.slice(8, 14)}_${digits.slice(14)}`;
}

/**
 * Long-term memory of an agent: one Markdown file an entry, found by its text.
 *
 * @example
 * const memory = new FileMemory({ storage, agent: 'researcher' });
 * const path = await memory.store('Prefers bullet points with citations.', { tags: ['preferences'] });
 * const found = await memory.search('bullet points');
 */
export class FileMemory implements MemoryStore {
  readonly #storage: StorageBackend;
  readonly #folder: string;

  /** Throws `INVALID_NAME` for an agent that would lead out of the folder. */
  constructor({ storage, agent = 'default' }: FileMemoryOptions) {
    this.#storage = storage;
    this.#folder = memoriesFolder(agent);
  }

  /**
   * Adds an entry and returns its key. Of entries in the same instant none replaces another. Rejects
   * `INVALID` for metadata with `---` or a line break in it, which the library would take for the body.
   */
  async store(content: string, metadata: MemoryMetadata = {}): Promise<string> {
    for (let microseconds = Date.now() * 1000; ; microseconds++) {
      const createdAt = pythonIsoFormat(Math.floor(microseconds / 1000), microseconds % 1000);
      const key = `${this.#folder}/${timestamp(createdAt)}.md`;
      if (await this.#storage.exists(key)) continue;
      const text = printMemory(content, createdAt, metadata);
      try {
        await this.#storage.write(key, text, stillAt(this.#storage, null));
        return key;
      } catch (error) {
        if (!isStoreError(error, 'CONFLICT')) throw error;
      }
    }
  }

  /**
   * Entries whose body contains the whole query, in any case, newest first, at most `limit` (5). Rejects
   * `NOT_TEXT` on reaching an entry that is not UTF-8.
   */
  async search(query: string, { limit = 5 }: { readonly limit?: number | undefined } = {}) {
    const wanted = query.toLowerCase();
    const found: FoundMemory[] = [];
    for (const path of (await this.listEntries()).reverse()) {
      if (found.length >= limit) break;
      const text = await readTextOrNull(this.#storage, path);
      if (text === null) continue;
      const content = memoryBody(text);
      if (content.toLowerCase().includes(wanted)) found.push({ content, path, score: 1 });
    }
    return found;
  }

  /** Keys of all entries, oldest first. */
  async listEntries(): Promise<string[]> {
    return keysBelow(this.#storage, this.#folder);
  }

  /** Deletes an entry by its key; true if there was one. Rejects `INVALID_NAME` for a key that is none of this agent's. */
  async delete(path: string): Promise<boolean> {
    if (!path.startsWith(`${this.#folder}/`))
      throw new StoreError('INVALID_NAME', `“${path}” is no memory of this agent.`, { where: path });
    return this.#storage.delete(path);
  }
}
