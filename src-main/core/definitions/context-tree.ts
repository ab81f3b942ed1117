import type { z } from 'zod';
import { isStoreError } from '#shared/errors.ts';
import { baseName, compareKeys, joinKey } from '#shared/format/keys.ts';
import type { CallOptions, StorageBackend } from '#storage/backend.ts';
import { level } from '../listing.ts';
import { type Definition, parseDefinition } from './definition.ts';

/** A file that the library would fail on. */
export interface DefinitionProblem {
  readonly key: string;
  readonly message: string;
}

/** Reads the files of a context tree, and gathers what is wrong with them. */
export class ContextTree {
  readonly problems: DefinitionProblem[] = [];
  readonly #storage: StorageBackend;
  readonly #root: string;
  readonly #options: CallOptions;

  constructor(storage: StorageBackend, root: string, options: CallOptions) {
    this.#storage = storage;
    this.#root = root;
    this.#options = options;
  }

  /** Names of the folders in the root. */
  async folders(): Promise<string[]> {
    return (await level(this.#storage, this.#root, this.#options)).folders;
  }

  /** Keys of the files right in a folder whose names fit, sorted. */
  async #files(folder: string, fits: (name: string) => boolean): Promise<string[]> {
    const { files } = await level(this.#storage, joinKey(this.#root, folder), this.#options);
    return files
      .map((file) => file.key)
      .filter((key) => fits(baseName(key)))
      .sort(compareKeys);
  }

  /** Reads each of the files that fit by `parse`; those that cannot be read become problems. */
  async read<T>(
    folder: string,
    fits: (name: string) => boolean,
    parse: (key: string, text: string) => T,
  ): Promise<T[]> {
    const results: T[] = [];
    for (const key of await this.#files(folder, fits)) {
      try {
        results.push(parse(key, await this.#storage.read(key, this.#options)));
      } catch (error) {
        if (!isStoreError(error) || error.code === 'CANCELLED') throw error;
        this.problems.push({ key, message: error.message });
      }
    }
    return results;
  }

  /** The definitions in a folder whose names end like this. */
  definitions<T>(folder: string, suffix: string, schema: z.ZodType<T>): Promise<Definition<T>[]> {
    return this.read(
      folder,
      (name) => name.endsWith(suffix),
      (key, text) => parseDefinition(schema, key, text),
    );
  }
}
