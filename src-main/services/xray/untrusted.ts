import { connect } from 'node:tls';
import type { CallOptions } from '#storage/backend.ts';
import { hostLookup } from '../network/lookup.ts';
import { type Tls, tlsOf } from './contact.ts';

const patience = 5_000;

/** Who has signed the certificate of a server that is not trusted. Shakes hands and says nothing; null where that fails. */
export function untrustedCertificate({ hostname, port }: URL, { signal }: CallOptions): Promise<Tls | null> {
  const { promise, resolve } = Promise.withResolvers<Tls | null>();
  const host = hostname.replace(/^\[|\]$/g, '');
  const socket = connect({
    host,
    port: Number(port || 443),
    rejectUnauthorized: false,
    timeout: patience,
    lookup: hostLookup,
    ...(/[a-z]/i.test(host) && !host.includes(':') ? { servername: host } : {}),
  });
  socket.once('secureConnect', () => resolve(tlsOf(socket)));
  socket.once('error', () => resolve(null));
  socket.once('timeout', () => resolve(null));
  const stop = () => resolve(null);
  signal?.addEventListener('abort', stop);
  return promise.finally(() => {
    signal?.removeEventListener('abort', stop);
    socket.destroy();
  });
}
