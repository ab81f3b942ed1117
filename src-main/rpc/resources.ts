import { Hono } from 'hono';
import type { Services } from '#services/index.ts';
import { inAction } from '#services/meter/actions.ts';
import { readBlob, writeBlob } from './blobs.ts';
import { readDraftText } from './draft-texts.ts';
import { errorResponse } from './resource-headers.ts';
import { receiveText } from './texts.ts';
import { readVersion } from './version-bytes.ts';

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
 * `blobHeaders`. Large texts are PUT before the call that they belong to.
 */
export function createResources(
  services: Services,
  pages: PageSource,
): (request: Request) => Promise<Response> {
  const app = new Hono();

  app.on(['GET', 'HEAD'], '/blob/:store/:key', (c) =>
    inAction('blob.read', () => readBlob(services.stores, c.req.param(), c.req.raw)),
  );
  app.put('/blob/:store/:key', (c) =>
    inAction('blob.write', () => writeBlob(services.stores, c.req.param(), c.req.raw)),
  );
  app.put('/text/:name', (c) => receiveText(services.texts, c.req.param('name'), c.req.raw));

  app.get('/draft-text/:id/:part', (c) => readDraftText(services.drafts, c.req.param()));

  app.on(['GET', 'HEAD'], '/version/:store/:key/:id', (c) =>
    inAction('version.read', () => readVersion(services.history, c.req.param(), c.req.raw)),
  );

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
