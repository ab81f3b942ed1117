import { Hono } from 'hono';
import type { Services } from '#services/index.ts';
import { StoreError } from '#shared/errors.ts';
import { fromBase64Url } from '#shared/resources.ts';
import { readRange } from './byte-range.ts';
import { blobHeaders, errorResponse } from './resource-headers.ts';
import { streamBlob } from './stream-blob.ts';

/** Serves one file of the built renderer; null where there is none of that path. */
export type PageSource = (path: string) => Promise<{ bytes: Uint8Array; type: string } | null>;

/** Policy of the app's own pages. `style-src 'unsafe-inline'` is there for Monaco alone. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The one handler for pages and stored bytes, from `Request` to `Response`; both hosts mount it. Blobs take
 * GET and HEAD with Range, and PUT (streamed) to upload. They are never a page of the app's own origin: see
 * `blobHeaders`.
 */
export function createResources(
  services: Services,
  pages: PageSource,
): (request: Request) => Promise<Response> {
  const app = new Hono();

  app.on(['GET', 'HEAD'], '/blob/:store/:key', async (c) => {
    const key = decodeKey(c.req.param('key'));
    const { backend } = services.stores.reader(c.req.param('store'));
    const signal = c.req.raw.signal;
    const ifVersion = c.req.query('v');
    const facts = await backend.stat(key, { signal });
    if (!facts) throw new StoreError('NOT_FOUND', `“${key}” is not in this store any more.`, { where: key });
    const range = readRange(c.req.header('range'), facts.size);
    if (range === 'unsatisfiable') {
      return new Response(null, { status: 416, headers: { 'content-range': `bytes */${facts.size}` } });
    }
    const headers = blobHeaders(key, facts, c.req.query('download') !== undefined);
    const { start, end } = range ?? { start: 0, end: facts.size - 1 };
    headers.set('content-length', String(end - start + 1));
    if (range) headers.set('content-range', `bytes ${start}-${end}/${facts.size}`);
    const status = range ? 206 : 200;
    if (c.req.method === 'HEAD' || facts.size === 0) return new Response(null, { status, headers });
    return new Response(await streamBlob(backend, key, { start, end, ifVersion, signal }), {
      status,
      headers,
    });
  });

  app.put('/blob/:store/:key', async (c) => {
    const key = decodeKey(c.req.param('key'));
    const { backend } = services.stores.writer(c.req.param('store'));
    const ifVersion = c.req.header('if-match');
    const condition = ifVersion === undefined ? { ifAbsent: true as const } : { ifVersion };
    const body = c.req.raw.body ?? new Blob([]).stream();
    const contentType = c.req.header('content-type');
    const written = await backend.writeBytes(key, body, {
      ...condition,
      contentType,
      signal: c.req.raw.signal,
    });
    return c.json(written);
  });

  app.get('*', async (c) => {
    const path = c.req.path === '/' ? '/index.html' : c.req.path;
    const page = await pages(path);
    if (!page) return c.text('Not found', 404);
    return new Response(new Uint8Array(page.bytes), {
      headers: {
        'content-type': page.type,
        'content-security-policy': pagePolicy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': path.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-store',
      },
    });
  });

  app.onError((error) => errorResponse(error, services.log));
  return async (request) => app.fetch(request);
}

function decodeKey(encoded: string): string {
  try {
    return fromBase64Url(encoded);
  } catch {
    throw new StoreError('INVALID_NAME', 'The address of this file is damaged.');
  }
}
