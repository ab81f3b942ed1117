import { openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workerData } from 'node:worker_threads';

/** Hangs in the system as on a dead mount: nobody writes to the pipe. */
const { root } = workerData as { root: string };
writeFileSync(join(root, 'started'), '');
openSync(join(root, 'pipe'), 'r');
