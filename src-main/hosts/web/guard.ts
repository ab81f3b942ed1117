import { randomBytes, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/** What the guard looks at; header names in lower case. */
export interface GuardedRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * Decides who may talk to the web host: the Host must be a loopback name (any port, for SSH tunnels) or the
 * address that the user asked to listen on, an Origin must be that very host, and the cookie must carry the
 * token. The token enters by the URL of the `Ready:` line once and is swapped for the cookie.
 */
export class Guard {
  readonly token = randomBytes(32).toString('base64url');
  // Cookies are shared by all ports of a host, so each process has a name of its own.
  readonly #cookie = `agentflow_${randomBytes(6).toString('hex')}`;
  readonly #listenHost: string;

  constructor(listenHost: string) {
    this.#listenHost = listenHost;
  }

  /** Why a request is refused; null when it may pass. */
  refusal(request: GuardedRequest): 'host' | 'origin' | 'token' | null {
    const host = single(request.headers.host);
    if (!host || !this.#hostAllowed(host)) return 'host';
    const origin = single(request.headers.origin);
    if (origin !== undefined && origin !== `http://${host}`) return 'origin';
    // Browsers name the origin of everything that changes something; who names none is no browser page of ours.
    if (origin === undefined && request.method !== 'GET' && request.method !== 'HEAD') return 'origin';
    if (!this.#isToken(this.#cookieOf(request))) return 'token';
    return null;
  }

  /**
   * The cookie for the one request that brings the token in its address; null for any other, one without a
   * right token or Host included.
   */
  exchange({ method, headers }: GuardedRequest, url = '/'): string | null {
    const token = URL.parse(url, 'http://localhost')?.searchParams.get('token');
    const host = single(headers.host);
    if (method !== 'GET' || !token || !host || !this.#hostAllowed(host)) return null;
    return this.#isToken(token) ? `${this.#cookie}=${token}; HttpOnly; SameSite=Strict; Path=/` : null;
  }

  #hostAllowed(host: string): boolean {
    const name = host.replace(/:\d+$/, '').toLowerCase();
    if (loopbackNames.has(name)) return true;
    const bare = name.replace(/^\[|\]$/g, '');
    if (this.#listenHost === '0.0.0.0' || this.#listenHost === '::') return isIP(bare) !== 0;
    return bare === this.#listenHost.toLowerCase();
  }

  #cookieOf(request: GuardedRequest): string {
    const header = single(request.headers.cookie) ?? '';
    const prefix = `${this.#cookie}=`;
    const pair = header.split(';').find((part) => part.trim().startsWith(prefix));
    return pair?.trim().slice(prefix.length) ?? '';
  }

  #isToken(candidate: string): boolean {
    const given = Buffer.from(candidate);
    const expected = Buffer.from(this.token);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? undefined : value;
}
