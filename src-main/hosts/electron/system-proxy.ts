import type { Session } from 'electron';
import {
  environmentProxies,
  hasEnvironmentProxy,
  type ProxyFinder,
  proxyAddress,
} from '#services/network/proxies.ts';

const schemes: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS: 'socks',
  SOCKS4: 'socks4',
  SOCKS5: 'socks5',
};

/**
 * The proxies of the desktop: as the variables say that the app was started with, if they name any; else as the
 * settings of the system say, its scripts included.
 */
export function desktopProxies(
  system: () => Pick<Session, 'resolveProxy'>,
  env: NodeJS.ProcessEnv = process.env,
): ProxyFinder {
  const environment = environmentProxies(env);
  return async (url) =>
    hasEnvironmentProxy(env) ? environment(url) : best(await system().resolveProxy(url.href));
}

/**
 * The first that can be spoken to, of an answer such as `PROXY a:3128; DIRECT`. Throws `INVALID` where there is none.
 */
function best(answer: string): string | null {
  let unusable: string | null = null;
  for (const part of answer.split(';')) {
    const [kind = '', host = ''] = part.trim().split(/\s+/);
    const scheme = schemes[kind.toUpperCase()];
    if (scheme === undefined) {
      if (kind.toUpperCase() === 'DIRECT') return null;
    } else if (scheme.startsWith('http')) return proxyAddress(`${scheme}://${host}`);
    else unusable ??= `${scheme}://${host}`;
  }
  return unusable === null ? null : proxyAddress(unusable);
}
