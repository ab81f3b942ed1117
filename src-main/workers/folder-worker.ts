/** A thread of its own for one folder: it may block on a slow disk without holding up anybody else. */
import { parentPort, workerData } from 'node:worker_threads';
import { synchronousDriver } from '#storage/filesystem/driver.ts';
import { FileSystemStorage } from '#storage/filesystem/index.ts';
import type { FolderWorkerData } from './folder/messages.ts';
import { serve } from './folder/serving.ts';

if (!parentPort) throw new Error('This is the entry of a worker thread.');
const { root } = workerData as FolderWorkerData;
serve(new FileSystemStorage(root, { driver: synchronousDriver }), parentPort);
