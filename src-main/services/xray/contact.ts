import type { IncomingMessage } from 'node:http';
import { type PeerCertificate, TLSSocket } from 'node:tls';
import { HttpRequest } from '@smithy/core/protocols';
import type { CallOptions } from '#storage/backend.ts';
import { regionIn } from '#storage/s3/region.ts';
import type { ConnectionHandler } from '../network/request-handler.ts';

/** What the first answer of a server shows of it, before anybody has said who asks. */
export interface Contact {
  /** Null without TLS. */
  readonly tls: Tls | null;
  /** The server's clock less this computer's, in ms; null where it does not tell. */
  readonly clockOffset: number | null;
  /** Of the bucket, where it is told. */
  readonly region: string | null;
  /** HTTP status. */
  readonly status: number;
}

export interface Tls {
  /** `TLSv1.3`. */
  readonly protocol: string;
  /** Who has signed the certificate. */
  readonly issuer: string;
  /** When it expires, in ms since the epoch; null where it does not say. */
  readonly until: number | null;
}

/** Asks for a bucket without signing, by the way that all its requests go, and looks at the connection. */
export async function contactAt(
  url: URL,
  handler: ConnectionHandler,
  { signal }: CallOptions,
): Promise<Contact> {
  const request = new HttpRequest({
    method: 'HEAD',
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    path: url.pathname,
    headers: { host: url.host },
  });
  const sentAt = Date.now();
  const { response } = await handler.handle(request, signal ? { abortSignal: signal } : {});
  const body: IncomingMessage = response.body;
  const { socket } = body;
  const date = Date.parse(response.headers.date ?? '');
  const contact: Contact = {
    tls: socket instanceof TLSSocket ? tlsOf(socket) : null,
    clockOffset: Number.isNaN(date) ? null : date - (sentAt + Date.now()) / 2,
    region: regionIn(response.headers['x-amz-bucket-region']) ?? null,
    status: response.statusCode,
  };
  body.resume();
  return contact;
}

export function tlsOf(socket: TLSSocket): Tls {
  const certificate: Partial<PeerCertificate> = socket.getPeerCertificate();
  const time = Date.parse(certificate.valid_to ?? '');
  return {
    protocol: socket.getProtocol() ?? 'TLS',
    issuer: nameOf(certificate.issuer),
    until: Number.isNaN(time) ? null : time,
  };
}

/** A certificate names its organisation, or at least itself. */
function nameOf(issuer: PeerCertificate['issuer'] | undefined): string {
  const name = issuer?.O ?? issuer?.CN ?? 'somebody without a name';
  return Array.isArray(name) ? name.join(', ') : name;
}
