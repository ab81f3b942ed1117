import { StoreError } from '#shared/errors.ts';
import { recordKey } from '#shared/format/layout.ts';
import { readRecord, type SessionRecord } from '#shared/format/record.ts';
import type { CallOptions, StorageBackend } from '#storage/backend.ts';
import { changeText } from './stored-text.ts';

/** The record in a text; throws `INVALID` with the reason where the library would not read it. */
export function recordIn(text: string, key: string): SessionRecord {
  const reading = readRecord(text);
  if (reading.state === 'read') return reading.record;
  throw new StoreError('INVALID', reading.problem, { where: key });
}

/**
 * Changes the text of a session's record in place and returns the new record. Rejects `NOT_FOUND` where there
 * is none, and `INVALID` where it is damaged: neither is replaced.
 */
export async function changeRecord(
  storage: StorageBackend,
  sessionId: string,
  change: (text: string) => string,
  options: CallOptions = {},
): Promise<SessionRecord> {
  const key = recordKey(sessionId);
  const text = await changeText(
    storage,
    key,
    (stored) => {
      if (stored === null)
        throw new StoreError('NOT_FOUND', `Session “${sessionId}” has no session.json.`, { where: key });
      recordIn(stored, key);
      return change(stored);
    },
    options,
  );
  return recordIn(text, key);
}
