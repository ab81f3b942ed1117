import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { S3Storage, type S3StorageOptions } from '#storage/index.ts';
import { type S3TestServer, startS3Server } from '../../s3-server.ts';

/** A server for the tests of a file, with one empty bucket, `memory`, per test. */
export interface OnServer {
  readonly server: S3TestServer;
  /** A storage of that bucket, closed after the test. */
  open(options?: Partial<S3StorageOptions>): S3Storage;
}

export function onServer(): OnServer {
  let server: S3TestServer;
  let storages: S3Storage[] = [];

  beforeAll(async () => {
    server = await startS3Server();
  });

  beforeEach(() => {
    server.createBucket('memory');
    for (const key of [...server.keys('memory')]) server.remove('memory', key);
    server.conditions = 'honoured';
    server.fault = undefined;
    server.skew = 0;
    server.includesMarker = false;
    server.denied.clear();
    server.requests.length = 0;
  });

  afterEach(async () => {
    for (const storage of storages) await storage.close();
    storages = [];
  });

  afterAll(() => server.close());

  return {
    get server() {
      return server;
    },
    open(options) {
      const { endpoint, accessKeyId, secretAccessKey } = server;
      const credentials = { accessKeyId, secretAccessKey };
      const storage = new S3Storage({ bucket: 'memory', endpoint, credentials, ...options });
      storages.push(storage);
      return storage;
    },
  };
}
