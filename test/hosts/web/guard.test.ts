import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Guard } from '#hosts/web/guard.ts';

const guard = new Guard('127.0.0.1');
const headers = { host: '127.0.0.1:4000' };
/** The answer to the request that brings a token in its address. */
const exchange = (token: string, of = guard, method = 'GET') =>
  of.exchange({ method, headers }, `/?token=${encodeURIComponent(token)}`);
const cookie = exchange(guard.token)?.split(';')[0] ?? '';
const refusal = (given: Record<string, string | undefined>, method = 'GET') =>
  guard.refusal({ method, headers: { ...headers, cookie, ...given } });

describe('who may talk to the web host', () => {
  it('is who brings the token as its cookie', () => {
    expect(refusal({})).toBeNull();
    expect(refusal({ cookie: `other=1; ${cookie}; last=2` })).toBeNull();
  });

  it('is nobody without the token, nor with another one', () => {
    const name = cookie.split('=')[0];
    for (const wrong of [
      '',
      `${name}=`,
      `${name}=${guard.token}x`,
      `${name}=${guard.token.slice(1)}`,
      `x${cookie}`,
    ])
      expect(refusal({ cookie: wrong })).toBe('token');
    expect(refusal({ cookie: undefined })).toBe('token');
    expect(exchange('')).toBeNull();
    expect(exchange(new Guard('127.0.0.1').token)).toBeNull();
    expect(guard.exchange({ method: 'GET', headers }, '/')).toBeNull();
  });

  it('is let in by its own token alone, whatever else is tried', () => {
    fc.assert(fc.property(fc.string(), (text) => exchange(text) === null));
  });

  it.each(['127.0.0.1:4000', '127.0.0.1', 'localhost:4000', 'LOCALHOST:1', '[::1]:4000', 'localhost:9999'])(
    'may call it %s, also through the port of an SSH tunnel',
    (host) => {
      expect(refusal({ host, origin: `http://${host}` }, 'PUT')).toBeNull();
    },
  );

  it.each([
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example:4000',
    '10.0.0.5:4000',
    '',
    '127.0.0.1:x',
  ])('may not call it %s: that is how a page of another site would reach it', (host) => {
    expect(refusal({ host })).toBe('host');
    expect(guard.exchange({ method: 'GET', headers: { host } }, `/?token=${guard.token}`)).toBeNull();
  });

  it('is no page of another origin', () => {
    for (const origin of [
      'https://evil.example',
      'null',
      'http://127.0.0.1:4001',
      'https://127.0.0.1:4000',
      'http://localhost:4000',
    ])
      expect(refusal({ origin })).toBe('origin');
    expect(refusal({ origin: 'http://127.0.0.1:4000' })).toBeNull();
  });

  it('names its origin to change anything, or to open a socket', () => {
    for (const method of ['PUT', 'POST', 'DELETE', 'CONNECT']) expect(refusal({}, method)).toBe('origin');
    expect(refusal({}, 'HEAD')).toBeNull();
  });

  it('may use the address that the user asked to listen on', () => {
    const isHost = (listening: string, host: string) =>
      new Guard(listening).refusal({ method: 'GET', headers: { host } }) !== 'host';
    expect(isHost('build.lan', 'build.lan:4000')).toBe(true);
    expect(isHost('build.lan', 'other.lan:4000')).toBe(false);
    expect(isHost('0.0.0.0', '192.168.1.9:4000')).toBe(true);
    expect(isHost('0.0.0.0', 'rebound.evil.example:4000')).toBe(false);
  });

  it('has a cookie that scripts cannot read and other sites do not send', () => {
    expect(exchange(guard.token)).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
  });

  it('is given by the address of a page alone, not by a request that changes something', () => {
    expect(exchange(guard.token, guard, 'POST')).toBeNull();
  });
});
