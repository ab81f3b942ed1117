import { describe, expect, test, vi } from 'vitest';
import { desktopProxies } from '#hosts/electron/system-proxy.ts';
import { failureOf } from '../../storage/contract/helpers.ts';

const url = new URL('https://s3.example.org');
const system = (answer: string) => ({ resolveProxy: vi.fn(async () => answer) });

describe('the proxy of a desktop', () => {
  test.each([
    ['DIRECT', null],
    ['PROXY proxy:3128', 'http://proxy:3128/'],
    ['HTTPS proxy:3128;DIRECT', 'https://proxy:3128/'],
    ['SOCKS5 old:1080; PROXY proxy:3128; DIRECT', 'http://proxy:3128/'],
    ['SOCKS5 old:1080; DIRECT', null],
    ['', null],
  ])('is, by the system’s answer “%s”, %s', async (answer, proxy) => {
    expect(await desktopProxies(() => system(answer), {})(url)).toBe(proxy);
  });

  test('is refused in words where it speaks SOCKS alone', async () => {
    const failure = await failureOf(desktopProxies(() => system('SOCKS5 old:1080'), {})(url));
    expect([failure.code, failure.message]).toEqual(['INVALID', expect.stringMatching(/old:1080. SOCKS/)]);
  });

  test('is the one of the variables where they name any', async () => {
    const asked = system('PROXY system:1');
    const proxies = desktopProxies(() => asked, { HTTPS_PROXY: 'http://variable:1', NO_PROXY: 'inside.org' });
    expect(await proxies(url)).toBe('http://variable:1/');
    expect(await proxies(new URL('https://inside.org'))).toBeNull();
    expect(asked.resolveProxy).not.toHaveBeenCalled();
  });
});
