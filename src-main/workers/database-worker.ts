/** A thread of its own for the app's database, so that no disk holds up the main thread. */
import { parentPort, workerData } from 'node:worker_threads';
import type { DatabaseWorkerData } from './database/messages.ts';
import { serve } from './database/serving.ts';

if (!parentPort) throw new Error('This is the entry of a worker thread.');
serve(workerData as DatabaseWorkerData, parentPort);
