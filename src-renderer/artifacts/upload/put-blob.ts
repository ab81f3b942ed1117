import { z } from 'zod';
import type { StoreId } from '#shared/model/store.ts';
import { blobUrl, tagOf } from '#shared/resources.ts';
import { blobError } from '../blobs.ts';

interface PutOptions {
  /** The version that may be replaced; null: only where there is nothing yet. */
  replace: string | null;
  onProgress: (sent: number) => void;
  signal: AbortSignal;
}

const writtenSchema = z.object({ version: z.string(), modifiedAt: z.number() });

/**
 * Sends a file's bytes to a key. Rejects `CONFLICT` where something else is there. `fetch` cannot tell how much
 * was sent, so this is an XMLHttpRequest; the browser reads the file piece by piece.
 */
export function putBlob(
  store: StoreId,
  key: string,
  file: File,
  { replace, onProgress, signal }: PutOptions,
): Promise<{ version: string; modifiedAt: number }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    request.open('PUT', blobUrl(store, key));
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    if (replace !== null) request.setRequestHeader('if-match', tagOf(replace));
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    request.addEventListener('load', () => {
      if (request.status === 200) resolve(writtenSchema.parse(JSON.parse(request.responseText)));
      else reject(blobError(request.status, request.responseText));
    });
    request.addEventListener('error', () => reject(new Error('The connection broke.')));
    request.addEventListener('abort', () => reject(signal.reason));
    request.addEventListener('loadend', () => signal.removeEventListener('abort', stop));
    signal.addEventListener('abort', stop);
    request.send(file);
  });
}
