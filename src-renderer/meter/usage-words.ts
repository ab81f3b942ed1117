import { requestsOf, type Tally } from '#shared/model/usage.ts';
import { formatBytes, plural } from '../words/numbers.ts';

/** What a store has cost, as the status line says it: a bucket is paid by the request, a folder by nothing. */
export function usageLine(tally: Tally, isBucket: boolean): string {
  const { put, delete: gone } = tally.requests;
  if (isBucket) return `${plural(requestsOf(tally), 'request')}, ${formatBytes(bytesOf(tally))}`;
  return `${plural(requestsOf(tally) - put - gone, 'read')}, ${plural(put + gone, 'write')}`;
}

/** Bytes in both directions. */
export function bytesOf({ bytesUp, bytesDown }: Tally): number {
  return bytesUp + bytesDown;
}
