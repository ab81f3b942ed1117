import { afterAll, beforeAll, describe } from 'vitest';
import { S3Storage } from '#storage/index.ts';
import { type S3TestServer, startS3Server } from '../s3-server.ts';
import { namedEndpoint, type TestBucket, takeBucket } from '../s3-subject.ts';
import { describeStorage } from './contract.ts';
import { describeGuarding } from './s3-guarding.ts';

const modes = ['honoured', 'ignored', 'refused', 'unquoted'] as const;

describe.each(modes)('on the test server, with conditions %s', (mode) => {
  let server: S3TestServer;
  let bucket: TestBucket;
  let buckets = 0;

  beforeAll(async () => {
    server = await startS3Server();
    server.conditions = mode;
    const { endpoint, accessKeyId, secretAccessKey, region } = server;
    bucket = await takeBucket({ endpoint, accessKeyId, secretAccessKey, region });
  });

  afterAll(async () => {
    await bucket.remove();
    await server.close();
  });

  describeStorage({ name: 'S3Storage below a prefix', rules: 'object', open: async () => bucket.open() });
  describeGuarding(async () => bucket.open());

  if (mode !== 'honoured') return;
  describeStorage({
    name: 'S3Storage of a whole bucket',
    rules: 'object',
    async open() {
      const name = `store-${++buckets}`;
      server.createBucket(name);
      const { endpoint, accessKeyId, secretAccessKey } = server;
      const credentials = { accessKeyId, secretAccessKey };
      return { storage: new S3Storage({ bucket: name, endpoint, credentials }), remove: async () => {} };
    },
  });
});

const named = namedEndpoint(process.env);
if (named) {
  describe(`on ${named.endpoint}`, () => {
    let bucket: TestBucket;

    beforeAll(async () => {
      bucket = await takeBucket(named, named.bucket);
    });

    afterAll(() => bucket.remove());

    describeStorage({ name: 'S3Storage below a prefix', rules: 'object', open: async () => bucket.open() });
    describeGuarding(async () => bucket.open());
  });
}
