import { openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

/** Lists a folder, and then hangs in the system as on a dead mount: nobody writes to the pipe. */
const { path } = workerData as { path: string };
const candidates = ['before', 'dead', 'after'].map((name) => ({ name, isLink: false }));
parentPort?.postMessage({ kind: 'listed', path, parent: null, candidates });
parentPort?.postMessage({ kind: 'looked', name: 'before', isFolder: true, store: true });
writeFileSync(join(path, 'started'), '');
openSync(join(path, 'pipe'), 'r');
