import type { StoreId } from '#shared/model/store.ts';
import { describeError } from '../client/errors.ts';
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
