import { StoreError } from '#shared/errors.ts';
import type { CallOptions, StorageBackend } from '#storage/backend.ts';

/** In milliseconds: a disk that does not answer by then is asleep, or a network drive that is gone. */
const patience = 30_000;

/**
 * Looks whether a folder is there and can be read, by its own storage, so that a dead drive holds up nobody
 * else. Rejects `NOT_FOUND`, `NOT_A_FILE`, `FORBIDDEN`, and `TIMEOUT` where the disk does not answer.
 */
export async function mustBeFolder(
  folder: Pick<StorageBackend, 'listLevel'>,
  path: string,
  { signal }: CallOptions,
  wait = patience,
): Promise<void> {
  const timeout = AbortSignal.timeout(wait);
  try {
    const either = signal ? AbortSignal.any([signal, timeout]) : timeout;
    const { problems } = await folder.listLevel('', {
      namesOnly: true,
      startsWith: 'sessions',
      signal: either,
    });
    const missing = problems.find(({ key }) => key === '');
    if (missing)
      throw new StoreError('NOT_FOUND', `${missing.message} Choose the folder that holds sessions/.`);
  } catch (error) {
    if (!(error instanceof StoreError) || signal?.aborted) throw error;
    if (timeout.aborted) {
      const message = `The disk of “${path}” does not answer. If it is a network drive, check that it is connected, and try again.`;
      throw new StoreError('TIMEOUT', message, { where: path });
    }
    const where = { ...error.data, where: path };
    if (error.code !== 'FORBIDDEN') throw new StoreError(error.code, error.message, where, { cause: error });
    const message = `Your user may not read the folder “${path}”. Choose another, or ask for access.`;
    throw new StoreError('FORBIDDEN', message, where, { cause: error });
  }
}
