import { useEffect, useState } from 'react';
import type { FileFacts } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { fetchHead } from '../artifacts/blobs.ts';
import { describeError } from '../client/errors.ts';

/** A larger file is not read for a preview. */
const maxBytes = 512 * 1024;

export type SmallText =
  | { state: 'none' | 'loading' | 'too-large' }
  | { state: 'read'; text: string }
  | { state: 'failed'; message: string };

async function readText(store: StoreId, key: string, signal: AbortSignal): Promise<SmallText> {
  const { size, head } = await fetchHead(store, key, signal, maxBytes);
  if (size > head.length) return { state: 'too-large' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(head);
    return { state: 'read', text };
  } catch {
    return { state: 'failed', message: 'It is not valid UTF-8.' };
  }
}

/** The text of a small file for a preview; read again when its version or time changes. */
export function useSmallText(store: StoreId, file: FileFacts | null): SmallText {
  const [text, setText] = useState<SmallText>({ state: 'loading' });
  const key = file?.key;
  const stamp = file && `${file.version} ${file.modifiedAt} ${file.size}`;
  useEffect(() => {
    if (key === undefined || !stamp) return;
    const stop = new AbortController();
    readText(store, key, stop.signal).then(setText, (error: unknown) => {
      const { cancelled, message } = describeError(error, stop.signal);
      if (!cancelled) setText({ state: 'failed', message });
    });
    return () => stop.abort();
  }, [store, key, stamp]);
  return file ? text : { state: 'none' };
}
