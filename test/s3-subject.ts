import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, DeleteBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { S3Storage } from '#storage/index.ts';

/** A server to run the storage contract on. */
export interface S3Endpoint {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

/** The server that the `S3_TEST_*` variables name; null where they name none. */
export function namedEndpoint(env: NodeJS.ProcessEnv): (S3Endpoint & { bucket: string | undefined }) | null {
  const { S3_TEST_ENDPOINT, S3_TEST_ACCESS_KEY_ID, S3_TEST_SECRET_ACCESS_KEY, S3_TEST_REGION } = env;
  if (!S3_TEST_ENDPOINT || !S3_TEST_ACCESS_KEY_ID || !S3_TEST_SECRET_ACCESS_KEY) return null;
  return {
    endpoint: S3_TEST_ENDPOINT,
    accessKeyId: S3_TEST_ACCESS_KEY_ID,
    secretAccessKey: S3_TEST_SECRET_ACCESS_KEY,
    region: S3_TEST_REGION || 'us-east-1',
    bucket: env.S3_TEST_BUCKET || undefined,
  };
}

/** A store, as this and as other programs reach it. */
export interface OpenedStore {
  storage: S3Storage;
  /** Another program's way to the same store, closed with it. */
  another(): S3Storage;
  remove: () => Promise<void>;
}

/** A bucket of a server, and empty stores below prefixes of it. */
export interface TestBucket {
  /** An empty store below a prefix of its own. */
  open(): OpenedStore;
  /** Removes the bucket, unless it was there before. */
  remove(): Promise<void>;
}

/** Takes the bucket that is named, else makes one. */
export async function takeBucket(server: S3Endpoint, named?: string): Promise<TestBucket> {
  const bucket = named ?? `agentflow-test-${randomUUID()}`;
  const { endpoint, region, ...credentials } = server;
  const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  if (named === undefined) await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return {
    open() {
      const options = { bucket, prefix: `store ${randomUUID()}/ü`, endpoint, region, credentials };
      const others: S3Storage[] = [];
      const another = () => {
        const storage = new S3Storage(options);
        others.push(storage);
        return storage;
      };
      const remove = async () => {
        const storage = another();
        for (const key of await storage.list('')) await storage.delete(key);
        for (const other of others) await other.close();
      };
      return { storage: new S3Storage(options), another, remove };
    },
    async remove() {
      if (named === undefined) await client.send(new DeleteBucketCommand({ Bucket: bucket }));
      client.destroy();
    },
  };
}
