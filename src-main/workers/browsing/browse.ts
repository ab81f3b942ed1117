import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { assertNever, StoreError } from '#shared/errors.ts';
import type { CallOptions } from '#storage/backend.ts';
import { orCancelled } from '#storage/cancelling.ts';
import { endThread } from '../ending.ts';
import { findEntry } from '../entry.ts';
import type { BrowseMessage, BrowseWorkerData, Candidate } from './messages.ts';

/** A folder as the app's own folder browser shows it. */
export interface FolderListing {
  path: string;
  parent: string | null;
  folders: { name: string; path: string; store: boolean }[];
}

/** In ms: a mount that has not answered by then is shown by its name alone. */
const patience = 5_000;

interface Browsing {
  readonly entry?: URL;
  readonly patience?: number;
}

/**
 * Folders inside a folder (null: the home folder), hidden ones last, for a host without a dialog. A thread of its own
 * looks, so that a dead mount holds up nobody else; where it does not answer, what is known by then is the answer.
 */
export async function browseFolder(
  path: string | null,
  { signal }: CallOptions,
  options: Browsing = {},
): Promise<FolderListing> {
  const workerData: BrowseWorkerData = { path };
  const entry = options.entry ?? findEntry('browse-worker');
  const worker = new Worker(entry, { workerData, execArgv: [], name: 'browse' });
  try {
    const listing = collect(worker, path, options.patience ?? patience);
    return await orCancelled(listing, signal, path ?? '');
  } finally {
    void endThread(worker);
  }
}

async function collect(worker: Worker, asked: string | null, time: number): Promise<FolderListing> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const looked = new Map<string, { isFolder: boolean; store: boolean }>();
  let listed: Extract<BrowseMessage, { kind: 'listed' }> | null = null;
  const timer = setTimeout(() => (listed ? resolve() : reject(silent(asked))), time);
  worker.on('message', (message: BrowseMessage) => {
    switch (message.kind) {
      case 'listed':
        listed = message;
        return;
      case 'looked':
        looked.set(message.name, message);
        return;
      case 'done':
        return resolve();
      case 'failed':
        return reject(unreadable(message.path, message.cause));
      default:
        assertNever(message);
    }
  });
  worker.on('error', reject);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
  }
  if (!listed) throw silent(asked);
  return listingOf(listed, looked);
}

function listingOf(
  { path, parent, candidates }: { path: string; parent: string | null; candidates: readonly Candidate[] },
  looked: ReadonlyMap<string, { isFolder: boolean; store: boolean }>,
): FolderListing {
  const folders = candidates.flatMap(({ name, isLink }) => {
    const found = looked.get(name) ?? { isFolder: !isLink, store: false };
    return found.isFolder ? [{ name, path: join(path, name), store: found.store }] : [];
  });
  return { path, parent, folders };
}

function unreadable(folder: string, cause: string): StoreError {
  const isGone = cause === 'ENOENT';
  const why = isGone ? 'it does not exist' : 'you may not read it';
  return new StoreError(isGone ? 'NOT_FOUND' : 'FORBIDDEN', `“${folder}” cannot be shown: ${why}.`, {
    where: folder,
    cause,
  });
}

function silent(path: string | null): StoreError {
  const folder = path ?? 'the home folder';
  return new StoreError('TIMEOUT', `“${folder}” does not answer. Its disk or server may be gone.`, {
    where: folder,
  });
}
