import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { isStoreError } from '#shared/errors.ts';
import { usualNetwork } from '#shared/model/s3-location.ts';
import { samePlace } from '#shared/model/same-place.ts';
import {
  type StoreLocation,
  storeColourSchema,
  storeIdSchema,
  storeLocationSchema,
  storeSchema,
} from '#shared/model/store.ts';
import type { Home } from '../app/home.ts';
import type { Log } from '../app/log.ts';
import { anotherIdOf, storeIdOf } from './naming.ts';

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

type Written = z.infer<typeof rememberedSchema>;

/** A connection, open or not. */
export type Remembered = Written & { position: number };

const file = 'stores.json';
/** What another version of the app has written is kept as it is. */
const fileSchema = z.array(z.unknown());

/** The connections of the list, and the file that outlives them. */
export class RememberedStores {
  readonly #home: Home;
  readonly #log: Log;
  readonly #known = new Map<string, Remembered>();
  /** What stood in the file when this process last read or wrote it: what differs from that was changed here. */
  readonly #written = new Map<string, Written>();
  /** Named on the command line and never opened: nothing to write down. */
  readonly #passing = new Set<string>();
  #loaded: Promise<void> | null = null;

  constructor(home: Home, log: Log) {
    this.#home = home;
    this.#log = log;
  }

  /** Reads the file, once. Before that, nothing is known. */
  async load(): Promise<void> {
    this.#loaded ??= this.#home.readJson(file, fileSchema, []).then((entries) => {
      for (const [position, stored] of entries.entries()) {
        const entry = rememberedSchema.safeParse(stored).data;
        if (!entry) continue;
        this.#written.set(entry.id, entry);
        this.#known.set(entry.id, { ...entry, position: entry.position ?? position });
      }
    });
    await this.#loaded;
  }

  get(id: string): Remembered | undefined {
    return this.#known.get(id);
  }

  /** All of them, in the order of the list. */
  all(): Remembered[] {
    return [...this.#known.values()].sort((a, b) => a.position - b.position);
  }

  /** The id of the connection to a place: of one that is in the list, else what a new one is given. */
  idOf(location: StoreLocation): string {
    return this.all().find((entry) => samePlace(entry.location, location))?.id ?? storeIdOf(location);
  }

  /** An id for a new connection to a place: of its own, where the place has one already. */
  freeIdOf(location: StoreLocation): string {
    const id = storeIdOf(location);
    return this.#known.has(id) ? anotherIdOf(location) : id;
  }

  /** Puts an entry in, or in the place of the one with its id. `passing`: not to be written down. */
  put(entry: Remembered, { passing = false } = {}): void {
    this.#known.set(entry.id, entry);
    if (passing) this.#passing.add(entry.id);
    else this.#passing.delete(entry.id);
  }

  /** Whether it is in the list for this run of the app alone. */
  isPassing(id: string): boolean {
    return this.#passing.has(id);
  }

  remove(id: string): void {
    this.#known.delete(id);
    this.#passing.delete(id);
  }

  /** The position of what is added at the end. */
  end(): number {
    return Math.max(-1, ...this.all().map(({ position }) => position)) + 1;
  }

  /**
   * Writes down what was changed of some entries. Whatever another process has written stays: other entries, and
   * other fields of these. `mayAdd` is false where only what stands there is changed: what another process has removed
   * stays so.
   */
  async write(ids: readonly string[], { mayAdd = true } = {}): Promise<void> {
    const lasting = ids.filter((id) => !id.startsWith('memory-'));
    if (lasting.length === 0) return;
    let now: (readonly [string, Remembered | undefined])[] = [];
    try {
      await this.#home.updateJson(file, fileSchema, [], (stored) => {
        now = lasting.map((id) => [id, this.#lasting(id)]);
        return now.reduce((entries, [id, entry]) => this.#withEntry(entries, id, entry, mayAdd), stored);
      });
      for (const [id, entry] of now) {
        if (entry) this.#written.set(id, entry);
        else this.#written.delete(id);
      }
    } catch (error) {
      // A store can be worked on though a full disk does not let it be remembered.
      if (!isStoreError(error)) throw error;
      this.#log.warn({ code: error.code }, 'The list of stores could not be written');
    }
  }

  /** An entry as it is to stand in the file from now on. */
  #lasting(id: string): Remembered | undefined {
    const entry = this.#passing.has(id) ? undefined : this.#known.get(id);
    return entry && { ...entry };
  }

  #withEntry(stored: unknown[], id: string, entry: Remembered | undefined, mayAdd: boolean): unknown[] {
    const at = stored.findIndex((other) => rememberedSchema.safeParse(other).data?.id === id);
    if (at < 0) return mayAdd && entry ? [...stored, entry] : stored;
    if (!entry) return stored.toSpliced(at, 1);
    return stored.with(at, { ...Object(stored[at]), ...changesOf(entry, this.#written.get(id)) });
  }
}

/** The fields of an entry that are no longer as they were written; all of them where it was not. */
function changesOf(entry: Remembered, written: Written | undefined): Partial<Remembered> {
  const before = new Map(Object.entries(written ?? {}));
  return Object.fromEntries(
    Object.entries(entry).filter(([name, value]) => !isDeepStrictEqual(value, before.get(name))),
  );
}
