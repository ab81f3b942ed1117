import type { ByteSource } from './backend.ts';
import { cancelled, throwIfAborted } from './failures.ts';

/** The outcome of the work, or `CANCELLED` as soon as the signal is aborted; the work itself goes on unheeded. */
export async function orCancelled<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
  key: string,
): Promise<T> {
  if (!signal) return work;
  work.catch(() => {});
  throwIfAborted(signal, key);
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(cancelled(key));
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** The pieces of a source until it ends; rejects with `CANCELLED` on abort even while the source stalls. */
export async function* piecesOf(
  source: Uint8Array | ByteSource,
  signal: AbortSignal | undefined,
  key: string,
): AsyncGenerator<Uint8Array> {
  throwIfAborted(signal, key);
  if (source instanceof Uint8Array) {
    yield source;
    return;
  }
  const iterator = source[Symbol.asyncIterator]();
  let ended = false;
  try {
    while (true) {
      const step = await orCancelled(iterator.next(), signal, key);
      ended = step.done === true;
      if (step.done) return;
      yield step.value;
    }
  } finally {
    // A source that stalls may never answer, so nobody waits for it.
    if (!ended) iterator.return?.().catch(() => {});
  }
}
