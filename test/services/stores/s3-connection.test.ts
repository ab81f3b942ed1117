import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { S3Keys } from '#services/credentials/keys.ts';
import { environmentLocation } from '#services/stores/environment-location.ts';
import { type S3Location, usualNetwork } from '#shared/model/s3-location.ts';
import { type S3TestServer, startS3Server } from '../../s3-server.ts';
import { failureOf } from '../../storage/contract/helpers.ts';
import { reached } from '../../support/buckets.ts';

let server: S3TestServer;
let folder: string;

beforeAll(async () => {
  server = await startS3Server();
  server.createBucket('memory');
  server.put('memory', 'prod/hello', 'text');
  folder = await mkdtemp(join(tmpdir(), 's3-connection-'));
});

beforeEach(() => {
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'));
});

afterEach(() => {
  vi.unstubAllEnvs();
});

afterAll(async () => {
  await rm(folder, { recursive: true });
  await server.close();
});

function location(change: Partial<S3Location>): S3Location {
  return {
    kind: 's3',
    bucket: 'memory',
    prefix: 'prod',
    endpoint: server.endpoint,
    region: 'us-east-1',
    pathStyle: true,
    credentials: { kind: 'default' as const },
    checksums: 'usual' as const,
    network: usualNetwork,
    ...change,
  };
}

async function reads(change: Partial<S3Location>, keys?: S3Keys): Promise<string> {
  const { bucket, location: place } = await reached(location(change), keys);
  const storage = bucket.connect(place);
  try {
    return await storage.read('hello');
  } finally {
    await storage.close();
  }
}

describe('credentials of a connection', () => {
  test('are the keys that were entered', async () => {
    const { accessKeyId, secretAccessKey } = server;
    expect(await reads({ credentials: { kind: 'keys' } }, { accessKeyId, secretAccessKey })).toBe('text');
    await expect(reads({ credentials: { kind: 'keys' } })).rejects.toThrow(/Enter the access key/);
  });

  test('are those of a profile', async () => {
    await writeFile(join(folder, 'config'), '[profile agents]\nregion = us-east-1\n');
    await writeFile(
      join(folder, 'credentials'),
      `[agents]\naws_access_key_id = ${server.accessKeyId}\naws_secret_access_key = ${server.secretAccessKey}\n`,
    );
    expect(await reads({ credentials: { kind: 'profile', profile: 'agents' } })).toBe('text');
    const failure = await failureOf(reads({ credentials: { kind: 'profile', profile: 'nobody' } }));
    expect(failure.code).toBe('SIGN_IN');
  });

  test('are those of the library’s variables', async () => {
    await expect(reads({ credentials: { kind: 'environment' } })).rejects.toThrow(/are not set/);
    vi.stubEnv('S3_ACCESS_KEY_ID', server.accessKeyId);
    vi.stubEnv('S3_SECRET_ACCESS_KEY', server.secretAccessKey);
    expect(await reads({ credentials: { kind: 'environment' } })).toBe('text');
  });

  test('are found in the usual places', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', server.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', server.secretAccessKey);
    expect(await reads({ credentials: { kind: 'default' } })).toBe('text');
  });

  test('are none for a public bucket', async () => {
    const open = await startS3Server({ signed: false });
    open.createBucket('memory');
    open.put('memory', 'prod/hello', 'public');
    expect(await reads({ credentials: { kind: 'anonymous' }, endpoint: open.endpoint })).toBe('public');
    await open.close();
  });
});

describe('the library’s variables', () => {
  test('make a location without secrets', () => {
    const env = {
      S3_ENDPOINT: 'http://minio:9000',
      S3_ACCESS_KEY_ID: 'id',
      S3_SECRET_ACCESS_KEY: 'the-secret',
    };
    const found = environmentLocation(env);
    expect(found).toEqual({
      kind: 's3',
      bucket: 'openclaw',
      prefix: '',
      endpoint: 'http://minio:9000',
      region: 'us-east-1',
      pathStyle: true,
      credentials: { kind: 'environment' as const },
      checksums: 'usual' as const,
      network: usualNetwork,
    });
    expect(JSON.stringify(found)).not.toContain('the-secret');
  });

  test('make none where none is set, and need no keys', () => {
    expect(environmentLocation({ PATH: '/bin' })).toBeNull();
    expect(environmentLocation({ S3_BUCKET: 'mine' })).toMatchObject({
      bucket: 'mine',
      credentials: { kind: 'default' },
    });
  });
});
