import { BlockList, isIP } from 'node:net';
import { StoreError } from '#shared/errors.ts';
import type { Network } from '#shared/model/s3-location.ts';
import { holdsPassword, withoutPasswords } from '#shared/s3/passwords.ts';

/** The address of the proxy by which a URL is reached; null: directly. */
export type ProxyFinder = (url: URL) => Promise<string | null>;

type Environment = Readonly<Record<string, string | undefined>>;

/** As `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` say, in capitals or not. */
export function environmentProxies(env: Environment = process.env): ProxyFinder {
  return async (url) => {
    const proxy = variable(env, url.protocol === 'https:' ? 'https_proxy' : 'http_proxy', 'all_proxy');
    if (proxy === '' || isExempt(url, variable(env, 'no_proxy'))) return null;
    // Commonly written without a scheme, which then is http.
    return proxyAddress(proxy.includes('://') ? proxy : `http://${proxy}`);
  };
}

/** Whether the environment names any proxy. */
export function hasEnvironmentProxy(env: Environment = process.env): boolean {
  return variable(env, 'https_proxy', 'http_proxy', 'all_proxy') !== '';
}

/** Finds the proxy of a connection; `system` is asked where it is left to the system. */
export function proxyFinderOf({ proxy }: Pick<Network, 'proxy'>, system: ProxyFinder): ProxyFinder {
  if (proxy === 'system') return system;
  if (proxy === 'none') return async () => null;
  return async () => {
    mustHoldNoPassword(proxy);
    return proxyAddress(proxy);
  };
}

/** Throws `INVALID` for the proxy of a connection that is given with a name or password. */
export function mustHoldNoPassword(proxy: string): void {
  if (!holdsPassword(proxy)) return;
  const host = URL.parse(withoutPasswords(proxy))?.host ?? 'of this connection';
  // It would stand in the list of stores, so it is not repeated here either.
  const message = `The proxy ${host} was given with a name or password in its address, which is not kept. Put the whole address into HTTPS_PROXY where the app is started, and choose the proxy of the system.`;
  throw new StoreError('INVALID', message, { where: host });
}

/** The address, if it is one of a proxy that can be spoken to. Throws `INVALID`. */
export function proxyAddress(address: string): string {
  const url = URL.parse(address);
  if (url && /^https?:$/.test(url.protocol)) return url.href;
  const kind = url?.protocol.startsWith('socks') ? 'SOCKS proxies are not supported' : 'It cannot be used';
  const where = url?.host || 'the proxy';
  const message = `The system says to use the proxy ${where}. ${kind}: name one with http:// or https:// in the connection's network settings, or choose to use none.`;
  throw new StoreError('INVALID', message, { where });
}

/**
 * Whether `NO_PROXY` names the host: by its name, which means those below it, too; by `*`; by an address or a
 * block of them; each also with a port.
 */
function isExempt({ hostname, port, protocol }: URL, list: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  const portOf = port || (protocol === 'https:' ? '443' : '80');
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*' || isInBlock(host, entry)) return true;
      const [, name = '', onlyPort = portOf] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
      if (onlyPort !== portOf) return false;
      const bare = name.replace(/^\*?\./, '');
      return host === bare || (isIP(host) === 0 && host.endsWith(`.${bare}`));
    });
}

function isInBlock(host: string, entry: string): boolean {
  const [network = '', bits] = entry.split('/');
  const family = isIP(network) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(network) === 0 || isIP(host) !== isIP(network)) return false;
  const length = bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits);
  if (!Number.isInteger(length) || length < 0 || length > (family === 'ipv6' ? 128 : 32)) return false;
  const block = new BlockList();
  block.addSubnet(network, length, family);
  return block.check(host, family);
}

function variable(env: Environment, ...names: string[]): string {
  for (const name of names) {
    const value = env[name] || env[name.toUpperCase()];
    if (value) return value.trim();
  }
  return '';
}
