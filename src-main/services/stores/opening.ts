import { join, resolve } from 'node:path';
import type { OpenResult, OpenS3 } from '#shared/contract/stores.ts';
import { isStoreError, StoreError } from '#shared/errors.ts';
import type { S3Location } from '#shared/model/s3-location.ts';
import type { Store } from '#shared/model/store.ts';
import type { CallOptions, LevelPage } from '#storage/backend.ts';
import { InMemoryStorage } from '#storage/memory.ts';
import { WorkerFolder } from '#workers/folder/worker-folder.ts';
import type { SignIns } from '../credentials/sign-ins.ts';
import { inAction } from '../meter/actions.ts';
import type { Counter, Meter } from '../meter/meter.ts';
import type { FirstPages } from '../sessions/first-pages.ts';
import type { BegunUploads } from './begun-uploads.ts';
import type { Buckets, ReachedBucket } from './buckets.ts';
import { environmentLocation } from './environment-location.ts';
import { findRoot } from './find-root.ts';
import { locateRoot } from './locate-root.ts';
import { placeOf, storeIdOf } from './naming.ts';
import type { StoreRegistry } from './registry.ts';
import { resolvePrefix } from './resolve-prefix.ts';
import { mustBeFolder } from './root-folder.ts';

/** It is made when it is asked for: its pictures are drawn as it is loaded. */
async function sampleStore(): Promise<InMemoryStorage> {
  const { createSampleStore } = await import('../sample/sample-store.ts');
  return createSampleStore(new Date());
}

interface OpeningParts {
  readonly stores: StoreRegistry;
  readonly buckets: Buckets;
  readonly signIns: SignIns;
  readonly meter: Meter;
  readonly firstPages: FirstPages;
  readonly uploads: BegunUploads;
}

interface OpeningOptions extends CallOptions {
  /** What somebody who is there can be asked for, so that credentials can be had. Left out: nobody is asked. */
  readonly mayAsk?: 'codes' | 'keys too';
}

/** Opens stores of every kind. Opening writes nothing, but for what a crash of this app has left half done. */
export class OpeningService {
  readonly #stores: StoreRegistry;
  readonly #buckets: Buckets;
  readonly #signIns: SignIns;
  readonly #meter: Meter;
  readonly #firstPages: FirstPages;
  readonly #uploads: BegunUploads;

  constructor({ stores, buckets, signIns, meter, firstPages, uploads }: OpeningParts) {
    this.#stores = stores;
    this.#buckets = buckets;
    this.#signIns = signIns;
    this.#meter = meter;
    this.#firstPages = firstPages;
    this.#uploads = uploads;
  }

  /** Opens a folder, or asks which of several folders below it is meant. */
  async openFolder(
    request: { path: string; readOnly: boolean; root?: string | undefined; name?: string; store?: string },
    options: CallOptions,
  ): Promise<OpenResult> {
    const base = resolve(request.path);
    const { readOnly, name } = request;
    const asked = new WorkerFolder(base);
    let path = base;
    try {
      await mustBeFolder(asked, base, options);
      let root = request.root;
      if (root === undefined) {
        const found = await locateRoot(asked, { ...options, place: base });
        if (found.kind === 'choose') return found;
        root = found.path;
      }
      // A root may lie above: for somebody who chose `sessions/` itself it is `..`.
      path = resolve(join(base, root));
    } finally {
      await asked.close();
    }
    const location = { kind: 'folder', path } as const;
    const id = await this.#stores.idFor(location, request.store);
    const open = await this.#stores.reopen(id, { readOnly });
    if (open) return { kind: 'opened', store: open };
    const counter = this.#meter.counter();
    counter.belongsTo(id);
    const backend = new WorkerFolder(path, undefined, counter.onRequest);
    const store = await this.#stores.add(location, backend, { ...options, id, readOnly, name });
    return { kind: 'opened', store };
  }

  /**
   * Opens a bucket, or asks which prefix in it is meant. Signs in first. Where no connection is meant, and one of the
   * list leads to what was found, that one is opened, as it is set up.
   */
  async openS3(request: OpenS3, options: OpeningOptions): Promise<OpenResult> {
    const place = storeIdOf(request.location);
    const counter = this.#meter.resumed(place);
    const asksKeys = options.mayAsk === 'keys too';
    let bucket: ReachedBucket | null = null;
    let opened = false;
    try {
      bucket = await this.#buckets.reach(request, { onRequest: counter.onRequest, mayLack: asksKeys });
      const result = await this.#openReached(bucket, request, { ...options, counter, asksKeys });
      opened = result.kind === 'opened';
      return result;
    } finally {
      if (!opened) this.#meter.leave(place, counter);
      bucket?.release({ mayTryAgain: !opened });
    }
  }

  async #openReached(
    bucket: ReachedBucket,
    request: OpenS3,
    { counter, asksKeys, ...options }: OpeningOptions & { counter: Counter; asksKeys: boolean },
  ): Promise<OpenResult> {
    const { name, readOnly, folder, colour } = request;
    let { location, root } = request;
    // A form has fields for keys, and is asked again by who has it.
    const whose = {
      store: asksKeys ? (request.store ?? null) : null,
      name: name || placeOf(location),
      asksKeys,
    };
    if (options.mayAsk) await this.#signIns.signIn(bucket.session, whose, options);
    else await bucket.session?.current();
    let first: LevelPage | null = null;
    if (root === undefined) {
      const asked = bucket.connect(location);
      try {
        const found = await findRoot(asked, { ...options, place: location.prefix });
        if (found.root.kind === 'choose') return found.root;
        root = found.root.path;
        ({ first } = found);
      } finally {
        await asked.close();
      }
    }
    location = { ...location, prefix: resolvePrefix(location.prefix, root) };
    // Who hands over keys means those, and not the kept ones.
    const isNamed = request.store === undefined && request.keys === undefined;
    const known = isNamed ? await this.#stores.connectionTo(location) : null;
    if (known !== null) {
      counter.belongsTo(known);
      return { kind: 'opened', store: await this.connect(known, { ...options, readOnly }) };
    }
    const id = await this.#stores.idFor(location, request.store);
    counter.belongsTo(id);
    if (first) this.#firstPages.keep(id, first);
    const backend = bucket.connect(location, this.#uploads.notesFor(id));
    const how = { readOnly, name, folder, colour };
    // Only who says which connection is meant also says that it may be written to again.
    const which = request.store === undefined ? {} : { id, replaces: request.store ?? undefined };
    const before = request.store == null ? null : await this.#stores.remembered(request.store);
    this.#buckets.use({ id, name: whose.name }, location, bucket.session);
    const added = await this.#stores.add(location, backend, { ...how, ...which });
    const keep = async () => {
      try {
        await this.#buckets.keepUsed(id, { ...request, location }, bucket.session);
      } finally {
        await this.#buckets.forgetFormer(before, added);
      }
    };
    const store = await this.#withKeys(added, keep);
    // Nobody has to wait for it, and what is left is tried again at the next opening.
    if (!store.readOnly)
      inAction('uploads.tidy', () => backend.removeOrphans()).catch((error: unknown) => {
        if (!isStoreError(error)) throw error;
      });
    return { kind: 'opened', store };
  }

  /** A store that is open stays so where its keys cannot be kept, and says that. */
  async #withKeys(store: Store, keep: () => Promise<void>): Promise<Store> {
    try {
      await keep();
      return store;
    } catch (error) {
      if (!isStoreError(error)) throw error;
      const problem = `“${store.name}” is open, but its keys could not be kept, so that they are asked for the next time. ${error.message}`;
      const code = 'SIGN_IN';
      this.#stores.failed(store.id, { code, message: problem });
      return { ...store, problem, problemCode: code };
    }
  }

  /** A store in memory: empty, or filled with the sample, of which there is one, whatever was changed in it. */
  async openMemory(content: 'empty' | 'sample'): Promise<Store> {
    const open = await this.#stores.reopen(storeIdOf({ kind: 'memory', content }), { readOnly: false });
    if (open) return open;
    const backend = content === 'sample' ? await sampleStore() : new InMemoryStorage();
    return this.#stores.add({ kind: 'memory', content }, backend, { readOnly: false });
  }

  /** Opens a remembered store as it was, or read-only. */
  async connect(id: string, options: OpeningOptions & { readOnly?: boolean }): Promise<Store> {
    const { location, name, ...before } = await this.#stores.remembered(id);
    const readOnly = before.readOnly || options.readOnly === true;
    // What is in memory is there, or gone for good.
    const open = location.kind === 'memory' ? await this.#stores.reopen(id, { readOnly }) : null;
    if (open) return open;
    try {
      const result =
        location.kind === 'folder'
          ? await this.openFolder({ path: location.path, readOnly, name, root: '', store: id }, options)
          : location.kind === 's3'
            ? await this.openS3({ location, readOnly, name, root: '', store: id }, options)
            : { kind: 'opened' as const, store: await this.openMemory(location.content) };
      if (result.kind !== 'opened')
        throw new StoreError('INTERNAL', 'A remembered store has no choice to make.');
      return result.store;
    } catch (error) {
      if (error instanceof StoreError && error.code !== 'CANCELLED') this.#stores.failed(id, error);
      throw error;
    }
  }

  /** The library's `S3_*` variables as a form; null where none is set. */
  environment(): S3Location | null {
    return environmentLocation(process.env);
  }
}
