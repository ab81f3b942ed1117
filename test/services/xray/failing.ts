import type { Fault, S3TestServer, SeenRequest } from '../../s3-server.ts';

/** Whoever may list below this prefix alone. */
export const allowedPrefix = 'team/memory';

/** Lets the server deny every listing but those below one prefix. */
export function allowOnlyBelow(server: S3TestServer, prefix = allowedPrefix): void {
  server.fault = ({ key, query }) =>
    key === '' && query['list-type'] === '2' && !(query.prefix ?? '').startsWith(`${prefix}/`)
      ? { status: 403, code: 'AccessDenied' }
      : undefined;
}

/** Lets the server refuse all that is signed, as if the session token had run out. */
export function expireToken(server: S3TestServer): void {
  server.fault = whenSigned({ status: 400, code: 'ExpiredToken' });
}

function whenSigned(fault: Fault): (request: SeenRequest) => Fault | undefined {
  return ({ headers }) => (headers.authorization === undefined ? undefined : fault);
}
