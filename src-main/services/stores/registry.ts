import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { z } from 'zod';
import { StoreError } from '#shared/errors.ts';
import {
  type SaveGuarantee,
  type Store,
  type StoreLocation,
  storeIdSchema,
  storeLocationSchema,
  type Usage,
} from '#shared/model/store.ts';
import type { StorageBackend } from '#storage/backend.ts';
import type { AppEvents } from '../app/events.ts';
import { type Home, hashName } from '../app/home.ts';

const rememberedSchema = z.object({
  id: storeIdSchema,
  name: z.string(),
  location: storeLocationSchema,
  readOnly: z.boolean(),
  lastOpenedAt: z.number().nullable(),
  /** Open when the app was last used, so that it is opened again at the next start. */
  open: z.boolean(),
});

type Remembered = z.infer<typeof rememberedSchema>;

/** An open store, as other services use it. */
export interface OpenStore {
  readonly id: string;
  readonly name: string;
  readonly location: StoreLocation;
  readonly backend: StorageBackend;
  readonly readOnly: boolean;
}

interface Connection {
  backend: StorageBackend;
  usage: Usage;
}

/** What a counter of requests is called with. */
export type RequestKind = keyof Usage;

const file = 'stores.json';

/**
 * The stores of this app: which are open, which are remembered. The only place that hands out backends, and
 * so the place where read-only is enforced.
 */
export class StoreRegistry {
  readonly #home: Home;
  readonly #events: AppEvents;
  readonly #known = new Map<string, Remembered>();
  readonly #open = new Map<string, Connection>();
  readonly #problems = new Map<string, string>();
  #loaded: Promise<void> | null = null;

  constructor(home: Home, events: AppEvents) {
    this.#home = home;
    this.#events = events;
  }

  /** Open and remembered stores in the order in which they were added. */
  async list(): Promise<Store[]> {
    await this.#load();
    return [...this.#known.values()].map((entry) => this.#describe(entry));
  }

  /** Ids of the stores that were open the last time. */
  async wasOpen(): Promise<string[]> {
    await this.#load();
    return [...this.#known.values()].filter((entry) => entry.open).map((entry) => entry.id);
  }

  /** An open store to read from. Rejects `NOT_FOUND` where it is not open. */
  reader(id: string): OpenStore {
    const entry = this.#known.get(id);
    const connection = this.#open.get(id);
    if (!entry || !connection) {
      throw new StoreError('NOT_FOUND', 'This store is not open any more. Connect it again.', { where: id });
    }
    return { ...entry, backend: connection.backend };
  }

  /** An open store to write to. Rejects `READ_ONLY` where it was opened so. */
  writer(id: string): OpenStore {
    const store = this.reader(id);
    if (store.readOnly) {
      throw new StoreError(
        'READ_ONLY',
        `The store “${store.name}” is open read-only, so nothing was written.`,
        {
          where: store.name,
        },
      );
    }
    return store;
  }

  /** A counter for the requests of a store that is about to be opened. */
  counter(id: string): { usage: Usage; count: (kind: RequestKind) => void } {
    const usage: Usage = { reads: 0, writes: 0, lists: 0 };
    let waiting = false;
    const tell = () => {
      waiting = false;
      this.#events.emit({ kind: 'usage', store: id, usage: { ...usage } });
    };
    return {
      usage,
      count: (kind) => {
        usage[kind] += 1;
        if (!waiting) setTimeout(tell, 200).unref();
        waiting = true;
      },
    };
  }

  /** Takes in an opened backend and remembers where it was. */
  async add(
    location: StoreLocation,
    backend: StorageBackend,
    options: { name?: string | undefined; readOnly: boolean; usage?: Usage },
  ): Promise<Store> {
    await this.#load();
    const id = storeIdOf(location);
    const before = this.#open.get(id);
    const entry: Remembered = {
      id,
      name: options.name || this.#known.get(id)?.name || defaultName(location),
      location,
      readOnly: options.readOnly,
      lastOpenedAt: Date.now(),
      open: true,
    };
    this.#known.set(id, entry);
    this.#open.set(id, { backend, usage: options.usage ?? { reads: 0, writes: 0, lists: 0 } });
    this.#problems.delete(id);
    await before?.backend.close();
    await this.#changed();
    return this.#describe(entry);
  }

  /** What is remembered of a store. Rejects `NOT_FOUND`. */
  async remembered(id: string): Promise<Remembered> {
    await this.#load();
    const entry = this.#known.get(id);
    if (!entry) throw new StoreError('NOT_FOUND', 'This store is not in the list any more.', { where: id });
    return entry;
  }

  /** Notes why a remembered store could not be opened. */
  async failed(id: string, message: string): Promise<void> {
    this.#problems.set(id, message);
    await this.#changed();
  }

  async close(id: string): Promise<void> {
    const connection = this.#open.get(id);
    const entry = this.#known.get(id);
    this.#open.delete(id);
    // What was in memory is gone with it, so there is nothing left to remember.
    if (entry?.location.kind === 'memory') this.#known.delete(id);
    else if (entry) entry.open = false;
    await connection?.backend.close();
    await this.#changed();
  }

  async forget(id: string): Promise<void> {
    await this.close(id);
    this.#known.delete(id);
    this.#problems.delete(id);
    await this.#changed();
  }

  async update(id: string, change: { name?: string; readOnly?: boolean }): Promise<Store> {
    const entry = await this.remembered(id);
    Object.assign(entry, change);
    await this.#changed();
    return this.#describe(entry);
  }

  /** Lets go of every backend, without forgetting which were open. */
  async closeAll(): Promise<void> {
    const connections = [...this.#open.values()];
    this.#open.clear();
    await Promise.allSettled(connections.map(({ backend }) => backend.close()));
  }

  async #load(): Promise<void> {
    this.#loaded ??= this.#home.readJson(file, z.array(rememberedSchema), []).then((entries) => {
      for (const entry of entries) this.#known.set(entry.id, entry);
    });
    await this.#loaded;
  }

  async #changed(): Promise<void> {
    const entries = [...this.#known.values()].filter((entry) => entry.location.kind !== 'memory');
    await this.#home.writeJson(file, entries);
    this.#events.emit({ kind: 'stores' });
  }

  #describe(entry: Remembered): Store {
    const connection = this.#open.get(entry.id);
    return {
      id: entry.id,
      name: entry.name,
      location: entry.location,
      place: placeOf(entry.location),
      readOnly: entry.readOnly,
      state: connection ? 'open' : 'remembered',
      guarantee: connection ? guaranteeOf(connection.backend, entry.readOnly) : null,
      listing: connection?.backend.capabilities.listing ?? (entry.location.kind === 's3' ? 'paged' : 'whole'),
      problem: this.#problems.get(entry.id) ?? null,
      lastOpenedAt: entry.lastOpenedAt,
    };
  }
}

/** The same place always has the same id, so that tabs and layout find their store again. */
export function storeIdOf(location: StoreLocation): string {
  switch (location.kind) {
    case 'folder':
      return `folder-${hashName(location.path)}`;
    case 's3':
      return `s3-${hashName(`${location.endpoint ?? location.region}\n${location.bucket}\n${location.prefix}`)}`;
    case 'memory':
      return location.content === 'sample' ? 'memory-sample' : `memory-${randomUUID()}`;
  }
}

/** What to show for where a store lies. */
function placeOf(location: StoreLocation): string {
  switch (location.kind) {
    case 'folder':
      return location.path;
    case 's3':
      return `s3://${location.bucket}${location.prefix === '' ? '' : `/${location.prefix}`}`;
    case 'memory':
      return 'in memory';
  }
}

function defaultName(location: StoreLocation): string {
  switch (location.kind) {
    case 'folder':
      return basename(location.path) || location.path;
    case 's3':
      return location.prefix === '' ? location.bucket : `${location.bucket}/${location.prefix}`;
    case 'memory':
      return location.content === 'sample' ? 'Sample store' : 'Scratch store';
  }
}

function guaranteeOf(backend: StorageBackend, readOnly: boolean): SaveGuarantee {
  const level = backend.capabilities.conditionalWrite;
  if (readOnly) return { level, explanation: 'This store is open read-only: nothing is written.' };
  const explanation = {
    atomic: 'A save is refused when the file is no longer the one you opened. No window remains.',
    checked:
      backend.kind === 's3'
        ? 'The object is compared before and after a save. This server has not been seen to refuse a stale one yet: if it does not, a change made in the same instant could be overwritten.'
        : 'The file is compared before and after a save. A program that writes in the same instant is noticed, not held back.',
    none: 'This server cannot check what it replaces: a change made at the same time could be overwritten.',
  }[level];
  return { level, explanation };
}
