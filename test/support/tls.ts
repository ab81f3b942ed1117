import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createServer, type TLSSocket } from 'node:tls';

const folder = join(import.meta.dirname, '../fixtures/tls');

/** Path of the authority that signed the certificates below; nothing trusts it unless it is named. */
export const caFile = join(folder, 'ca.pem');

/** Of `localhost` and the loopback addresses; the same, but expired; of another host. */
export type Certificate = 'server' | 'expired' | 'elsewhere';

/** What a TLS server of these tests is made with. */
export function tlsOptions(certificate: Certificate = 'server'): { key: Buffer; cert: Buffer } {
  return {
    key: readFileSync(join(folder, 'key.pem')),
    cert: readFileSync(join(folder, `${certificate}.pem`)),
  };
}

/** A server on loopback that speaks TLS. */
export interface TlsServer {
  readonly endpoint: string;
  close(): Promise<void>;
}

/** Speaks TLS in front of a server on this machine that speaks none. */
export async function startTls(target: string, certificate?: Certificate): Promise<TlsServer> {
  const { port: to, hostname } = new URL(target);
  const sockets = new Set<TLSSocket>();
  const server = createServer(tlsOptions(certificate), (socket) => {
    const upstream = connect(Number(to), hostname);
    sockets.add(socket);
    const end = () => {
      sockets.delete(socket);
      socket.destroy();
      upstream.destroy();
    };
    for (const side of [socket, upstream]) side.on('error', end).on('close', end);
    socket.pipe(upstream).pipe(socket);
  });
  // A client that does not trust it ends the handshake.
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The TLS server has no port.');
  return {
    endpoint: `https://localhost:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
