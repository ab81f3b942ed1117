import { isStoreError, type StoreError } from '#shared/errors.ts';
import type { Mend } from '#shared/model/mend.ts';
import { isLoopback } from '#shared/s3/loopback.ts';
import type { Contact } from '../contact.ts';
import { proxyMend, rawOf } from '../failure.ts';
import { type Finding, passed, type Step } from '../finding.ts';
import type { Trial } from '../trial.ts';
import { unknownIssuer } from '../unreachable.ts';

/** Connects to the server, over TLS where the endpoint says so. */
export const connectionStep: Step = { name: 'connection', needs: ['name'], run: connect };

async function connect(trial: Trial): Promise<Finding> {
  const url = await trial.address();
  const { host, hostname } = url;
  try {
    const proxy = await trial.proxyFor(url);
    const way = proxy === null ? '' : ` By the proxy ${new URL(proxy).host}.`;
    const { tls, status } = await trial.contact();
    if (proxy !== null && tls === null && gatewayTroubles.has(status)) {
      const message = `The proxy ${new URL(proxy).host} answers in its place: it does not reach the server.`;
      return { outcome: 'failed', message, subject: host, raw: String(status), mends: [proxyMend] };
    }
    if (tls) return passed(`${secured(tls)}${way}`, host);
    if (isLoopback(hostname)) return passed(`It answers. Nothing is encrypted on the way.${way}`, host);
    const message = 'It answers. Nothing is encrypted on the way: others on the network can read it all.';
    return { outcome: 'warned', message: `${message}${way}`, subject: host };
  } catch (error) {
    if (!isStoreError(error) || error.code === 'CANCELLED') throw error;
    return {
      outcome: 'failed',
      message: error.message,
      subject: host,
      raw: rawOf(error),
      mends: mendsOf(error, trial),
    };
  }
}

/** What a proxy that forwards answers when there is no way on from there. */
const gatewayTroubles = new Set([502, 503, 504]);

function secured({ protocol, issuer, until }: NonNullable<Contact['tls']>): string {
  const version = protocol.replace(/^TLSv/, 'TLS ');
  const end = until === null ? '' : `, valid until ${new Date(until).toISOString().slice(0, 10)}`;
  return `${version}, with a certificate of ${issuer}${end}.`;
}

function mendsOf({ code, data: { cause = '', proxy: failed } }: StoreError, { location }: Trial): Mend[] {
  const { caFile, proxy } = location.network;
  if (code === 'INVALID' && caFile !== null) return [{ kind: 'set', field: 'caFile', value: null, why: '' }];
  if (failed !== undefined && proxy !== 'none') return [proxyMend];
  if (unknownIssuer.test(cause)) {
    const why =
      'If it is yours, name the file (PEM) with the certificate of whoever has signed it. It is then trusted for this connection alone.';
    return [{ kind: 'set', field: 'caFile', value: null, why }];
  }
  if (/^(EPROTO|ERR_SSL)/.test(cause)) {
    const why = 'Check the endpoint: http:// in place of https://, or another port.';
    return [{ kind: 'set', field: 'endpoint', value: null, why }];
  }
  if (cause.startsWith('CERT_')) {
    return [{ kind: 'text', why: 'Whoever runs the server has to renew it. Check your clock, too.' }];
  }
  if (cause === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const why = 'With path style, the bucket’s name does not stand in the server’s.';
    return [{ kind: 'set', field: 'pathStyle', value: true, why }];
  }
  const why = 'The port may be another one, and a network may want a proxy.';
  return [{ kind: 'set', field: 'endpoint', value: null, why }];
}
