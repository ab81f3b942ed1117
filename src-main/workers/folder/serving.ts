import type { MessagePort, Transferable } from 'node:worker_threads';
import { assertNever, isStoreError, StoreError } from '#shared/errors.ts';
import type { ByteSource, Displaced, ListBatch, StorageBackend } from '#storage/backend.ts';
import type { Answers, Call, Method, Request, Response } from './messages.ts';
import { packBatch, packLevel, packNames } from './packing.ts';

/** Answers, in a worker thread, what the other side of the port asks of a storage. */
export function serve(storage: StorageBackend, port: MessagePort): void {
  new Server(storage, port).start();
}

class Server {
  readonly #storage: StorageBackend;
  readonly #port: MessagePort;
  readonly #stops = new Map<number, () => void>();
  readonly #listings = new Map<number, AsyncIterator<ListBatch>>();
  readonly #pieces = new Map<number, (bytes: Uint8Array | null) => void>();
  readonly #keeping = new Map<number, (kept: boolean) => void>();
  #lastDisplaced = 0;

  constructor(storage: StorageBackend, port: MessagePort) {
    this.#storage = storage;
    this.#port = port;
  }

  start(): void {
    this.#port.on('message', (request: Request) => this.#receive(request));
    this.#storage.onDisplaced?.((displaced) => this.#handOut(displaced));
  }

  #receive(request: Request): void {
    switch (request.type) {
      case 'call':
        void this.#call(request);
        return;
      case 'piece':
        this.#pieces.get(request.id)?.(request.bytes);
        return;
      case 'watch':
        this.#watch(request.id, request.keys);
        return;
      case 'abort':
        this.#stops.get(request.id)?.();
        return;
      case 'kept':
        this.#keeping.get(request.id)?.(request.kept);
        return;
      default:
        assertNever(request);
    }
  }

  async #call(call: Call): Promise<void> {
    const { id } = call;
    const stop = new AbortController();
    this.#stops.set(id, () => stop.abort());
    try {
      this.#answer(id, await this.#work(call, stop.signal));
    } catch (error) {
      if (!isStoreError(error)) throw error;
      this.#send({ type: 'failure', id, code: error.code, message: error.message, data: error.data });
    } finally {
      if (call.method !== 'all') this.#stops.delete(id);
    }
  }

  async #work(call: Call, signal: AbortSignal): Promise<Answers[Method]> {
    switch (call.method) {
      case 'readBytes':
        return this.#storage.readBytes(call.question.key, { ...call.question.options, signal });
      case 'stat':
        return this.#storage.stat(call.question.key, { signal });
      case 'delete':
        return this.#storage.delete(call.question.key, { ...call.question.condition, signal });
      case 'write': {
        const { key, bytes, condition } = call.question;
        return this.#storage.writeBytes(key, bytes ?? this.#pull(call.id), { ...condition, signal });
      }
      case 'list':
        return packNames(await this.#storage.list(call.question.prefix, { signal }));
      case 'level':
        return packLevel(
          await this.#storage.listLevel(call.question.folder, { ...call.question.options, signal }),
        );
      case 'all':
        this.#begin(call.id, call.question.folder, signal);
        return null;
      case 'next':
        return this.#next(call.question.listing);
      case 'recover':
        await this.#storage.recover?.();
        return null;
      case 'settle':
        await this.#storage.close();
        return null;
      default:
        return assertNever(call);
    }
  }

  #begin(id: number, folder: string, signal: AbortSignal): void {
    this.#listings.set(id, this.#storage.listAll(folder, { signal })[Symbol.asyncIterator]());
    signal.addEventListener('abort', () => this.#end(id), { once: true });
  }

  async #next(listing: number): Promise<Answers['next']> {
    const step = await this.#listings.get(listing)?.next();
    if (step && !step.done) return packBatch(step.value);
    this.#end(listing);
    return null;
  }

  #end(listing: number): void {
    void this.#listings.get(listing)?.return?.();
    this.#listings.delete(listing);
    this.#stops.delete(listing);
  }

  async *#pull(id: number): ByteSource {
    while (true) {
      const { promise, resolve } = Promise.withResolvers<Uint8Array | null>();
      this.#pieces.set(id, resolve);
      this.#send({ type: 'pull', id });
      const bytes = await promise;
      this.#pieces.delete(id);
      if (!bytes) return;
      yield bytes;
    }
  }

  #watch(id: number, keys: readonly string[]): void {
    const stop = this.#storage.watch?.(keys, (event) => this.#send({ type: 'event', id, event }));
    this.#stops.set(id, () => {
      stop?.();
      this.#stops.delete(id);
    });
  }

  async #handOut(displaced: Displaced): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#lastDisplaced += 1;
    const id = this.#lastDisplaced;
    this.#keeping.set(id, resolve);
    this.#send({ type: 'displaced', id, displaced });
    const kept = await promise;
    this.#keeping.delete(id);
    if (!kept) throw new StoreError('INTERNAL', 'Nobody keeps what was displaced.', { where: displaced.key });
  }

  #answer(id: number, value: Answers[Method]): void {
    const bytes = value !== null && typeof value === 'object' && 'bytes' in value ? value.bytes.buffer : null;
    this.#send({ type: 'answer', id, value }, bytes instanceof ArrayBuffer ? [bytes] : []);
  }

  #send(response: Response, transfer: Transferable[] = []): void {
    this.#port.postMessage(response, transfer);
  }
}
