import path from 'node:path';
import { StoreError } from '#shared/errors.ts';
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
} from '#storage/backend.ts';
import { orCancelled } from '#storage/cancelling.ts';
import { throwIfAborted } from '#storage/failures.ts';
import { checkFolderKey, folderCapabilities } from '#storage/filesystem/names.ts';
import { decodeText, encodeText } from '#storage/text.ts';
import type { Answers, Method, Questions } from './messages.ts';
import { unpackBatch, unpackLevel, unpackNames } from './packing.ts';
import { pullFrom } from './pulling.ts';
import { FolderThread } from './thread.ts';

/** In milliseconds: how long an aborted write may take to say whether it was done. */
const writeGrace = 2000;

/** In milliseconds: how long closing waits for writes that are under way. */
const closePatience = 2000;

/** What a call does to a folder, in the words that requests to a bucket have. */
type RequestKind = 'get' | 'head' | 'put' | 'delete' | 'list';

const kinds: Readonly<Record<Exclude<Method, 'next' | 'all' | 'recover' | 'settle'>, RequestKind>> = {
  readBytes: 'get',
  stat: 'head',
  delete: 'delete',
  write: 'put',
  list: 'list',
  level: 'list',
};

interface Watch {
  readonly keys: readonly string[];
  readonly onEvent: (event: WatchEvent) => void;
  id: number;
}

/**
 * A folder store whose work is done by a thread of its own, so that a slow disk or a dead mount holds up
 * nobody else. Should the thread die, its calls reject with `UNREACHABLE`, and the next one starts another.
 */
export class WorkerFolder implements StorageBackend {
  readonly kind = 'folder';
  readonly capabilities: Capabilities;
  readonly #root: string;
  readonly #entry: URL | undefined;
  readonly #onRequest: (kind: RequestKind) => unknown;
  readonly #watches = new Set<Watch>();
  #running: FolderThread | null = null;
  #keep: DisplacedListener | null = null;
  #closed = false;

  /** The entry of the worker is found by itself. `onRequest` is called for each call that is made. */
  constructor(root: string, entry?: URL, onRequest: (kind: RequestKind) => unknown = () => {}) {
    this.#root = path.resolve(root);
    this.#entry = entry;
    this.#onRequest = onRequest;
    this.capabilities = folderCapabilities(this.#root);
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

  async list(prefix: string, { signal }: CallOptions = {}): Promise<string[]> {
    return unpackNames(await this.#ask('list', { prefix }, prefix, { signal }));
  }

  async delete(key: string, options: CallOptions & Precondition = {}): Promise<boolean> {
    return this.#change('delete', { key, condition: conditionOf(options) }, key, options.signal);
  }

  async stat(key: string, options: CallOptions = {}): Promise<Entry | null> {
    return this.#ask('stat', { key }, key, options);
  }

  async readBytes(key: string, { signal, ...options }: ReadOptions = {}): Promise<ReadResult> {
    return this.#ask('readBytes', { key, options }, key, { signal });
  }

  async writeBytes(
    key: string,
    source: Uint8Array | ByteSource,
    options: WriteOptions = {},
  ): Promise<WriteResult> {
    checkFolderKey(key, this.capabilities);
    const { signal } = options;
    const condition = conditionOf(options);
    // A view may show a small part of a large buffer, which would be cloned with it.
    if (source instanceof Uint8Array) {
      return this.#change('write', { key, bytes: source.slice(), condition }, key, signal);
    }
    const pieces = pullFrom(source, signal, key);
    try {
      return await this.#change('write', { key, bytes: null, condition }, key, signal, pieces.pull);
    } catch (error) {
      throw pieces.failure() ?? error;
    } finally {
      pieces.stop();
    }
  }

  async listLevel(folder: string, { signal, background, ...options }: LevelOptions = {}): Promise<LevelPage> {
    return unpackLevel(await this.#ask('level', { folder, options }, folder, { signal, background }));
  }

  async *listAll(folder: string, { signal }: CallOptions = {}): AsyncIterable<ListBatch> {
    throwIfAborted(signal, folder);
    const thread = this.#thread();
    this.#onRequest('list');
    const { id, answer } = thread.call('all', { folder });
    try {
      await orCancelled(answer, signal, folder);
      while (true) {
        const batch = await orCancelled(thread.call('next', { listing: id }).answer, signal, folder);
        if (!batch) return;
        yield unpackBatch(batch);
      }
    } finally {
      thread.abort(id);
    }
  }

  watch(keys: readonly string[], onEvent: (event: WatchEvent) => void): () => void {
    const thread = this.#thread();
    const watch: Watch = { keys, onEvent, id: thread.watch(keys, onEvent) };
    this.#watches.add(watch);
    return () => {
      this.#watches.delete(watch);
      this.#running?.abort(watch.id);
    };
  }

  onDisplaced(listener: DisplacedListener): void {
    this.#keep = listener;
    if (this.#running) this.#running.onDisplaced = listener;
  }

  async recover({ signal }: CallOptions = {}): Promise<void> {
    await orCancelled(this.#thread().call('recover', {}).answer, signal, '');
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#watches.clear();
    const thread = this.#running;
    this.#running = null;
    if (!thread) return;
    await Promise.race([
      thread.changesDone(),
      new Promise((resolve) => setTimeout(resolve, closePatience).unref()),
    ]);
    await thread.terminate();
  }

  #thread(): FolderThread {
    if (this.#closed)
      throw new StoreError('UNREACHABLE', 'This folder has been closed.', { where: this.#root });
    if (this.#running && !this.#running.hasEnded) return this.#running;
    const thread = new FolderThread(this.#root, this.#entry);
    thread.onDisplaced = this.#keep;
    for (const watch of this.#watches) watch.id = thread.watch(watch.keys, watch.onEvent);
    this.#running = thread;
    return thread;
  }

  /** For what changes nothing: an abort is answered at once, whatever the thread is stuck in. */
  async #ask<M extends keyof typeof kinds>(
    method: M,
    question: Questions[M],
    key: string,
    { signal, background }: CallOptions,
  ): Promise<Answers[M]> {
    throwIfAborted(signal, key);
    const thread = this.#thread();
    if (!background) this.#onRequest(kinds[method]);
    const { id, answer } = thread.call(method, question);
    const onAbort = () => thread.abort(id);
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      return await orCancelled(answer, signal, key);
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** For changes: after an abort the thread has a moment to say whether it was too late. */
  async #change<M extends keyof typeof kinds>(
    method: M,
    question: Questions[M],
    key: string,
    signal: AbortSignal | undefined,
    pull?: () => Promise<Uint8Array | null>,
  ): Promise<Answers[M]> {
    throwIfAborted(signal, key);
    const thread = this.#thread();
    this.#onRequest(kinds[method]);
    const { id, answer } = thread.call(method, question, pull);
    const { promise: unanswered, reject } = Promise.withResolvers<never>();
    let grace: NodeJS.Timeout | undefined;
    const onAbort = () => {
      thread.abort(id);
      const message = `The disk does not answer. It is not known whether “${key}” was changed.`;
      grace = setTimeout(() => reject(new StoreError('CANCELLED', message, { where: key })), writeGrace);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      return await Promise.race([answer, unanswered]);
    } finally {
      clearTimeout(grace);
      signal?.removeEventListener('abort', onAbort);
    }
  }
}

function conditionOf(options: Precondition): Precondition {
  if (options.ifAbsent) return { ifAbsent: true };
  return options.ifVersion === undefined ? {} : { ifVersion: options.ifVersion };
}
