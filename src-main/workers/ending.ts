import type { Worker } from 'node:worker_threads';

/** In milliseconds: how long to wait for a thread that may never end, since it is stuck in a dead mount. */
const patience = 1000;

const ending = new Set<Worker>();

/** Ends a thread, or stops waiting for its end. */
export async function endThread(worker: Worker): Promise<void> {
  const waited = new Promise((resolve) => setTimeout(resolve, patience).unref());
  ending.add(worker);
  const ended = worker.terminate().finally(() => ending.delete(worker));
  await Promise.race([ended, waited]);
}

/**
 * Whether a thread that was told to end has not: a dead mount holds it inside the system. `process.exit` would wait
 * for it, so a process that is to end has to be killed then.
 */
export function threadsAreStuck(): boolean {
  return ending.size > 0;
}
