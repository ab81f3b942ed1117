import { StoreError } from '#shared/errors.ts';
import type { S3Location } from '#shared/model/s3-location.ts';
import { samePlace } from '#shared/model/same-place.ts';
import type { Store, StoreLocation } from '#shared/model/store.ts';
import type { CallOptions, StorageBackend } from '#storage/backend.ts';
import type { SavedDraft } from '#workers/database/drafts.ts';
import type { AppEvents } from '../app/events.ts';
import type { Home } from '../app/home.ts';
import type { Log } from '../app/log.ts';
import type { SignIns } from '../credentials/sign-ins.ts';
import type { WriteRights } from '../guarantee/write-rights.ts';
import type { WriteReason } from '../history/changes.ts';
import type { FileKeeper } from '../history/file-keeper.ts';
import type { OwnWrites } from '../live/own-writes.ts';
import { describeStore, type Problem } from './describe-store.ts';
import { defaultName } from './naming.ts';
import { OpenBackends, type OpenStore } from './open-backends.ts';
import { type Remembered, RememberedStores } from './remembered.ts';
import { StoreRights } from './store-rights.ts';

/** How a connection shows in the list, and is opened. */
export type Settings = Pick<Remembered, 'name' | 'folder' | 'colour' | 'readOnly'>;

/** What is said of a store that is opened; what is left out stays as it was. */
interface Opened extends CallOptions {
  /** The connection that was opened; left out: the one to that place. */
  id?: string;
  /** The connection that it takes the place of, where its place was changed. */
  replaces?: string | undefined;
  name?: string | undefined;
  folder?: string | undefined;
  colour?: Remembered['colour'] | undefined;
  readOnly: boolean;
}

/** The stores of this app: which are open, which are remembered. */
export class StoreRegistry {
  readonly #events: AppEvents;
  readonly #signIns: Pick<SignIns, 'stateOf' | 'use'>;
  readonly #rights: StoreRights;
  readonly #known: RememberedStores;
  readonly #open: OpenBackends;
  readonly #problems = new Map<string, Problem>();
  readonly #awaited = new Set<string>();

  constructor(
    home: Home,
    events: AppEvents,
    log: Log,
    parts: {
      own: OwnWrites;
      keeper: FileKeeper;
      signIns: Pick<SignIns, 'stateOf' | 'use'>;
      rights: WriteRights;
    },
  ) {
    const { own, keeper } = parts;
    this.#rights = new StoreRights(parts.rights);
    this.#open = new OpenBackends({ own, keeper, rights: this.#rights });
    this.#known = new RememberedStores(home, log);
    this.#signIns = parts.signIns;
    this.#events = events;
  }

  /** Open and remembered stores in the order of the list. */
  async list(): Promise<Store[]> {
    await this.#known.load();
    return this.#known.all().map((entry) => this.#describe(entry));
  }

  /** Ids of the stores that were open the last time. */
  async wasOpen(): Promise<string[]> {
    await this.#known.load();
    return this.#known
      .all()
      .filter((entry) => entry.open)
      .map((entry) => entry.id);
  }

  /** Those that are open now, to read from. */
  openStores(): OpenStore[] {
    return this.#open.ids.map((id) => this.reader(id));
  }

  isOpen(id: string): boolean {
    return this.#open.get(id) !== undefined;
  }

  /** An open store to read from. Rejects `NOT_FOUND` where it is not open. */
  reader(id: string): OpenStore {
    return this.#open.reader(id, this.#known.get(id));
  }

  /**
   * An open store to write to; what is written stands in the history with this reason. Rejects `READ_ONLY` where it
   * was opened so.
   */
  writer(id: string, why: WriteReason, draft?: SavedDraft): OpenStore<StorageBackend> {
    return this.#open.writer(id, this.#known.get(id), why, draft);
  }

  /** The connection of the list that leads to a place, the first of them; null where none does. */
  async connectionTo(location: StoreLocation): Promise<string | null> {
    await this.#known.load();
    const id = this.#known.idOf(location);
    return this.#known.get(id) && !this.#known.isPassing(id) ? id : null;
  }

  /** Shows a row for a store that is about to be opened, so that rows stand in the order of asking. */
  async expect(location: StoreLocation, { readOnly }: { readOnly: boolean }): Promise<string> {
    await this.#known.load();
    const id = this.#known.idOf(location);
    if (!this.#known.get(id)) {
      const settings = { name: defaultName(location), folder: '', colour: null, readOnly };
      const position = this.#known.end();
      const entry = { ...settings, id, location, lastOpenedAt: null, open: false, position };
      this.#known.put(entry, { passing: true });
    }
    this.#awaited.add(id);
    this.#events.emit({ kind: 'stores' });
    return id;
  }

  /** What has become of a store that was expected: the problem stands in its row, which goes if all is well. */
  settle(id: string, problem: Problem | null): void {
    this.#awaited.delete(id);
    if (problem !== null) this.#problems.set(id, problem);
    // Its root was found elsewhere, and has a row of its own.
    else if (this.#known.isPassing(id)) this.#known.remove(id);
    this.#events.emit({ kind: 'stores' });
  }

  /** An open store, asked for once more: it stays as it is, but becomes read-only if that is asked for. */
  async reopen(id: string, { readOnly }: { readOnly: boolean }): Promise<Store | null> {
    if (!this.isOpen(id)) return null;
    return this.update(id, readOnly ? { readOnly } : {});
  }

  /**
   * The id for a connection to a place. `store` says which connection is meant: it keeps its id unless its place is
   * another now; null is a new one. Left out, it is the one to that place.
   */
  async idFor(location: StoreLocation, store?: string | null): Promise<string> {
    await this.#known.load();
    if (store === undefined) return this.#known.idOf(location);
    const meant = store === null ? null : await this.remembered(store);
    return meant && samePlace(meant.location, location) ? meant.id : this.#known.freeIdOf(location);
  }

  /**
   * Takes in an opened backend and remembers where it was. One that is open read-only stays so, unless it is said
   * by its `id` which connection is meant.
   */
  async add(location: StoreLocation, backend: StorageBackend, options: Opened): Promise<Store> {
    await this.#known.load();
    const { id = this.#known.idOf(location), readOnly, name, folder, colour } = options;
    await this.#open.prepare(id, backend, { readOnly, signal: options.signal });
    const known = this.#known.get(id) ?? (options.replaces ? this.#known.get(options.replaces) : undefined);
    const staysReadOnly = options.id === undefined && this.isOpen(id) && known?.readOnly === true;
    const entry: Remembered = {
      id,
      position: known?.position ?? this.#known.end(),
      name: name || known?.name || defaultName(location),
      folder: folder ?? known?.folder ?? '',
      colour: colour === undefined ? (known?.colour ?? null) : colour,
      location,
      readOnly: readOnly || staysReadOnly,
      lastOpenedAt: Date.now(),
      open: true,
    };
    if (options.replaces !== undefined && options.replaces !== id) await this.forget(options.replaces);
    this.#known.put(entry);
    const before = this.#open.put(entry, backend);
    this.#problems.delete(id);
    await before?.close();
    await this.#changed(id);
    return this.#describe(entry);
  }

  /**
   * Puts a connection into the list without opening it, or changes one, with the id that `idFor` says. Where its place
   * is another than before, that is another id, since drafts and history belong to a place; the one before is closed.
   */
  async keep(id: string, location: StoreLocation, settings: Settings, replaces?: string): Promise<Store> {
    await this.#known.load();
    const before = replaces === undefined ? undefined : await this.remembered(replaces);
    const entry = {
      lastOpenedAt: null,
      open: false,
      position: this.#known.end(),
      ...before,
      ...settings,
      id,
      location,
    };
    if (before && before.id !== id) {
      await this.forget(before.id);
      Object.assign(entry, { lastOpenedAt: null, open: false });
    }
    if (before?.id === id && before.readOnly !== settings.readOnly)
      this.#rights.said(before, settings.readOnly, this.#open.get(id));
    this.#known.put(entry);
    this.#problems.delete(id);
    await this.#changed(id);
    return this.#describe(entry);
  }

  /**
   * Puts back what was taken from the list, where it stood; under another id, where another connection has taken its.
   * `prepare` is told the id before.
   */
  async putBack(taken: Remembered, prepare: (id: string) => Promise<void>): Promise<Store> {
    await this.#known.load();
    const id = this.#known.get(taken.id) ? this.#known.freeIdOf(taken.location) : taken.id;
    await prepare(id);
    const entry = { ...taken, id };
    this.#known.put(entry);
    await this.#changed(id);
    return this.#describe(entry);
  }

  /** Puts the list into another order, and connections into other folders. Those not named keep their place at the end. */
  async arrange(order: readonly { store: string; folder: string }[]): Promise<void> {
    await this.#known.load();
    const named = new Map(order.map(({ store, folder }) => [store, folder]));
    const rest = this.#known.all().filter(({ id }) => !named.has(id));
    const first = order.flatMap(({ store }) => this.#known.get(store) ?? []);
    const all = [...first, ...rest];
    for (const [position, entry] of all.entries()) {
      Object.assign(entry, { position, folder: named.get(entry.id) ?? entry.folder });
    }
    this.#events.emit({ kind: 'stores' });
    await this.#known.write(
      all.map(({ id }) => id),
      { mayAdd: false },
    );
  }

  /** The bucket that a connection leads to; null where it leads to none, or is not in the list. */
  async bucketOf(id: string): Promise<S3Location | null> {
    await this.#known.load();
    const location = this.#known.get(id)?.location;
    return location?.kind === 's3' ? location : null;
  }

  /** What is remembered of a store. Rejects `NOT_FOUND`. */
  async remembered(id: string): Promise<Remembered> {
    await this.#known.load();
    const entry = this.#known.get(id);
    if (!entry) throw new StoreError('NOT_FOUND', 'This store is not in the list any more.', { where: id });
    return entry;
  }

  /** Notes why a remembered store could not be opened. */
  failed(id: string, problem: Problem): void {
    this.#problems.set(id, problem);
    this.#events.emit({ kind: 'stores' });
  }

  async close(id: string): Promise<void> {
    const entry = this.#known.get(id);
    const close = this.#open.take(id);
    this.#signIns.use(id, null);
    // What was in memory is gone with it, so there is nothing left to remember.
    if (entry?.location.kind === 'memory') this.#known.remove(id);
    else if (entry) entry.open = false;
    await close();
    await this.#changed(id);
  }

  async forget(id: string): Promise<void> {
    await this.close(id);
    this.#known.remove(id);
    this.#problems.delete(id);
    await this.#changed(id);
  }

  async update(id: string, change: Partial<Settings>): Promise<Store> {
    const entry = await this.remembered(id);
    this.#rights.said(entry, change.readOnly, this.#open.get(id));
    Object.assign(entry, change);
    await this.#changed(id);
    return this.#describe(entry);
  }

  /** Lets go of every backend, without forgetting which were open. */
  async closeAll(): Promise<void> {
    await this.#open.closeAll();
  }

  /** Tells of changes and writes them down. */
  async #changed(...ids: string[]): Promise<void> {
    this.#events.emit({ kind: 'stores' });
    await this.#known.write(ids);
  }

  #describe(entry: Remembered): Store {
    return describeStore(entry, {
      backend: this.#open.get(entry.id),
      readOnlyReason: this.#rights.reasonOf(entry),
      signIn: this.#signIns.stateOf(entry.id),
      problem: this.#problems.get(entry.id) ?? null,
      isAwaited: this.#awaited.has(entry.id),
    });
  }
}
