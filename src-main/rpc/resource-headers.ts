import type { Log } from '#services/app/log.ts';
import { isStoreError, type StoreError } from '#shared/errors.ts';
import { baseName } from '#shared/format/keys.ts';
import { tagOf } from '#shared/resources.ts';
import type { ReadResult } from '#storage/backend.ts';

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

/** A value of RFC 8187: percent-encoded, and more of it than a URL needs. */
function extendedValue(text: string): string {
  return encodeURIComponent(text).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

/** Headers of a stored file's bytes: sandboxed, never sniffed, never scripted, never a page of our own. */
export function blobHeaders(
  key: string,
  facts: Pick<ReadResult, 'version' | 'modifiedAt'>,
  download: boolean,
): Headers {
  const extension = baseName(key).split('.').at(-1)?.toLowerCase() ?? '';
  const name = extendedValue(baseName(key));
  return new Headers({
    'content-type': types[extension] ?? 'application/octet-stream',
    'content-disposition': `${download ? 'attachment' : 'inline'}; filename*=UTF-8''${name}`,
    'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'accept-ranges': 'bytes',
    'cache-control': 'no-store',
    'last-modified': new Date(facts.modifiedAt).toUTCString(),
    etag: tagOf(facts.version),
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
  WOULD_LOSE: 409,
  TOO_LARGE: 413,
  NO_SPACE: 507,
};

/** An error as JSON of the same form as the contract's errors. */
export function errorResponse(error: unknown, log: Log): Response {
  if (isStoreError(error)) {
    const { code, message, data } = error;
    if (code !== 'CANCELLED') log.warn({ code, cause: data.cause, reason: message }, 'A resource failed');
    return Response.json({ code, message, data }, { status: statuses[code] ?? 502 });
  }
  log.error({ err: error }, 'A resource failed unexpectedly');
  const message = 'Something went wrong inside the app. The log says more.';
  return Response.json({ code: 'INTERNAL', message, data: {} }, { status: 500 });
}
