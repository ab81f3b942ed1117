import { isStoreError, StoreError } from '#shared/errors.ts';
import { maxEditableBytes, maxInlineBytes, type Saved } from '#shared/model/document.ts';
import type { Timeline, Version, VersionContent } from '#shared/model/history.ts';
import { versionUrl } from '#shared/resources.ts';
import type { Attributes, CallOptions, PastVersion } from '#storage/backend.ts';
import type { Database } from '#workers/database/database.ts';
import type { ContentStore } from '../content/content-store.ts';
import { Outcomes } from '../documents/outcomes.ts';
import { decodeText } from '../documents/text.ts';
import type { StoreRegistry } from '../stores/registry.ts';
import {
  bucketIdOf,
  factsOfPast,
  type MergedVersion,
  mergeVersions,
  piecesOfPast,
} from './bucket-versions.ts';
import type { FileKeeper } from './file-keeper.ts';
import { restoreBytes } from './restoring.ts';

/** In milliseconds. */
const day = 86_400_000;
/** So few that nobody waits long for the database. */
const removedAtOnce = 200;

/** The bytes of a version. */
export interface VersionBytes {
  readonly version: Version;
  readonly size: number;
  /** The bytes from `start` to `end`, both included; all of them if left out. */
  read(range?: { start: number; end: number }): AsyncIterable<Uint8Array>;
}

interface HistoryParts {
  readonly database: Database;
  readonly stores: StoreRegistry;
  readonly keeper: FileKeeper;
  readonly content: ContentStore;
}

/** Every version of a file that is still known. */
export class HistoryService {
  readonly #parts: HistoryParts;
  readonly #restored = new Outcomes<Saved>();
  /** What a bucket was found to keep of a file, for the pages that follow the first. */
  #listed: { readonly store: string; readonly key: string; readonly past: readonly PastVersion[] } | null =
    null;

  constructor(parts: HistoryParts) {
    this.#parts = parts;
  }

  /**
   * A page of a file's versions, newest first. Where the store is a bucket that keeps versions, those are among
   * them; it is asked for the first page.
   */
  async timeline(
    store: string,
    key: string,
    page: { cursor: string | null; limit: number },
    options: CallOptions,
  ): Promise<Timeline> {
    try {
      const past = await this.#past(store, key, { ...options, isFirst: page.cursor === null });
      const merged = await this.#merged(store, key, past);
      if (merged) return pageOf(merged, page);
    } catch (error) {
      if (!isStoreError(error) || error.code === 'CANCELLED') throw error;
      return { ...(await this.#known(store, key, page)), problem: error.message };
    }
    return { ...(await this.#known(store, key, page)), problem: null };
  }

  /** Whether a file was last changed by this app, in whatever window or process, as far as it is known. */
  isOurs(store: string, key: string): Promise<boolean> {
    const { database, keeper } = this.#parts;
    return database.call('versions.ours', { store: keeper.place(store), key });
  }

  /** A page of what the app's home knows. */
  #known(store: string, key: string, { cursor, limit }: { cursor: string | null; limit: number }) {
    const { database, keeper } = this.#parts;
    return database.call('versions.timeline', { store: keeper.place(store), key, before: cursor, limit });
  }

  /** What the store itself keeps of a file; none where it is not open. */
  async #past(
    store: string,
    key: string,
    { isFirst, ...options }: CallOptions & { isFirst: boolean },
  ): Promise<readonly PastVersion[]> {
    const { stores } = this.#parts;
    if (!stores.isOpen(store)) return [];
    if (!isFirst && this.#listed?.store === store && this.#listed.key === key) return this.#listed.past;
    const past = (await stores.reader(store).backend.pastVersions?.(key, options)) ?? [];
    this.#listed = { store, key, past };
    return past;
  }

  /** All versions of a file, those of its bucket among them; null where the store keeps none by itself. */
  async #merged(store: string, key: string, past: readonly PastVersion[]): Promise<MergedVersion[] | null> {
    if (past.length === 0) return null;
    const { versions } = await this.#known(store, key, { cursor: null, limit: 100_000 });
    return mergeVersions(versions, past);
  }

  /** A version as a document that cannot be edited. Rejects `NOT_FOUND` where its bytes are kept no longer. */
  async read(store: string, key: string, id: string, options: CallOptions): Promise<VersionContent> {
    const { size, read } = await this.bytesOf(store, key, id, options);
    const url = versionUrl(store, key, id);
    if (size > maxEditableBytes) return { size, text: null, fetchText: false, url };
    const text = decodeText(await collect(read()));
    const isText = text !== null && !text.includes('\0');
    const inline = isText && size <= maxInlineBytes;
    return { size, text: inline ? text : null, fetchText: isText && !inline, url };
  }

  /** The bytes of a version. Rejects `NOT_FOUND` where they are kept no longer, or there was no file. */
  async bytesOf(store: string, key: string, id: string, options: CallOptions): Promise<VersionBytes> {
    const { database, keeper, content } = this.#parts;
    const inBucket = bucketIdOf(id);
    if (inBucket !== null) return this.#bytesInBucket(store, key, inBucket, options);
    const version = await database.call('versions.one', { store: keeper.place(store), key, id });
    if (!version || version.size === null) throw notKept(key);
    if (version.kept === 'no' || version.hash === null) {
      const all = await this.#past(store, key, { ...options, isFirst: true });
      const merged = await this.#merged(store, key, all);
      const past = merged?.find((other) => other.version.id === id)?.past;
      if (!past) throw notKept(key);
      return { ...(await this.#bytesInBucket(store, key, past.id, options)), version };
    }
    // Asked for now, so that a missing one is an answer and not a broken body.
    const pieces = await content.get(version.hash);
    return { version, size: version.size, read: (range) => (range ? cut(pieces, range) : pieces) };
  }

  async #bytesInBucket(store: string, key: string, id: string, options: CallOptions): Promise<VersionBytes> {
    const { backend } = this.#parts.stores.reader(store);
    if (!backend.readPast) throw notKept(key);
    const version = await factsOfPast(backend, key, id, options);
    const size = version.size ?? 0;
    const whole = { start: 0, end: size - 1 };
    return {
      version,
      size,
      read: (range = whole) => piecesOfPast(backend, key, id, { ...options, ...range }),
    };
  }

  /** What a version carried besides its bytes, where the bucket keeps it, too, and may be asked. */
  async #carried(store: string, key: string, id: string): Promise<Attributes | null> {
    const { past } = this.#parts.stores.reader(store).backend;
    if (!past) return null;
    try {
      const merged = await this.#merged(store, key, await this.#past(store, key, { isFirst: false }));
      const found = merged?.find(({ version }) => version.id === id)?.past?.id;
      const inBucket = bucketIdOf(id) ?? found;
      return inBucket === undefined ? null : await past.attributes(key, inBucket);
    } catch (error) {
      if (!isStoreError(error)) throw error;
      return null;
    }
  }

  /** Writes a version to its file, by compare-and-swap; the same `saveId` answers the outcome of the first call. */
  restore(
    store: string,
    key: string,
    { id, base, saveId }: { id: string; base: string | null; saveId: string },
  ): Promise<Saved> {
    return this.#restored.once([store, key, saveId], async () => {
      const { version, size, read } = await this.bytesOf(store, key, id, {});
      const whole = size > maxEditableBytes ? null : await collect(read());
      const bytes = () => whole ?? read();
      const attributes = base === null ? await this.#carried(store, key, id) : null;
      const { backend } = this.#parts.stores.writer(store, 'restore');
      return restoreBytes(backend, key, { bytes, size, hash: version.hash, base, attributes });
    });
  }

  /**
   * Forgets versions that are older than so many days, and the oldest of those that are left while the history
   * takes more than so many megabytes. Never the newest of a file, nor what an edit or a draft still needs.
   */
  async prune({ days, megabytes }: { days: number; megabytes: number }, now = Date.now()): Promise<void> {
    const { database } = this.#parts;
    const limits = { oldest: now - days * day, bytes: megabytes * 1024 * 1024 };
    await database.call('versions.forgetEnded', { before: now - 7 * day });
    const ids = await database.call('versions.prunable', limits);
    for (let start = 0; start < ids.length; start += removedAtOnce) {
      await database.call('versions.remove', { ids: ids.slice(start, start + removedAtOnce) });
    }
  }

  /** What the history of all stores takes up. */
  usage(): Promise<{ versions: number; bytes: number }> {
    return this.#parts.database.call('versions.usage', {});
  }
}

/** A page of versions that are all at hand. */
function pageOf(
  merged: readonly MergedVersion[],
  { cursor, limit }: { cursor: string | null; limit: number },
): Timeline {
  const start = cursor === null ? 0 : merged.findIndex(({ version }) => version.id === cursor) + 1;
  const versions = merged.slice(start, start + limit).map(({ version }) => version);
  const more = start + limit < merged.length;
  const total = merged.filter(({ version }) => bucketIdOf(version.id) === null).length;
  return { versions, cursor: more ? (versions.at(-1)?.id ?? null) : null, total, problem: null };
}

function notKept(key: string): StoreError {
  const message = `This version of “${key}” is not kept any more.`;
  return new StoreError('NOT_FOUND', message, { where: key });
}

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return new Uint8Array(Buffer.concat(all));
}

async function* cut(
  pieces: AsyncIterable<Uint8Array>,
  { start, end }: { start: number; end: number },
): AsyncGenerator<Uint8Array> {
  let at = 0;
  for await (const piece of pieces) {
    const part = piece.subarray(Math.max(0, start - at), Math.max(0, end + 1 - at));
    if (part.length > 0) yield part;
    at += piece.length;
    if (at > end) return;
  }
}
