import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseLocation, shownAddress } from '#services/stores/parse-location.ts';
import { isStoreError, type StoreError } from '#shared/errors.ts';
import { usualNetwork } from '#shared/model/s3-location.ts';

const s3 = {
  kind: 's3',
  endpoint: null,
  region: 'us-east-1',
  pathStyle: false,
  credentials: { kind: 'default' as const },
  checksums: 'usual' as const,
  network: usualNetwork,
};

function failureIn(work: () => unknown): StoreError {
  try {
    work();
  } catch (error) {
    if (isStoreError(error)) return error;
  }
  throw new Error('It was to be refused.');
}

describe('a folder on the command line', () => {
  test.each(['data', './data', '/var/lib/agents', 'a folder/with #%20'])('%j is an absolute path', (text) => {
    expect(parseLocation(text, {})).toEqual({ kind: 'folder', path: resolve(text) });
  });

  test('may be a file: URL', () => {
    expect(parseLocation('file:///var/my%20agents', {})).toEqual({ kind: 'folder', path: '/var/my agents' });
  });
});

describe('a bucket on the command line', () => {
  test.each([
    ['s3://openclaw', 'openclaw', ''],
    ['s3://openclaw/', 'openclaw', ''],
    ['S3://openclaw/prod/agents/', 'openclaw', 'prod/agents'],
    ['s3://openclaw/a b%20+c?d#e', 'openclaw', 'a b%20+c?d#e'],
    ['s3://openclaw/a//b/..', 'openclaw', 'a//b/..'],
  ])('%s has its bucket, and its prefix as it is', (text, bucket, prefix) => {
    expect(parseLocation(text, {})).toEqual({ ...s3, bucket, prefix });
  });

  test('takes endpoint, region and keys from the variables of the library', () => {
    const env = {
      S3_ENDPOINT: 'http://127.0.0.1:9000',
      S3_ACCESS_KEY_ID: 'id',
      S3_SECRET_ACCESS_KEY: 'secret',
      S3_REGION: 'garage',
      S3_BUCKET: 'another',
    };
    expect(parseLocation('s3://mine/x', env)).toEqual({
      ...s3,
      endpoint: 'http://127.0.0.1:9000',
      region: 'garage',
      pathStyle: true,
      credentials: { kind: 'environment' },
      bucket: 'mine',
      prefix: 'x',
    });
  });

  test('takes its region from those of AWS', () => {
    expect(parseLocation('s3://b', { AWS_REGION: 'eu-west-1' })).toMatchObject({ region: 'eu-west-1' });
    expect(parseLocation('s3://b', { AWS_DEFAULT_REGION: 'eu-west-2' })).toMatchObject({
      region: 'eu-west-2',
    });
  });

  test('may be named by any address that it has, which wins over the variables', () => {
    const env = { S3_ENDPOINT: 'http://127.0.0.1:9000', S3_REGION: 'garage', S3_ACCESS_KEY_ID: 'id' };
    expect(parseLocation('https://acme.s3.eu-west-1.amazonaws.com/memory/', env)).toEqual({
      ...s3,
      bucket: 'acme',
      prefix: 'memory',
      region: 'eu-west-1',
    });
    expect(parseLocation('arn:aws:s3:::acme/memory/*', { AWS_REGION: 'eu-west-1' })).toMatchObject({
      bucket: 'acme',
      region: 'eu-west-1',
      endpoint: null,
    });
    expect(parseLocation('http://127.0.0.1:9001/acme', env)).toMatchObject({
      endpoint: 'http://127.0.0.1:9001',
      credentials: { kind: 'default' },
      pathStyle: true,
    });
  });

  test('takes its server from the variable of the AWS tools, where the library has none', () => {
    const env = { AWS_ENDPOINT_URL_S3: 'https://t3.storage.dev', AWS_ENDPOINT_URL: 'https://else.example' };
    expect(parseLocation('s3://b', env)).toMatchObject({ endpoint: 'https://t3.storage.dev' });
  });

  test('needs more than the address of its server', () => {
    expect(() => parseLocation('https://rgw.acme.example', {})).toThrow(/no bucket/);
  });

  test('is refused without repeating a password or a signature', () => {
    const signed = 'https://me:hidden@rgw.acme.example/?X-Amz-Signature=hidden';
    const slash = 'https://KEY:se/hidden@rgw.acme.example';
    for (const address of [
      slash,
      's3://KEY:hidden@memory/team',
      's3://KEY:se/hidden@memory',
      signed,
      'https://rgw.acme.example/?X-Amz-Signature=hidden',
    ]) {
      const error = failureIn(() => parseLocation(address, {}));
      expect(error).toMatchObject({ code: 'INVALID' });
      expect(JSON.stringify([error.message, error.data])).not.toContain('hidden');
    }
    expect(shownAddress(signed)).toBe('https://rgw.acme.example/');
    expect(shownAddress('/home/me/what?')).toBe('/home/me/what?');
  });

  test.each(['s3://', 's3:///prefix'])('%j names none', (text) => {
    expect(() => parseLocation(text, {})).toThrow(/names no bucket/);
  });
});
