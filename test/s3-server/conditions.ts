import type { IncomingHttpHeaders } from 'node:http';

/**
 * How a server treats `If-Match` and `If-None-Match` on writes, as seen in the field: honoured; ignored, the
 * write goes through; refused with 501, nothing written; honoured with the ETag unquoted only; denied with 412
 * whatever the ETag.
 */
export type Conditions = 'honoured' | 'ignored' | 'refused' | 'unquoted' | 'denied';

/** The answer to a conditional write that may not go through; null when it may. */
export function refusedCondition(
  headers: IncomingHttpHeaders,
  currentEtag: string | null,
  mode: Conditions,
): { status: number; code: string } | null {
  const ifMatch = headers['if-match'];
  const ifNoneMatch = headers['if-none-match'];
  if ((ifMatch === undefined && ifNoneMatch === undefined) || mode === 'ignored') return null;
  if (mode === 'refused') return { status: 501, code: 'NotImplemented' };
  if (ifNoneMatch !== undefined && currentEtag !== null) return { status: 412, code: 'PreconditionFailed' };
  if (ifMatch === undefined) return null;
  if (currentEtag === null) return { status: 404, code: 'NoSuchKey' };
  if (mode === 'denied') return { status: 412, code: 'PreconditionFailed' };
  const accepted = mode === 'unquoted' ? currentEtag.replaceAll('"', '') : currentEtag;
  return ifMatch === accepted ? null : { status: 412, code: 'PreconditionFailed' };
}
