/** A folder worker that blocks for ever when asked for “stuck”, as in a dead mount, and dies of “fatal”. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Entry } from '#storage/backend.ts';
import { synchronousDriver } from '#storage/filesystem/driver.ts';
import { FileSystemStorage } from '#storage/filesystem/index.ts';
import type { FolderWorkerData } from '#workers/folder/messages.ts';
import { serve } from '#workers/folder/serving.ts';

class TroubledStorage extends FileSystemStorage {
  override async stat(key: string): Promise<Entry | null> {
    if (key === 'stuck') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    if (key === 'fatal') process.exit(1);
    return super.stat(key);
  }
}

if (!parentPort) throw new Error('This is the entry of a worker thread.');
const { root } = workerData as FolderWorkerData;
serve(new TroubledStorage(root, { driver: synchronousDriver }), parentPort);
