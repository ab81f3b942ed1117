import type { Log } from '#services/app/log.ts';
import { isStoreError, type StoreError } from '#shared/errors.ts';
import { baseName } from '#shared/format/keys.ts';
import type { Entry } from '#storage/backend.ts';

/**
 * Types that a blob is served as, by its ending. Everything else is bytes: what an `<img>`, a viewer or
 * `fetch` does not need is not named, so that no browser gets ideas.
 */
const types: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  bmp: 'image/bmp',
  ico: 'image/x-icon',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  mp4: 'video/mp4',
  webm: 'video/webm',
};

/** Headers of a stored file's bytes: sandboxed, never sniffed, never scripted, never a page of our own. */
export function blobHeaders(key: string, facts: Entry, download: boolean): Headers {
  const extension = baseName(key).split('.').at(-1)?.toLowerCase() ?? '';
  const name = encodeURIComponent(baseName(key));
  return new Headers({
    'content-type': types[extension] ?? 'application/octet-stream',
    'content-disposition': `${download ? 'attachment' : 'inline'}; filename*=UTF-8''${name}`,
    'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'accept-ranges': 'bytes',
    'cache-control': 'no-store',
    'last-modified': new Date(facts.modifiedAt).toUTCString(),
    ...(facts.version === null ? {} : { etag: JSON.stringify(facts.version) }),
  });
}

const statuses: Partial<Record<StoreError['code'], number>> = {
  NOT_FOUND: 404,
  CONFLICT: 412,
  EXISTS: 412,
  READ_ONLY: 403,
  FORBIDDEN: 403,
  SIGN_IN: 401,
  INVALID: 400,
  INVALID_NAME: 400,
  OUTSIDE_STORE: 400,
  NOT_A_FILE: 409,
  TOO_LARGE: 413,
  NO_SPACE: 507,
};

/** An error as JSON of the same form as the contract's errors. */
export function errorResponse(error: unknown, log: Log): Response {
  if (isStoreError(error)) {
    const { code, message, data } = error;
    return Response.json({ code, message, data }, { status: statuses[code] ?? 502 });
  }
  log.error({ err: error }, 'A resource failed unexpectedly');
  const message = 'Something went wrong inside the app. The log says more.';
  return Response.json({ code: 'INTERNAL', message, data: {} }, { status: 500 });
}
