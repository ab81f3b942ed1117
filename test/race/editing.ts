import { createHash, randomUUID } from 'node:crypto';
import type { Services } from '#services/index.ts';
import { isStoreError } from '#shared/errors.ts';

/** What a person has saved, and how often that was refused. */
export interface Edited {
  /** SHA-256 in hex of what was acknowledged. */
  readonly acknowledged: string[];
  refused: number;
}

/** Opens and saves a file again and again, as fast as it goes, until it is told to stop; notes what came of it. */
export async function editForever(
  services: Services,
  store: string,
  key: string,
  edited: Edited,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      let { version } = await services.documents.open(store, key, {});
      for (let saves = 0; saves < 3 && !signal.aborted; saves++) {
        const text = `mine ${randomUUID()}\n`.repeat(20);
        const saved = await services.documents.save(
          store,
          key,
          { base: version, text, saveId: randomUUID() },
          {},
        );
        edited.acknowledged.push(createHash('sha256').update(text).digest('hex'));
        version = saved.version;
      }
    } catch (error) {
      if (!isStoreError(error, 'CONFLICT')) throw error;
      edited.refused += 1;
    }
  }
}

/** SHA-256 of all texts of a file that are still there: in the store, in the history. */
export async function textsOf(services: Services, store: string, key: string): Promise<Set<string>> {
  const texts = new Set<string>();
  let cursor: string | null = null;
  do {
    const page = await services.history.timeline(store, key, { cursor, limit: 500 }, {});
    for (const { hash, kept } of page.versions) if (hash !== null && kept !== 'no') texts.add(hash);
    cursor = page.cursor;
  } while (cursor !== null);
  const { bytes } = await services.stores.reader(store).backend.readBytes(key);
  return texts.add(createHash('sha256').update(bytes).digest('hex'));
}
