import { describe, expect, it } from 'vitest';
import { parseStartOptions } from '#hosts/web/options.ts';

describe('the options of npm start', () => {
  it('default to a free port on loopback, an open browser and stores that can be changed', () => {
    expect(parseStartOptions([])).toEqual({
      stores: [],
      web: false,
      host: '127.0.0.1',
      port: 0,
      open: true,
      readOnly: false,
      secretsFile: null,
    });
  });

  it('are all understood, among any number of stores', () => {
    const args = [
      'a',
      '--web',
      '--host',
      '::1',
      '--port=8080',
      's3://b/p',
      '--no-open',
      '--read-only',
      '--secrets-file=/home/ada/secrets',
      '--',
      '--c',
    ];
    expect(parseStartOptions(args)).toEqual({
      stores: ['a', 's3://b/p', '--c'],
      web: true,
      host: '::1',
      port: 8080,
      open: false,
      readOnly: true,
      secretsFile: '/home/ada/secrets',
    });
  });

  it.each(['-1', '65536', '80.5', 'http', ''])('refuse port “%s”', (port) => {
    expect(() => parseStartOptions([`--port=${port}`])).toThrow(/--port takes a number from 0 to 65535/);
  });

  it('refuse what they do not know', () => {
    expect(() => parseStartOptions(['--prot', '80'])).toThrow(/--prot/);
    expect(() => parseStartOptions(['--port'])).toThrow(/--port/);
    expect(() => parseStartOptions(['--secrets-file', ''])).toThrow(/--secrets-file takes/);
  });
});
