import { Worker } from 'node:worker_threads';
import { assertNever, StoreError } from '#shared/errors.ts';
import type { Displaced, DisplacedListener, WatchEvent } from '#storage/backend.ts';
import { endThread } from '../ending.ts';
import { findEntry } from '../entry.ts';
import type { Answers, FolderWorkerData, Method, Questions, Request, Response } from './messages.ts';

/** A call that has not been answered yet. */
interface Pending {
  resolve(value: Answers[Method]): void;
  reject(error: StoreError): void;
  /** Gives the next piece of what is being written; null at the end. */
  pull: (() => Promise<Uint8Array | null>) | undefined;
}

/** A worker thread for one folder, from when it starts until it ends; it is not started again. */
export class FolderThread {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #changes = new Set<Promise<unknown>>();
  readonly #watches = new Map<number, (event: WatchEvent) => void>();
  #lastId = 0;
  #hasChanged = false;
  #ended: StoreError | null = null;

  /** Keeps texts that the worker has displaced. */
  onDisplaced: DisplacedListener | null = null;

  constructor(root: string, entry: URL = findEntry('folder-worker')) {
    const workerData: FolderWorkerData = { root };
    this.#worker = new Worker(entry, { workerData, execArgv: [], name: 'folder' });
    this.#worker.unref();
    this.#worker.on('message', (response: Response) => this.#receive(response));
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', () => this.#end(null));
  }

  get hasEnded(): boolean {
    return this.#ended !== null;
  }

  /** Asks the worker. The call has a number, by which it can be aborted. */
  call<M extends Method>(
    method: M,
    question: Questions[M],
    pull?: Pending['pull'],
  ): { id: number; answer: Promise<Answers[M]> } {
    const id = this.#nextId();
    const { promise, resolve, reject } = Promise.withResolvers<Answers[Method]>();
    if (this.#ended) reject(this.#ended);
    else {
      this.#pending.set(id, { resolve, reject, pull });
      this.#worker.ref();
      // Method and question belong together by this function's own type.
      this.#send({ type: 'call', id, method, question } as Request);
      if (method === 'write' || method === 'delete') this.#track(promise);
    }
    return { id, answer: promise as Promise<Answers[M]> };
  }

  /** Stops a call, a listing or a watch. */
  abort(id: number): void {
    this.#watches.delete(id);
    if (!this.#ended) this.#send({ type: 'abort', id });
  }

  watch(keys: readonly string[], onEvent: (event: WatchEvent) => void): number {
    const id = this.#nextId();
    this.#watches.set(id, onEvent);
    if (!this.#ended) this.#send({ type: 'watch', id, keys });
    return id;
  }

  /** Resolves when all calls that change something are answered, and nothing is left to do after them. */
  async changesDone(): Promise<void> {
    await Promise.allSettled(this.#changes);
    if (this.#hasChanged) await this.call('settle', {}).answer.catch(() => {});
  }

  async terminate(): Promise<void> {
    await endThread(this.#worker);
    this.#end(null);
  }

  #track(change: Promise<unknown>): void {
    const done = () => this.#changes.delete(change);
    this.#changes.add(change);
    this.#hasChanged = true;
    change.then(done, done);
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  #receive(response: Response): void {
    const { id } = response;
    switch (response.type) {
      case 'answer':
        this.#take(id)?.resolve(response.value);
        return;
      case 'failure':
        this.#take(id)?.reject(new StoreError(response.code, response.message, response.data));
        return;
      case 'pull':
        void this.#give(id);
        return;
      case 'event':
        this.#watches.get(id)?.(response.event);
        return;
      case 'displaced':
        void this.#keep(id, response.displaced);
        return;
      default:
        assertNever(response);
    }
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#worker.unref();
    return pending;
  }

  async #give(id: number): Promise<void> {
    try {
      const bytes = (await this.#pending.get(id)?.pull?.()) ?? null;
      if (this.#pending.has(id)) this.#send({ type: 'piece', id, bytes });
    } catch {
      // Whoever gave the source knows how it failed; the worker only has to stop.
      this.abort(id);
    }
  }

  async #keep(id: number, displaced: Displaced): Promise<void> {
    const kept = await Promise.resolve(this.onDisplaced?.(displaced)).then(
      () => this.onDisplaced !== null,
      () => false,
    );
    if (!this.#ended) this.#send({ type: 'kept', id, kept });
  }

  #send(request: Request): void {
    this.#worker.postMessage(request);
  }

  #end(error: unknown): void {
    if (this.#ended) return;
    const message = 'The thread that works on this folder has stopped. Try again.';
    this.#ended = new StoreError('UNREACHABLE', message, {}, { cause: error });
    for (const { reject } of this.#pending.values()) reject(this.#ended);
    this.#pending.clear();
  }
}
