import { StoreError } from '#shared/errors.ts';
import type { Candidate, ConnectionLocation, ConnectionSettings } from '#shared/model/connection.ts';
import { type S3Location, wantsKeys } from '#shared/model/s3-location.ts';
import { samePlace } from '#shared/model/same-place.ts';
import type { Store } from '#shared/model/store.ts';
import { parseEndpoint } from '#storage/s3/endpoint.ts';
import type { RestoreKeys } from '../credentials/kept-keys.ts';
import type { S3Keys } from '../credentials/keys.ts';
import { mustHoldNoPassword } from '../network/proxies.ts';
import type { Buckets } from '../stores/buckets.ts';
import type { StoreRegistry } from '../stores/registry.ts';
import type { Remembered } from '../stores/remembered.ts';
import { exported, readExported } from './exported.ts';

interface Kept extends ConnectionSettings {
  /** The connection to change; null: a new one. */
  store: string | null;
  location: ConnectionLocation;
  keys?: S3Keys | undefined;
  /** The form that it was entered in. */
  form?: string | undefined;
}

/** A connection that was taken from the list, and how its keys come back. */
interface Removed {
  readonly entry: Remembered;
  readonly keepKeys: RestoreKeys;
}

/** The list of connections as its user arranges it. */
export class ConnectionService {
  readonly #stores: StoreRegistry;
  readonly #buckets: Buckets;
  readonly #removed = new Map<string, Removed>();

  constructor(stores: StoreRegistry, buckets: Buckets) {
    this.#stores = stores;
    this.#buckets = buckets;
  }

  /** Adds a connection or changes one, without connecting. Where its keys cannot be kept or forgotten, it stays as it was. */
  async save({ store, location, keys, form, ...settings }: Kept): Promise<Store> {
    if (location.kind === 's3') {
      mustBeWithoutPasswords(location);
      this.#buckets.note({ location, keys, form });
    }
    const id = await this.#stores.idFor(location, store);
    const before = store === null ? null : await this.#stores.remembered(store);
    if (location.kind === 's3' && wantsKeys(location)) {
      const entered = await this.#buckets.keepKeys(id, { location, keys, form });
      if (!entered && before && before.id !== id) await this.#buckets.copyKeys(before.id, id, location);
    }
    await this.#buckets.forgetFormer(before, { id, location });
    return this.#stores.keep(id, location, settings, store ?? undefined);
  }

  /** A form is closed or given up. */
  forgetForm(form: string): void {
    this.#buckets.forgetForm(form);
  }

  /** Whether keys are at hand for a connection. Rejects `NOT_FOUND`. */
  async keysKept(id: string): Promise<boolean> {
    return this.#buckets.hasKeys(await this.#stores.remembered(id));
  }

  /** Adds one like it, with its keys, just below it. */
  async duplicate(id: string): Promise<Store> {
    const { location, ...entry } = await this.#stores.remembered(id);
    if (location.kind !== 's3') {
      throw new StoreError('UNSUPPORTED', 'A folder of this machine needs one connection only.');
    }
    const { folder, colour, readOnly } = entry;
    const settings = { name: await this.#freeName(entry.name), folder, colour, readOnly };
    const place = await this.#stores.idFor(location, null);
    await this.#buckets.copyKeys(id, place, location);
    const copy = await this.#stores.keep(place, location, settings);
    const others = (await this.#stores.list()).filter((store) => store.id !== copy.id);
    const order = others.flatMap((store) => (store.id === id ? [store, copy] : [store]));
    await this.#stores.arrange(order.map((store) => ({ store: store.id, folder: store.folder })));
    return copy;
  }

  async #freeName(name: string): Promise<string> {
    const taken = new Set((await this.#stores.list()).map((store) => store.name));
    const stem = name.slice(0, 180).replace(/ \(copy( \d+)?\)$/, '');
    for (let number = 1; ; number++) {
      const free = `${stem} (copy${number === 1 ? '' : ` ${number}`})`;
      if (!taken.has(free)) return free;
    }
  }

  /**
   * Closes a store and takes it from the list, with its keys; it stays where they cannot be forgotten. Its data is not
   * touched; `restore` puts it back.
   */
  async remove(id: string): Promise<void> {
    const entry = await this.#stores.remembered(id);
    const keepKeys = await this.#buckets.forgetKeys(entry);
    await this.#stores.forget(id);
    if (entry.location.kind !== 'memory') this.#removed.set(id, { entry, keepKeys });
  }

  /** Puts back what was removed since the app was started. Rejects `NOT_FOUND` for anything else. */
  async restore(id: string): Promise<Store> {
    const removed = this.#removed.get(id);
    if (!removed) {
      const message = 'This connection is not kept any more. Add it again.';
      throw new StoreError('NOT_FOUND', message, { where: id });
    }
    const store = await this.#stores.putBack({ ...removed.entry, open: false }, removed.keepKeys);
    this.#removed.delete(id);
    return store;
  }

  /** Text of a file that holds these connections, in the order of the list, and no secret. */
  async export(ids: readonly string[]): Promise<string> {
    const wanted = new Set(ids);
    const listed = (await this.#stores.list()).filter(({ id }) => wanted.has(id));
    const entries = await Promise.all(listed.map(({ id }) => this.#stores.remembered(id)));
    return exported(
      entries.flatMap(({ location, ...entry }) =>
        location.kind === 'memory' ? [] : [{ ...entry, location }],
      ),
    );
  }

  /** What an exported file holds, and which of it is in the list already. Throws `INVALID` for any other file. */
  async readExport(text: string): Promise<Candidate[]> {
    return this.#withKnown(readExported(text));
  }

  /** What the environment and the shared AWS config files say how buckets are reached. */
  async found(): Promise<Candidate[]> {
    const { findCandidates } = await import('./found.ts');
    return this.#withKnown(await findCandidates(process.env));
  }

  /** Candidates, each with the connection that leads to its place already. */
  async #withKnown(candidates: readonly Omit<Candidate, 'known'>[]): Promise<Candidate[]> {
    const stores = await this.#stores.list();
    return candidates.map((candidate) => {
      const { location } = candidate;
      const known = location && stores.find((store) => samePlace(store.location, location));
      return { ...candidate, known: known?.id ?? null };
    });
  }
}

/** Throws `INVALID` where a password would be written into the list of stores. */
function mustBeWithoutPasswords({ endpoint, network }: S3Location): void {
  if (endpoint !== null) parseEndpoint(endpoint);
  mustHoldNoPassword(network.proxy);
}
