import { Worker } from 'node:worker_threads';
import { type ErrorCode, StoreError } from '#shared/errors.ts';
import { findEntry } from '../entry.ts';
import type { DatabaseWorkerData, Request, Response } from './messages.ts';
import type { Procedures } from './procedures.ts';

interface Pending {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

type Name = keyof Procedures;

/** In milliseconds: how long closing waits for the calls that are under way. */
const closePatience = 5000;

/** Who is told what nobody has asked for. */
export interface DatabaseListener {
  /** With what belongs in the log. */
  readonly onWarning?: (message: string) => void;
  /** With how many bytes more lie in the app's home since the last time. */
  readonly onKept?: (bytes: number) => void;
  /** With why it cannot be worked with, and, by null, that it can again. */
  readonly onTrouble?: (trouble: StoreError | null) => void;
}

/** What says that the database cannot be worked with, and not that a call was wrong. */
const troubles: readonly ErrorCode[] = ['FORBIDDEN', 'NO_SPACE', 'BUSY', 'UNSUPPORTED', 'UNREACHABLE'];

/**
 * The app's database, in a thread of its own. Opened at the first call; two processes may have it open at once. Calls
 * are carried out one by one, in the order in which they were made. They reject with `StoreError`: `NO_SPACE`,
 * `FORBIDDEN`, `BUSY` where the disk or another process stands in the way, `UNSUPPORTED` where the database is of a
 * newer version of the app.
 */
export class Database {
  readonly #data: DatabaseWorkerData;
  readonly #told: DatabaseListener;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | null = null;
  #lastId = 0;
  #closed = false;
  #isTroubled = false;

  constructor(data: DatabaseWorkerData, told: DatabaseListener = {}) {
    this.#data = data;
    this.#told = told;
  }

  /** Carries out a procedure of `procedures.ts` as one transaction. */
  call<N extends Name>(name: N, args: Parameters<Procedures[N]>[1]): Promise<ReturnType<Procedures[N]>> {
    if (this.#closed) return Promise.reject(stopped());
    return this.#ask((id) => ({ id, name, args })) as Promise<ReturnType<Procedures[N]>>;
  }

  /** Waits for the calls that were made, folds the log into the database and lets go of it. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (!this.#worker) return;
    const patience = new Promise((resolve) => setTimeout(resolve, closePatience).unref());
    const done = this.#ask((id) => ({ id, close: true })).catch(() => {});
    await Promise.race([done, patience]);
    await Promise.race([this.#worker?.terminate(), patience]);
  }

  #ask(request: (id: number) => Request): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#lastId += 1;
    const worker = this.#start();
    this.#pending.set(this.#lastId, { resolve, reject });
    worker.ref();
    worker.postMessage(request(this.#lastId));
    return promise;
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(findEntry('database-worker'), {
      workerData: this.#data,
      execArgv: [],
      name: 'database',
    });
    worker.on('message', (response: Response) => this.#receive(response));
    worker.on('error', (error) => this.#end(worker, error));
    worker.on('exit', () => this.#end(worker, null));
    this.#worker = worker;
    return worker;
  }

  #receive(response: Response): void {
    if ('warning' in response) {
      this.#told.onWarning?.(response.warning);
      return;
    }
    const pending = this.#pending.get(response.id);
    this.#pending.delete(response.id);
    if (this.#pending.size === 0) this.#worker?.unref();
    if ('value' in response) {
      pending?.resolve(response.value);
      this.#troubled(null);
      if (response.kept) this.#told.onKept?.(response.kept);
    } else if ('defect' in response) pending?.reject(response.defect);
    else {
      const { code, message, data } = response.failure;
      const failure = new StoreError(code, message, data);
      pending?.reject(failure);
      if (troubles.includes(code)) this.#troubled(failure);
    }
  }

  #troubled(trouble: StoreError | null): void {
    if (trouble === null && !this.#isTroubled) return;
    this.#isTroubled = trouble !== null;
    this.#told.onTrouble?.(trouble);
  }

  /** The next call starts another. */
  #end(worker: Worker, error: unknown): void {
    if (worker !== this.#worker) return;
    this.#worker = null;
    if (this.#pending.size > 0) this.#troubled(stopped(error));
    for (const { reject } of this.#pending.values()) reject(stopped(error));
    this.#pending.clear();
  }
}

function stopped(cause?: unknown): StoreError {
  const message = 'The thread that keeps the app’s database has stopped. Try again.';
  return new StoreError('UNREACHABLE', message, {}, { cause });
}
