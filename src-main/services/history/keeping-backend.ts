import { createHash } from 'node:crypto';
import { isStoreError, StoreError } from '#shared/errors.ts';
import { maxEditableBytes } from '#shared/model/document.ts';
import {
  type Attributes,
  type ByteSource,
  type CallOptions,
  type Capabilities,
  type DeleteOptions,
  type DisplacedListener,
  type Entry,
  isMadeUp,
  type LevelOptions,
  type LevelPage,
  type ListBatch,
  type Precondition,
  type ReadOptions,
  type ReadResult,
  type StorageBackend,
  type WatchEvent,
  type WriteOptions,
  type WriteResult,
} from '#storage/backend.ts';
import { conflict } from '#storage/failures.ts';
import { encodeText } from '#storage/text.ts';
import type { Content } from '#workers/database/contents.ts';
import type { Seen } from '#workers/database/versions.ts';
import { readInPieces } from '../content/read-pieces.ts';
import type { Begun, Changes } from './changes.ts';
import { Measured } from './measured.ts';

/** How often a write without a condition starts again because somebody else came first. */
const attempts = 5;

/** One file of a store, about to be changed. */
interface Change {
  readonly key: string;
  /** What will be there; null for no file. */
  readonly after: Uint8Array | Measured | null;
  readonly options: CallOptions & Precondition;
}

/**
 * A backend under which nothing gets lost: before a file is written or deleted, what is there is kept in the
 * history, and what comes of it is noted there. Where that is not possible, nothing is written. A write without a
 * condition gets one: that the file still is what was kept.
 */
export class KeepingBackend implements StorageBackend {
  readonly kind: StorageBackend['kind'];
  readonly #inner: StorageBackend;
  readonly #changes: Changes;

  constructor(inner: StorageBackend, changes: Changes) {
    this.kind = inner.kind;
    this.#inner = inner;
    this.#changes = changes;
  }

  get capabilities(): Capabilities {
    return this.#inner.capabilities;
  }

  write(key: string, text: string, options: WriteOptions = {}): Promise<WriteResult> {
    const after = encodeText(text, key);
    return this.#write({ key, after, options }, (given) => this.#inner.write(key, text, given));
  }

  writeBytes(key: string, source: Uint8Array | ByteSource, options: WriteOptions = {}): Promise<WriteResult> {
    const after = source instanceof Uint8Array ? source : new Measured(source);
    return this.#write({ key, after, options }, (given) => this.#inner.writeBytes(key, after, given));
  }

  async delete(key: string, options: DeleteOptions = {}): Promise<boolean> {
    return this.#keep({ key, after: null, options }, async (condition, begun) => {
      const { signal, onGuarded } = options;
      const deleted = await this.#inner.delete(key, { signal, onGuarded, ...condition });
      if (deleted) await this.#changes.confirm(begun, key, { content: null, version: null, at: Date.now() });
      else await this.#changes.drop(begun, key);
      return deleted;
    });
  }

  read(key: string, options?: CallOptions): Promise<string> {
    return this.#inner.read(key, options);
  }

  exists(key: string, options?: CallOptions): Promise<boolean> {
    return this.#inner.exists(key, options);
  }

  list(prefix: string, options?: CallOptions): Promise<string[]> {
    return this.#inner.list(prefix, options);
  }

  stat(key: string, options?: CallOptions): Promise<Entry | null> {
    return this.#inner.stat(key, options);
  }

  async readAttributes(key: string, options?: CallOptions): Promise<Attributes | null> {
    return (await this.#inner.readAttributes?.(key, options)) ?? null;
  }

  readBytes(key: string, options?: ReadOptions): Promise<ReadResult> {
    return this.#inner.readBytes(key, options);
  }

  listLevel(folder: string, options?: LevelOptions): Promise<LevelPage> {
    return this.#inner.listLevel(folder, options);
  }

  listAll(folder: string, options?: CallOptions): AsyncIterable<ListBatch> {
    return this.#inner.listAll(folder, options);
  }

  watch(keys: readonly string[], onEvent: (event: WatchEvent) => void): () => void {
    return this.#inner.watch?.(keys, onEvent) ?? (() => {});
  }

  onDisplaced(listener: DisplacedListener): void {
    this.#inner.onDisplaced?.(listener);
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  #write(
    change: Change & { readonly options: WriteOptions },
    send: (options: WriteOptions) => Promise<WriteResult>,
  ): Promise<WriteResult> {
    return this.#keep(change, async (condition, begun) => {
      const { key, after, options } = change;
      const { ifVersion: _version, ifAbsent: _absent, ...others } = options;
      const written = await send({ ...others, ...condition });
      const { version, modifiedAt } = written;
      const content = contentOf(after, begun.hash);
      await this.#changes.confirm(begun, key, { content, version, at: modifiedAt });
      return written;
    });
  }

  async #keep<T>(
    change: Change,
    carryOut: (condition: Precondition, begun: Begun) => Promise<T>,
  ): Promise<T> {
    const { key, after, options } = change;
    const free = options.ifVersion === undefined && !options.ifAbsent;
    for (let attempt = 1; ; attempt++) {
      const { begun, condition } = await this.#begin(change);
      try {
        return await carryOut(condition, begun);
      } catch (error) {
        await this.#changes.failed(begun, key, error);
        const again = free && !(after instanceof Measured) && attempt < attempts;
        if (!again || !isStoreError(error, 'CONFLICT')) throw error;
      }
    }
  }

  /** Keeps what is there, and says under which condition it may be replaced. */
  async #begin({ key, after, options }: Change): Promise<{ begun: Begun; condition: Precondition }> {
    const what = after === null ? null : after instanceof Measured ? 'stream' : { bytes: after };
    const { ifVersion, ifAbsent, signal } = options;
    if (ifAbsent) return { begun: await this.#changes.begin(key, null, what), condition: { ifAbsent } };
    // Under a version that was made up, other bytes may be there than are kept.
    const madeUp = ifVersion !== undefined && isMadeUp(ifVersion) ? ifVersion : null;
    if (ifVersion !== undefined && madeUp === null) {
      const known = await this.#changes.beginKnown(key, ifVersion, what);
      if (known !== null) return { begun: known, condition: { ifVersion } };
    }
    const before = await this.#look(key, ifVersion, signal);
    if (madeUp !== null && before) await this.#mustBeBase(key, madeUp, before);
    const begun = await this.#changes.begin(key, before, what);
    if (ifVersion !== undefined) return { begun, condition: { ifVersion } };
    return { begun, condition: before?.version ? { ifVersion: before.version } : { ifAbsent: true } };
  }

  /** Rejects `CONFLICT` where the bytes are others than were last seen under this version. */
  async #mustBeBase(key: string, ifVersion: string, { what, version }: Seen): Promise<void> {
    if (what === null) return;
    const base = await this.#changes.hashUnder(key, ifVersion);
    const there = 'bytes' in what ? createHash('sha256').update(what.bytes).digest('hex') : what.hash;
    if (base !== null && base !== there) throw conflict(key, { ifVersion }, version);
  }

  /** The file as it is; null where there is none. */
  async #look(
    key: string,
    ifVersion: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Seen | null> {
    const asOf = Date.now();
    try {
      const { bytes, version, modifiedAt } = await this.#inner.readBytes(key, {
        ifVersion,
        signal,
        maxBytes: maxEditableBytes,
      });
      return { what: { bytes }, version, at: modifiedAt, asOf };
    } catch (error) {
      if (isStoreError(error, 'NOT_FOUND')) return null;
      if (isStoreError(error, 'TOO_LARGE')) return this.#copy(key, signal, asOf);
      throw error;
    }
  }

  async #copy(key: string, signal: AbortSignal | undefined, asOf: number): Promise<Seen> {
    for (let attempt = 1; ; attempt++) {
      try {
        const source = readInPieces(this.#inner, key, { signal });
        const what = await this.#changes.put(source.pieces, signal);
        return { what, version: source.version(), at: source.modifiedAt(), asOf };
      } catch (error) {
        if (!isStoreError(error, 'CONFLICT')) throw error;
        if (attempt === attempts) throw busy(key);
      }
    }
  }
}

function contentOf(after: Change['after'], hash: string | null): Content | null {
  if (after instanceof Measured) return after.content();
  return after && hash !== null ? { hash, size: after.length } : null;
}

function busy(key: string): StoreError {
  const message = `“${key}” is being written all the time and was not changed. Stop what writes it and try again.`;
  return new StoreError('BUSY', message, { where: key });
}
