import { afterAll, beforeAll } from 'vitest';
import { S3Storage } from '#storage/s3/s3-storage.ts';
import { type S3TestServer, startS3Server } from '../s3-server.ts';
import { describeStorage } from './contract.ts';

let server: S3TestServer;
let stores = 0;

beforeAll(async () => {
  server = await startS3Server();
});

afterAll(() => server.close());

describeStorage({
  name: 'S3Storage',
  rules: 'object',
  async open() {
    const bucket = `store-${++stores}`;
    server.createBucket(bucket);
    const { endpoint, accessKeyId, secretAccessKey } = server;
    const storage = new S3Storage({ bucket, endpoint, credentials: { accessKeyId, secretAccessKey } });
    return { storage, remove: async () => {} };
  },
});
