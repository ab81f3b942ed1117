import pLimit from 'p-limit';
import { isStoreError } from '#shared/errors.ts';
import type {
  ByteSource,
  CallOptions,
  Capabilities,
  DisplacedListener,
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
} from '../backend.ts';
import { orCancelled } from '../cancelling.ts';
import { throwIfAborted } from '../failures.ts';
import { decodeText, encodeText } from '../text.ts';
import { deleteFile } from './deleting.ts';
import { Disk, nullIfMissing } from './disk.ts';
import { asynchronousDriver, type FileDriver } from './driver.ts';
import { entryOf, Facts } from './facts.ts';
import { isRefusal, toStoreError } from './failures.ts';
import { withHome } from './folders.ts';
import { LevelPages } from './level-pages.ts';
import { checkFolderKey, folderCapabilities } from './names.ts';
import { readFile } from './reading.ts';
import { Versions } from './versions.ts';
import { listFiles, listKeys } from './walking.ts';
import { Watch } from './watching.ts';
import { writeFile } from './writing.ts';

export interface FileSystemOptions {
  /** How the system is called; by default without blocking the event loop. */
  driver?: FileDriver;
}

/** Each holds a file and its folder open, and a process may have only so many open. */
const readsAtOnce = 32;

/**
 * A store in a folder. Writes are whole or not at all, links are followed where they stay inside the folder,
 * and nothing outside of it is ever read, written or deleted.
 */
export class FileSystemStorage implements StorageBackend {
  readonly kind = 'folder';
  readonly capabilities: Capabilities;
  readonly #disk: Disk;
  readonly #versions: Versions;
  readonly #facts: Facts;
  readonly #levels: LevelPages;
  readonly #watches = new Set<Watch>();
  readonly #slots = pLimit(readsAtOnce);

  /** The folder need not be there yet: the first write makes it. */
  constructor(root: string, options: FileSystemOptions = {}) {
    const driver = options.driver ?? asynchronousDriver;
    this.#disk = new Disk(root, driver);
    this.#versions = new Versions(driver);
    this.#facts = new Facts(this.#disk, this.#versions);
    this.#levels = new LevelPages(this.#disk, this.#facts);
    this.capabilities = folderCapabilities(this.#disk.root);
  }

  async read(key: string, options: CallOptions = {}): Promise<string> {
    const { bytes } = await this.readBytes(key, options);
    return decodeText(bytes, key);
  }

  async write(key: string, text: string, options: WriteOptions = {}): Promise<WriteResult> {
    return this.writeBytes(key, encodeText(text, key), options);
  }

  async exists(key: string, options: CallOptions = {}): Promise<boolean> {
    try {
      return (await this.stat(key, options)) !== null;
    } catch (error) {
      if (isStoreError(error, 'UNREACHABLE') && error.data.cause === 'ENOENT') return false;
      throw error;
    }
  }

  async list(prefix: string, options: CallOptions = {}): Promise<string[]> {
    if (prefix !== '') this.#checkPrefix(prefix);
    return this.#waiting('list', prefix, options, () => listKeys(this.#disk, prefix, options.signal));
  }

  async delete(key: string, options: CallOptions & Precondition = {}): Promise<boolean> {
    this.#check(key, options);
    return this.#changing('delete', key, () => deleteFile(this.#disk, this.#versions, key, options));
  }

  async stat(key: string, options: CallOptions = {}): Promise<Entry | null> {
    this.#check(key, options);
    return this.#waiting('look at', key, options, async () => {
      const stats = await this.#disk.atFile(key, async (spot) => spot.stats).catch(nullIfNoFile);
      if (!stats) await this.#disk.checkRoot();
      return stats?.isFile() ? entryOf(this.#versions, key, stats) : null;
    });
  }

  async readBytes(key: string, options: ReadOptions = {}): Promise<ReadResult> {
    this.#check(key, options);
    return this.#waiting('read', key, options, () => readFile(this.#disk, this.#versions, key, options));
  }

  async writeBytes(
    key: string,
    source: Uint8Array | ByteSource,
    options: WriteOptions = {},
  ): Promise<WriteResult> {
    this.#check(key, options);
    return this.#changing('write', key, () => writeFile(this.#disk, this.#versions, key, source, options));
  }

  async listLevel(folder: string, options: LevelOptions = {}): Promise<LevelPage> {
    if (folder !== '') checkFolderKey(folder, this.capabilities);
    return this.#waiting('list', folder, options, async () => {
      const page = await this.#levels.page(folder, options);
      if (page.folders.length + page.files.length === 0) await this.#disk.checkRoot();
      return page;
    });
  }

  async *listAll(folder: string, options: CallOptions = {}): AsyncIterable<ListBatch> {
    if (folder !== '') checkFolderKey(folder, this.capabilities);
    const batches = listFiles(this.#disk, this.#facts, folder, options.signal);
    let empty = true;
    try {
      while (true) {
        const step = await this.#waiting('list', folder, options, async () => {
          const next = await batches.next();
          if (next.done && empty) await this.#disk.checkRoot();
          return next;
        });
        if (step.done) return;
        empty = false;
        yield step.value;
      }
    } finally {
      void batches.return(undefined);
    }
  }

  watch(keys: readonly string[], onEvent: (event: WatchEvent) => void): () => void {
    const watch = new Watch(this.#disk, keys, onEvent);
    this.#watches.add(watch);
    return () => {
      watch.stop();
      this.#watches.delete(watch);
    };
  }

  onDisplaced(listener: DisplacedListener): void {
    this.#disk.displaced.listener = listener;
  }

  async recover(): Promise<void> {
    try {
      await withHome(this.#disk, this.#versions, '', async () => {});
    } catch (error) {
      // A folder that is not there, or cannot be read, says so to whoever reads it.
      if (!isRefusal(error)) throw error;
    }
  }

  async close(): Promise<void> {
    await this.#disk.displaced.settle();
    for (const watch of this.#watches) watch.stop();
    this.#watches.clear();
  }

  #check(key: string, options: CallOptions): void {
    throwIfAborted(options.signal, key);
    checkFolderKey(key, this.capabilities);
  }

  #checkPrefix(prefix: string): void {
    // A prefix may end in the middle of a name, or after a slash.
    checkFolderKey(prefix.endsWith('/') ? prefix.slice(0, -1) : prefix, this.capabilities);
  }

  /** Nothing depends on how a read ends, so an abort need not wait for a disk that does not answer. */
  async #waiting<T>(doing: string, key: string, options: CallOptions, work: () => Promise<T>): Promise<T> {
    throwIfAborted(options.signal, key);
    return this.#changing(doing, key, () => orCancelled(this.#slots(work), options.signal, key));
  }

  async #changing<T>(doing: string, key: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const failure = toStoreError(error, doing, key);
      const isGone = failure.code === 'NOT_FOUND' || failure.data.currentVersion === null;
      if (isGone) await this.#disk.checkRoot();
      throw failure;
    }
  }
}

/** For a `catch`: null where nothing is there, or a link to nothing. */
function nullIfNoFile(error: unknown): null {
  return isStoreError(error, 'NOT_A_FILE') ? null : nullIfMissing(error);
}
