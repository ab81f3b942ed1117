import type { Saved } from '#shared/model/document.ts';
import type { StoreId } from '#shared/model/store.ts';
import { describeError } from '../client/errors.ts';
import type { MergedText } from '../documents/open-document.ts';
import { whyNotText } from '../documents/read-only.ts';
import { appSource } from '../documents/source.ts';
import { ObstacleError, type TheirText } from './merge-task.ts';

/** What a file holds now. Rejects with an `ObstacleError` where it is gone, or no text that can be merged. */
export async function readTheirs(store: StoreId, key: string, signal: AbortSignal): Promise<TheirText> {
  try {
    const { facts, text } = await appSource.read(store, key, signal);
    if (text !== null) return { text, at: facts.modifiedAt, version: facts.version };
    throw new ObstacleError({ kind: 'not-text', message: whyNotText(facts), version: facts.version });
  } catch (error) {
    const { code, data } = describeError(error, signal);
    if (code === 'NOT_FOUND' && data.where === key) throw new ObstacleError({ kind: 'gone' });
    throw error;
  }
}

/** Writes the end of a merge; it stands as one in the file's history. */
export function saveMerge(store: StoreId, key: string, { text, over, mayLose }: MergedText): Promise<Saved> {
  const saveId = crypto.randomUUID();
  return appSource.save(store, key, { base: over, text, saveId, mayLose, why: 'merge' });
}
