import type { Privileges } from 'electron';
import { appOrigin, isOwnUrl } from './origin.ts';

/** What pages of the app's scheme may do: be an origin, fetch, and play what is streamed. Registered before `ready`. */
export const appPrivileges: Privileges = {
  standard: true,
  secure: true,
  supportFetchAPI: true,
  stream: true,
  codeCache: true,
};

/**
 * Handles every request on the app's scheme: its own origin is answered by the resource handler, every other
 * host by 404, and what another origin asks for by 403.
 */
export function serveOwnOrigin(
  resources: (request: Request) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isOwnUrl(request.url)) return new Response('Not found', { status: 404 });
    const origin = request.headers.get('origin');
    if (origin !== null && origin !== appOrigin) return new Response('Refused', { status: 403 });
    return resources(request);
  };
}
