import { describe, expect, test } from 'vitest';
import { S3Storage, type S3StorageOptions } from '#storage/index.ts';
import { onServer } from './on-server.ts';

const on = onServer();

/** The host that the first request goes to; nothing is sent. */
async function hostOf(options: Partial<S3StorageOptions>): Promise<string> {
  let host = '';
  const requestHandler = {
    handle: async (request: { hostname: string }) => {
      host = request.hostname;
      throw new Error('Nothing is sent.');
    },
    destroy() {},
  };
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const storage = new S3Storage({
    bucket: 'memory',
    region: 'eu-west-1',
    credentials,
    requestHandler: requestHandler as unknown as NonNullable<S3StorageOptions['requestHandler']>,
    ...options,
  });
  await storage.stat('a').catch(() => {});
  await storage.close();
  return host;
}

describe('requests go to', () => {
  test.each<[string, Partial<S3StorageOptions>, string]>([
    ['the region', {}, 'memory.s3.eu-west-1.amazonaws.com'],
    ['addresses of both kinds', { dualStack: true }, 'memory.s3.dualstack.eu-west-1.amazonaws.com'],
    ['the address that is given', { dualStack: true, endpoint: 'https://s3.example.org' }, 's3.example.org'],
    [
      'the region of an access point',
      { bucket: 'arn:aws:s3:us-west-2:481516234200:accesspoint/agents' },
      'agents-481516234200.s3-accesspoint.us-west-2.amazonaws.com',
    ],
  ])('%s', async (_, options, host) => {
    expect(await hostOf(options)).toBe(host);
  });
});

describe('uploads carry checksums', () => {
  test.each([
    ['usually with Amazon alone', undefined, 0],
    ['where that is asked for', 'always', 1],
    ['where S3 needs them', 'when-required', 0],
  ] as const)('%s', async (_, checksums, count) => {
    await on.open({ checksums }).write('a', 'text');
    const put = on.server.requests.find(({ method }) => method === 'PUT');
    const sums = Object.keys(put?.headers ?? {}).filter((name) => /^x-amz-checksum-/.test(name));
    expect(sums.length).toBe(count);
    expect(on.server.get('memory', 'a')?.body.toString()).toBe('text');
  });
});
