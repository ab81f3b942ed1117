import type {
  Attributes,
  ByteSource,
  CallOptions,
  Capabilities,
  Entry,
  LevelOptions,
  LevelPage,
  ListBatch,
  Precondition,
  ReadOptions,
  ReadResult,
  StorageBackend,
  WatchEvent,
  WriteOptions,
  WriteResult,
} from './backend.ts';
import { piecesOf } from './cancelling.ts';
import { checkFits, checkReadSize, conflict, cutRange, notFound, throwIfAborted } from './failures.ts';
import { Listeners } from './listeners.ts';
import { checkLimit, pageOf } from './paging.ts';
import { sortKeys } from './sorting.ts';
import { decodeText, encodeText } from './text.ts';

interface StoredObject {
  readonly bytes: Uint8Array;
  readonly version: string;
  readonly modifiedAt: number;
  readonly contentType: string | null;
}

const batchSize = 1000;

export interface InMemoryStorageOptions {
  /** Time of a write, in milliseconds since the epoch. Default: the machine's. */
  clock?: (() => number) | undefined;
}

/**
 * A store in memory: a map of keys as a bucket has it, gone with the process. Conditions are checked and
 * writes done in one step, so they are atomic.
 */
export class InMemoryStorage implements StorageBackend {
  readonly kind = 'memory';
  readonly capabilities: Capabilities = {
    listing: 'whole',
    conditionalWrite: 'atomic',
    watch: true,
    maxSegmentBytes: 1024,
    maxKeyBytes: 1024,
  };
  readonly #objects = new Map<string, StoredObject>();
  readonly #listeners = new Listeners();
  readonly #clock: () => number;
  #sorted: readonly string[] | null = null;
  #writes = 0;

  constructor({ clock = Date.now }: InMemoryStorageOptions = {}) {
    this.#clock = clock;
  }

  async read(key: string, options: CallOptions = {}): Promise<string> {
    const { bytes } = await this.readBytes(key, options);
    return decodeText(bytes, key);
  }

  async write(key: string, text: string, options: WriteOptions = {}): Promise<WriteResult> {
    return this.writeBytes(key, encodeText(text, key), options);
  }

  async exists(key: string, options: CallOptions = {}): Promise<boolean> {
    return (await this.stat(key, options)) !== null;
  }

  async list(prefix: string, options: CallOptions = {}): Promise<string[]> {
    throwIfAborted(options.signal, prefix);
    return this.#keys().filter((key) => key.startsWith(prefix));
  }

  async delete(key: string, options: CallOptions & Precondition = {}): Promise<boolean> {
    this.#check(key, options);
    this.#checkCondition(key, options);
    if (!this.#objects.delete(key)) return false;
    this.#sorted = null;
    this.#listeners.tell(key);
    return true;
  }

  async stat(key: string, options: CallOptions = {}): Promise<Entry | null> {
    this.#check(key, options);
    const object = this.#objects.get(key);
    return object ? entryOf(key, object) : null;
  }

  async readBytes(key: string, options: ReadOptions = {}): Promise<ReadResult> {
    this.#check(key, options);
    const object = this.#objects.get(key);
    if (!object) throw notFound(key);
    if (options.ifVersion !== undefined) this.#checkCondition(key, { ifVersion: options.ifVersion });
    const { bytes, version, modifiedAt, contentType } = object;
    const { start, length } = cutRange(bytes.byteLength, options.range);
    checkReadSize(key, length, options.maxBytes);
    return {
      bytes: bytes.slice(start, start + length),
      size: bytes.byteLength,
      version,
      modifiedAt,
      contentType,
    };
  }

  async readAttributes(key: string, options: CallOptions = {}): Promise<Attributes | null> {
    this.#check(key, options);
    const object = this.#objects.get(key);
    return object ? { ...(object.contentType !== null && { contentType: object.contentType }) } : null;
  }

  async writeBytes(
    key: string,
    source: Uint8Array | ByteSource,
    options: WriteOptions = {},
  ): Promise<WriteResult> {
    this.#check(key, options);
    const bytes = source instanceof Uint8Array ? source.slice() : await collect(source, key, options.signal);
    throwIfAborted(options.signal, key);
    this.#checkCondition(key, options);
    const before = this.#objects.get(key);
    const contentType = before ? before.contentType : typeOfNew(options);
    this.#writes += 1;
    const object = { bytes, version: `memory-${this.#writes}`, modifiedAt: this.#clock(), contentType };
    this.#objects.set(key, object);
    if (!before) this.#sorted = null;
    this.#listeners.tell(key);
    return { version: object.version, modifiedAt: object.modifiedAt };
  }

  async listLevel(folder: string, options: LevelOptions = {}): Promise<LevelPage> {
    throwIfAborted(options.signal, folder);
    const limit = checkLimit(options.limit);
    const prefix = folder === '' ? '' : `${folder}/`;
    const names = this.#names(prefix, options.startsWith ?? '');
    const page = pageOf(names, options.cursor ?? null, limit);
    return {
      folders: page.folders,
      files: page.files.map((name) => this.#entry(prefix + name)),
      problems: [],
      cursor: page.cursor,
      totals: { folders: names.folders.length, files: names.files.length },
    };
  }

  async *listAll(folder: string, options: CallOptions = {}): AsyncIterable<ListBatch> {
    const prefix = folder === '' ? '' : `${folder}/`;
    const keys = await this.list(prefix, options);
    for (let start = 0; start < keys.length; start += batchSize) {
      throwIfAborted(options.signal, folder);
      const there = keys.slice(start, start + batchSize).filter((key) => this.#objects.has(key));
      yield { entries: there.map((key) => this.#entry(key)), problems: [] };
    }
  }

  watch(keys: readonly string[], onEvent: (event: WatchEvent) => void): () => void {
    return this.#listeners.add(keys, onEvent);
  }

  async close(): Promise<void> {
    this.#listeners.clear();
  }

  #check(key: string, options: CallOptions): void {
    throwIfAborted(options.signal, key);
    checkFits(key, 'object', this.capabilities);
  }

  #checkCondition(key: string, condition: Precondition): void {
    const version = this.#objects.get(key)?.version ?? null;
    const holds = condition.ifAbsent
      ? version === null
      : condition.ifVersion === undefined || condition.ifVersion === version;
    if (!holds) throw conflict(key, condition, version);
  }

  #keys(): readonly string[] {
    this.#sorted ??= sortKeys([...this.#objects.keys()]);
    return this.#sorted;
  }

  #names(prefix: string, startsWith: string): { folders: string[]; files: string[] } {
    const folders = new Set<string>();
    const files: string[] = [];
    for (const key of this.#keys()) {
      if (!key.startsWith(prefix + startsWith)) continue;
      const slash = key.indexOf('/', prefix.length);
      if (slash < 0) files.push(key.slice(prefix.length));
      else folders.add(key.slice(prefix.length, slash));
    }
    return { folders: sortKeys([...folders]), files };
  }

  #entry(key: string): Entry {
    const object = this.#objects.get(key);
    if (!object) throw notFound(key);
    return entryOf(key, object);
  }
}

function typeOfNew({ attributes, contentType }: WriteOptions): string | null {
  const former = attributes?.contentType;
  return typeof former === 'string' ? former : (contentType ?? null);
}

function entryOf(key: string, object: StoredObject): Entry {
  const { bytes, modifiedAt, version } = object;
  return { key, size: bytes.byteLength, modifiedAt, version };
}

async function collect(
  source: ByteSource,
  key: string,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of piecesOf(source, signal, key)) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}
