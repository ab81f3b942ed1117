import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { OpenResult, OpenS3 } from '#shared/contract/stores.ts';
import type { XrayEvent, XrayRequest } from '#shared/contract/xray.ts';
import { StoreError } from '#shared/errors.ts';
import { type S3Location, wantsKeys } from '#shared/model/s3-location.ts';
import type { Store } from '#shared/model/store.ts';
import type { CallOptions, LevelPage } from '#storage/backend.ts';
import { InMemoryStorage } from '#storage/memory.ts';
import { WorkerFolder } from '#workers/folder/worker-folder.ts';
import type { SecretStore } from '../app/secrets.ts';
import type { Meter } from '../meter/meter.ts';
import type { ProxyFinder } from '../network/proxies.ts';
import type { RequestHandlers } from '../network/request-handler.ts';
import type { FirstPages } from '../sessions/first-pages.ts';
import { environmentLocation } from './environment-location.ts';
import { findRoot } from './find-root.ts';
import { locateRoot } from './locate-root.ts';
import { storeIdOf } from './naming.ts';
import type { StoreRegistry } from './registry.ts';
import { resolvePrefix } from './resolve-prefix.ts';
import { mustBeFolder } from './root-folder.ts';
import type { S3Keys } from './s3-connection.ts';
import { SubmittedKeys } from './submitted-keys.ts';

const keysSchema = z.object({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string().optional(),
});

/** The SDK takes longer to load than all the rest, so only who uses a bucket waits for it. */
const s3 = () => import('./s3-connection.ts');
const network = () => import('../network/request-handler.ts');

/** It is made when it is asked for: its pictures are drawn as it is loaded. */
async function sampleStore(): Promise<InMemoryStorage> {
  const { createSampleStore } = await import('../sample/sample-store.ts');
  return createSampleStore(new Date());
}

interface OpeningParts {
  readonly stores: StoreRegistry;
  readonly secrets: SecretStore;
  readonly systemProxy: ProxyFinder;
  readonly meter: Meter;
  readonly firstPages: FirstPages;
}

/** Opens stores of every kind. Opening writes nothing, but for what a crash of this app has left half done. */
export class OpeningService {
  readonly #stores: StoreRegistry;
  readonly #secrets: SecretStore;
  readonly #systemProxy: ProxyFinder;
  readonly #meter: Meter;
  readonly #firstPages: FirstPages;
  readonly #submitted = new SubmittedKeys();

  constructor({ stores, secrets, systemProxy, meter, firstPages }: OpeningParts) {
    this.#stores = stores;
    this.#secrets = secrets;
    this.#systemProxy = systemProxy;
    this.#meter = meter;
    this.#firstPages = firstPages;
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

  /** Opens a bucket, or asks which prefix in it is meant. */
  async openS3(request: OpenS3, options: CallOptions): Promise<OpenResult> {
    const submitted = this.#submitted.of(request.location, request.keys);
    const keys = submitted ?? (await this.#keptKeys(request));
    const { connectS3, requestHandlers } = await this.#s3();
    let location = request.location;
    let root = request.root;
    const counter = this.#meter.counter();
    let first: LevelPage | null = null;
    if (root === undefined) {
      const asked = connectS3(location, keys, counter.onRequest, requestHandlers);
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
    const id = await this.#stores.idFor(location, request.store);
    counter.belongsTo(id);
    if (first) this.#firstPages.keep(id, first);
    const backend = connectS3(location, keys, counter.onRequest, requestHandlers);
    if (submitted) await this.#secrets.set(secretName(id), JSON.stringify(submitted));
    this.#submitted.forget(location);
    const { readOnly, name, folder, colour } = request;
    const how = { readOnly, name, folder, colour };
    // Only who says which connection is meant also says that it may be written to again.
    const which = request.store === undefined ? {} : { id, replaces: request.store ?? undefined };
    return { kind: 'opened', store: await this.#stores.add(location, backend, { ...how, ...which }) };
  }

  /** A store in memory: empty, or filled with the sample, of which there is one, whatever was changed in it. */
  async openMemory(content: 'empty' | 'sample'): Promise<Store> {
    const open = await this.#stores.reopen(storeIdOf({ kind: 'memory', content }), { readOnly: false });
    if (open) return open;
    const backend = content === 'sample' ? await sampleStore() : new InMemoryStorage();
    return this.#stores.add({ kind: 'memory', content }, backend, { readOnly: false });
  }

  /** Opens a remembered store as it was. */
  async connect(id: string, options: CallOptions): Promise<Store> {
    const { location, readOnly, name } = await this.#stores.remembered(id);
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
      if (error instanceof StoreError && error.code !== 'CANCELLED') this.#stores.failed(id, error.message);
      throw error;
    }
  }

  /** Keeps the keys that were entered for a connection that is not opened yet. */
  async keepKeys(id: string, keys: S3Keys): Promise<void> {
    await this.#secrets.set(secretName(id), JSON.stringify(keys));
  }

  /** Lets a connection use the keys that another one has. */
  async copyKeys(from: string, to: string): Promise<void> {
    const kept = await this.#secrets.get(secretName(from));
    if (kept !== null) await this.#secrets.set(secretName(to), kept);
  }

  /** Forgets the keys of a connection; what is answered keeps them again. */
  async forgetKeys(id: string): Promise<() => Promise<void>> {
    const kept = await this.#secrets.get(secretName(id));
    await this.#secrets.delete(secretName(id));
    return async () => {
      if (kept !== null) await this.#secrets.set(secretName(id), kept);
    };
  }

  /** Tries a location step by step, without opening it: see `xray`. */
  async *xray(request: XrayRequest, options: CallOptions): AsyncGenerator<XrayEvent> {
    const { location, from, probe } = request;
    const submitted = this.#submitted.of(location, request.keys);
    // Missing ones are the failure of a step of its own.
    const keys = submitted ?? (await this.#keptKeys(request).catch(() => undefined));
    const { requestHandlers } = await this.#s3();
    const { xray } = await import('../xray/xray.ts');
    yield* xray({ location, keys, requestHandlers }, { ...options, from, probe });
  }

  async profiles(): Promise<string[]> {
    const { listProfiles } = await s3();
    return listProfiles();
  }

  /** The library's `S3_*` variables as a form; null where none is set. */
  environment(): S3Location | null {
    return environmentLocation(process.env);
  }

  /** What connects to buckets, and what sends its requests. */
  async #s3() {
    const [{ connectS3 }, { requestHandlerFor }] = await Promise.all([s3(), network()]);
    const requestHandlers: RequestHandlers = (settings) => requestHandlerFor(settings, this.#systemProxy);
    return { connectS3, requestHandlers };
  }

  async #keptKeys({ location, store }: Pick<OpenS3, 'location' | 'store'>): Promise<S3Keys | undefined> {
    if (!wantsKeys(location)) return undefined;
    const kept = await this.#secrets.get(secretName(await this.#stores.idFor(location, store)));
    if (kept === null) {
      const message = 'The keys of this store are not kept any more. Enter them again.';
      throw new StoreError('SIGN_IN', message, { where: location.bucket });
    }
    return keysSchema.parse(JSON.parse(kept));
  }
}

function secretName(storeId: string): string {
  return `s3-keys:${storeId}`;
}
