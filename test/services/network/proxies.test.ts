import { describe, expect, test } from 'vitest';
import { environmentProxies, hasEnvironmentProxy, proxyFinderOf } from '#services/network/proxies.ts';
import { failureOf } from '../../storage/contract/helpers.ts';

const found = (env: Record<string, string>, url = 'https://s3.example.org') =>
  environmentProxies(env)(new URL(url));

describe('the proxies of the environment', () => {
  test.each([
    [{ HTTPS_PROXY: 'http://proxy:3128' }, 'http://proxy:3128/'],
    [{ https_proxy: 'http://small:1', HTTPS_PROXY: 'http://large:1' }, 'http://small:1/'],
    [{ HTTPS_PROXY: 'proxy:3128' }, 'http://proxy:3128/'],
    [{ HTTPS_PROXY: 'https://proxy' }, 'https://proxy/'],
    [{ HTTPS_PROXY: 'http://me:secret@proxy:3128' }, 'http://me:secret@proxy:3128/'],
    [{ ALL_PROXY: 'http://all:1' }, 'http://all:1/'],
    [{ HTTP_PROXY: 'http://proxy:3128' }, null],
    [{ HTTPS_PROXY: '' }, null],
    [{}, null],
  ])('%j reach an https address by %s', async (env, proxy) => {
    expect(await found(env as Record<string, string>)).toBe(proxy);
  });

  test('go by the scheme of what is to be reached', async () => {
    const env = { HTTP_PROXY: 'http://plain:1', HTTPS_PROXY: 'http://tls:1' };
    expect(await found(env, 'http://minio:9000')).toBe('http://plain:1/');
    expect(await found(env, 'https://minio:9000')).toBe('http://tls:1/');
  });

  test.each([
    ['s3.example.org', true],
    ['example.org', true],
    ['.example.org', true],
    ['*.example.org', true],
    ['localhost, EXAMPLE.org', true],
    ['a b example.org', true],
    ['*', true],
    ['example.org:443', true],
    ['example.org:9000', false],
    ['ample.org', false],
    ['bucket.s3.example.org', false],
    ['', false],
  ])('NO_PROXY=%s exempts s3.example.org: %s', async (list, exempt) => {
    const proxy = await found({ HTTPS_PROXY: 'http://proxy:1', NO_PROXY: list });
    expect(proxy === null).toBe(exempt);
  });

  test.each([
    ['http://10.1.2.3:9000', '10.0.0.0/8', true],
    ['http://11.1.2.3:9000', '10.0.0.0/8', false],
    ['http://10.1.2.3:9000', '10.1.2.3', true],
    ['http://10.1.2.3:9000', '10.1.2.3:9000', true],
    ['http://10.1.2.3:9000', '10.1.2.3:9001', false],
    ['http://10.1.2.3:9000', '2.3', false],
    ['http://10.1.2.3:9000', '10.0.0.0/99', false],
    ['http://[fd00::1]:9000', 'fd00::/8', true],
    ['http://[fd00::1]:9000', 'fd00::1', true],
    ['http://[fd00::1]:9000', '[fd00::1]:9000', true],
    ['http://[fd00::1]:9000', '::1', false],
  ])('%s by NO_PROXY=%s is exempt: %s', async (url, list, exempt) => {
    const proxy = await found({ HTTP_PROXY: 'http://proxy:1', no_proxy: list }, url);
    expect(proxy === null).toBe(exempt);
  });

  test('that speak SOCKS are refused in words', async () => {
    const failure = await failureOf(found({ ALL_PROXY: 'socks5://me:secret@proxy:1080' }));
    expect(failure.code).toBe('INVALID');
    expect(failure.message).toMatch(/proxy:1080. SOCKS proxies are not supported/);
    expect(JSON.stringify(failure)).not.toMatch(/secret/);
  });

  test('are there where any variable names one', () => {
    expect(hasEnvironmentProxy({ NO_PROXY: '*' })).toBe(false);
    expect(hasEnvironmentProxy({ all_proxy: 'http://proxy' })).toBe(true);
  });
});

describe('the proxy of a connection', () => {
  const system = async () => 'http://system:1/';
  const url = new URL('https://s3.example.org');

  test.each([
    ['system', 'http://system:1/'],
    ['none', null],
    ['http://own:1', 'http://own:1/'],
  ])('%s is %s', async (proxy, address) => {
    expect(await proxyFinderOf({ proxy }, system)(url)).toBe(address);
  });

  test('keeps no password in its address, and does not repeat it', async () => {
    const failure = await failureOf(proxyFinderOf({ proxy: 'http://me:secret@own:1' }, system)(url));
    expect(failure.message).toMatch(/own:1 was given with a name or password.*HTTPS_PROXY/);
    expect(JSON.stringify([failure, failure.message])).not.toMatch(/secret/);
  });
});
