import { z } from 'zod';
import { isStoreError, StoreError } from '#shared/errors.ts';
import { usualNetwork } from '#shared/model/s3-location.ts';
import {
  type Store,
  type StoreLocation,
  storeColourSchema,
  storeIdSchema,
  storeLocationSchema,
  storeSchema,
} from '#shared/model/store.ts';
import type { CallOptions, ReadableBackend, StorageBackend } from '#storage/backend.ts';
import type { SavedDraft } from '#workers/database/drafts.ts';
import type { AppEvents } from '../app/events.ts';
import type { Home } from '../app/home.ts';
import type { Log } from '../app/log.ts';
import { guaranteeOf } from '../guarantee/words.ts';
import type { WriteReason } from '../history/changes.ts';
import type { FileKeeper } from '../history/file-keeper.ts';
import { noting } from '../live/noting-backend.ts';
import type { OwnWrites } from '../live/own-writes.ts';
import { defaultName, placeOf, storeIdOf } from './naming.ts';

/** A bucket as it was written down when ways to sign in had no fields of their own. */
function asNow(location: unknown): unknown {
  const before = formerS3Schema.safeParse(location).data;
  if (!before) return location;
  const { credentials: kind, profile, ...place } = before;
  return { ...place, checksums: 'usual', network: usualNetwork, credentials: { kind, profile } };
}

const formerS3Schema = z.looseObject({
  kind: z.literal('s3'),
  credentials: z.string(),
  profile: z.string().nullable(),
});

const rememberedSchema = z.object({
  id: storeIdSchema,
  name: z.string(),
  location: z.preprocess(asNow, storeLocationSchema),
  readOnly: z.boolean(),
  lastOpenedAt: z.number().nullable(),
  /** Open when the app was last used, so that it is opened again at the next start. */
  open: z.boolean(),
  folder: storeSchema.shape.folder.default(''),
  colour: storeColourSchema.nullable().default(null),
  /** Left out by former versions: then as it stands in the file. */
  position: z.number().optional(),
});

/** How a connection shows in the list. */
const plain = { folder: '', colour: null } as const;

type Remembered = z.infer<typeof rememberedSchema> & { position: number };

/** An open store, as other services use it. */
export interface OpenStore<Backend extends ReadableBackend = ReadableBackend> {
  readonly id: string;
  readonly name: string;
  readonly location: StoreLocation;
  readonly backend: Backend;
  readonly readOnly: boolean;
}

const file = 'stores.json';
/** What another version of the app has written is kept as it is. */
const fileSchema = z.array(z.unknown());

/**
 * The stores of this app: which are open, which are remembered. The only place that hands out backends, and
 * so the place where read-only is enforced.
 */
export class StoreRegistry {
  readonly #home: Home;
  readonly #events: AppEvents;
  readonly #log: Log;
  readonly #own: OwnWrites;
  readonly #keeper: FileKeeper;
  readonly #known = new Map<string, Remembered>();
  readonly #open = new Map<string, StorageBackend>();
  readonly #problems = new Map<string, string>();
  readonly #awaited = new Set<string>();
  #loaded: Promise<void> | null = null;

  constructor(home: Home, events: AppEvents, log: Log, writing: { own: OwnWrites; keeper: FileKeeper }) {
    this.#own = writing.own;
    this.#home = home;
    this.#keeper = writing.keeper;
    this.#events = events;
    this.#log = log;
  }

  /** Open and remembered stores in the order of the list. */
  async list(): Promise<Store[]> {
    await this.#load();
    return this.#inOrder().map((entry) => this.#describe(entry));
  }

  /** Ids of the stores that were open the last time. */
  async wasOpen(): Promise<string[]> {
    await this.#load();
    return [...this.#known.values()].filter((entry) => entry.open).map((entry) => entry.id);
  }

  /** Those that are open now, to read from. */
  openStores(): OpenStore[] {
    return [...this.#open.keys()].map((id) => this.reader(id));
  }

  isOpen(id: string): boolean {
    return this.#open.has(id);
  }

  /** An open store to read from. Rejects `NOT_FOUND` where it is not open. */
  reader(id: string): OpenStore {
    return this.#connected(id);
  }

  #connected(id: string): OpenStore<StorageBackend> {
    const entry = this.#known.get(id);
    const backend = this.#open.get(id);
    if (!entry || !backend) {
      throw new StoreError('NOT_FOUND', 'This store is not open any more. Connect it again.', { where: id });
    }
    return { ...entry, backend };
  }

  /**
   * An open store to write to; what is written stands in the history with this reason. Rejects `READ_ONLY` where it
   * was opened so.
   */
  writer(id: string, why: WriteReason, draft?: SavedDraft): OpenStore<StorageBackend> {
    const store = this.#connected(id);
    if (store.readOnly) {
      throw new StoreError(
        'READ_ONLY',
        `The store “${store.name}” is open read-only, so nothing was written.`,
        {
          where: store.name,
        },
      );
    }
    const keeping = this.#keeper.keeping(id, store.backend, why, draft);
    return { ...store, backend: noting(keeping, this.#own, id) };
  }

  /** Shows a row for a store that is about to be opened, so that rows stand in the order of asking. */
  async expect(location: StoreLocation, { readOnly }: { readOnly: boolean }): Promise<string> {
    await this.#load();
    const id = storeIdOf(location);
    if (!this.#known.has(id)) {
      const name = defaultName(location);
      const position = this.#nextPosition();
      this.#known.set(id, {
        ...plain,
        id,
        name,
        location,
        readOnly,
        lastOpenedAt: null,
        open: false,
        position,
      });
    }
    this.#awaited.add(id);
    this.#events.emit({ kind: 'stores' });
    return id;
  }

  /** What has become of a store that was expected: the problem stands in its row, which goes if all is well. */
  settle(id: string, problem: string | null): void {
    this.#awaited.delete(id);
    const neverOpened = this.#known.get(id)?.lastOpenedAt === null;
    if (problem !== null) this.#problems.set(id, problem);
    // Its root was found elsewhere, and has a row of its own.
    else if (neverOpened) this.#known.delete(id);
    this.#events.emit({ kind: 'stores' });
  }

  /** An open store, asked for once more: it stays as it is, but becomes read-only if that is asked for. */
  async reopen(id: string, { readOnly }: { readOnly: boolean }): Promise<Store | null> {
    if (!this.#open.has(id)) return null;
    return this.update(id, readOnly ? { readOnly } : {});
  }

  /** Takes in an opened backend and remembers where it was. One that is open read-only stays so. */
  async add(
    location: StoreLocation,
    backend: StorageBackend,
    options: CallOptions & { name?: string | undefined; readOnly: boolean },
  ): Promise<Store> {
    await this.#load();
    const id = storeIdOf(location);
    backend.onDisplaced?.((displaced) => this.#keeper.displaced(id, displaced));
    if (!options.readOnly) await backend.recover?.({ signal: options.signal });
    const before = this.#open.get(id);
    const entry: Remembered = {
      ...plain,
      position: this.#nextPosition(),
      ...this.#known.get(id),
      id,
      name: options.name || this.#known.get(id)?.name || defaultName(location),
      location,
      readOnly: options.readOnly || (before !== undefined && this.#known.get(id)?.readOnly === true),
      lastOpenedAt: Date.now(),
      open: true,
    };
    this.#known.set(id, entry);
    this.#open.set(id, backend);
    this.#problems.delete(id);
    await before?.close();
    await this.#changed(id);
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
  failed(id: string, message: string): void {
    this.#problems.set(id, message);
    this.#events.emit({ kind: 'stores' });
  }

  async close(id: string): Promise<void> {
    const backend = this.#open.get(id);
    const entry = this.#known.get(id);
    this.#open.delete(id);
    // What was in memory is gone with it, so there is nothing left to remember.
    if (entry?.location.kind === 'memory') this.#known.delete(id);
    else if (entry) entry.open = false;
    await backend?.close();
    await this.#keeper.closed(id);
    await this.#changed(id);
  }

  async forget(id: string): Promise<void> {
    await this.close(id);
    this.#known.delete(id);
    this.#problems.delete(id);
    await this.#changed(id);
  }

  async update(id: string, change: { name?: string; readOnly?: boolean }): Promise<Store> {
    const entry = await this.remembered(id);
    Object.assign(entry, change);
    await this.#changed(id);
    return this.#describe(entry);
  }

  /** Lets go of every backend, without forgetting which were open. */
  async closeAll(): Promise<void> {
    const backends = [...this.#open];
    this.#open.clear();
    await Promise.allSettled(backends.map(([, backend]) => backend.close()));
    for (const [id] of backends) await this.#keeper.closed(id);
  }

  async #load(): Promise<void> {
    this.#loaded ??= this.#home.readJson(file, fileSchema, []).then((entries) => {
      for (const [position, stored] of entries.entries()) {
        const entry = rememberedSchema.safeParse(stored).data;
        if (entry) this.#known.set(entry.id, { ...entry, position: entry.position ?? position });
      }
    });
    await this.#loaded;
  }

  #inOrder(): Remembered[] {
    return [...this.#known.values()].sort((a, b) => a.position - b.position);
  }

  #nextPosition(): number {
    return Math.max(-1, ...[...this.#known.values()].map(({ position }) => position)) + 1;
  }

  /** Tells of a change of one store and writes it down, leaving those of other processes as they are. */
  async #changed(id: string): Promise<void> {
    this.#events.emit({ kind: 'stores' });
    const entry = this.#known.get(id);
    if (id.startsWith('memory-')) return;
    const remembered = entry && entry.lastOpenedAt !== null ? [entry] : [];
    try {
      await this.#home.updateJson(file, fileSchema, [], (stored) => {
        const at = stored.findIndex((other) => rememberedSchema.safeParse(other).data?.id === id);
        return at < 0 ? [...stored, ...remembered] : stored.toSpliced(at, 1, ...remembered);
      });
    } catch (error) {
      // A store can be worked on though a full disk does not let it be remembered.
      if (!isStoreError(error)) throw error;
      this.#log.warn({ code: error.code }, 'The list of stores could not be written');
    }
  }

  #describe(entry: Remembered): Store {
    const backend = this.#open.get(entry.id);
    return {
      id: entry.id,
      name: entry.name,
      location: entry.location,
      place: placeOf(entry.location),
      readOnly: entry.readOnly,
      readOnlyReason: entry.readOnly ? 'chosen' : null,
      state: backend ? 'open' : this.#awaited.has(entry.id) ? 'opening' : 'remembered',
      guarantee: backend ? guaranteeOf(backend) : null,
      listing: backend?.capabilities.listing ?? (entry.location.kind === 's3' ? 'paged' : 'whole'),
      problem: this.#problems.get(entry.id) ?? null,
      lastOpenedAt: entry.lastOpenedAt,
      folder: entry.folder,
      colour: entry.colour,
      position: entry.position,
    };
  }
}
