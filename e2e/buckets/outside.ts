import { randomUUID } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  type BucketVersioningStatus,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
} from '@aws-sdk/client-s3';
import type { S3Endpoint } from '../../test/s3-subject.ts';

/** A bucket as another program sees and changes it, by nothing but S3's own requests. */
export class OutsideBucket {
  readonly name: string;
  readonly #server: S3Endpoint;
  readonly #client: S3Client;
  readonly #isOurs: boolean;

  private constructor(server: S3Endpoint, name: string, isOurs: boolean) {
    const { endpoint, region, ...credentials } = server;
    this.name = name;
    this.#server = server;
    this.#isOurs = isOurs;
    this.#client = new S3Client({
      endpoint,
      region,
      credentials,
      forcePathStyle: true,
      // As the least of servers understands it.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  /** Takes the bucket that is named, else makes one. */
  static async take(server: S3Endpoint, named?: string): Promise<OutsideBucket> {
    const bucket = new OutsideBucket(
      server,
      named ?? `agentflow-e2e-${randomUUID().slice(0, 13)}`,
      named === undefined,
    );
    if (named === undefined) await bucket.#client.send(new CreateBucketCommand({ Bucket: bucket.name }));
    return bucket;
  }

  /** Environment in which the app reaches it. */
  get env(): NodeJS.ProcessEnv {
    const { endpoint, accessKeyId, secretAccessKey, region } = this.#server;
    return {
      S3_ENDPOINT: endpoint,
      S3_ACCESS_KEY_ID: accessKeyId,
      S3_SECRET_ACCESS_KEY: secretAccessKey,
      S3_REGION: region,
    };
  }

  /** Whether it keeps versions from now on: the server may know none. */
  async keepVersions(): Promise<boolean> {
    const Bucket = this.name;
    const status = async (): Promise<BucketVersioningStatus | undefined> =>
      (await this.#client.send(new GetBucketVersioningCommand({ Bucket }))).Status;
    try {
      if (this.#isOurs) {
        const VersioningConfiguration = { Status: 'Enabled' } as const;
        await this.#client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
      }
      return (await status()) === 'Enabled';
    } catch {
      return false;
    }
  }

  /** The bytes of an object, or null. */
  async read(key: string): Promise<Buffer | null> {
    try {
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.name, Key: key }));
      return Body ? Buffer.from(await Body.transformToByteArray()) : Buffer.alloc(0);
    } catch (error) {
      if (statusOf(error) === 404) return null;
      throw error;
    }
  }

  facts(key: string): Promise<HeadObjectCommandOutput> {
    return this.#client.send(new HeadObjectCommand({ Bucket: this.name, Key: key }));
  }

  async write(
    key: string,
    bytes: string | Uint8Array,
    more: Partial<PutObjectCommandInput> = {},
  ): Promise<void> {
    const Body = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    await this.#client.send(new PutObjectCommand({ Bucket: this.name, Key: key, Body, ...more }));
  }

  async remove(key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.name, Key: key }));
  }

  /** All keys that start with a prefix. */
  async keys(Prefix: string): Promise<string[]> {
    const keys: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = new ListObjectsV2Command({ Bucket: this.name, Prefix, ContinuationToken });
      const { Contents = [], NextContinuationToken } = await this.#client.send(page);
      for (const { Key } of Contents) if (Key !== undefined) keys.push(Key);
      ContinuationToken = NextContinuationToken;
    } while (ContinuationToken !== undefined);
    return keys.sort();
  }

  /** Uploads in parts that are still there, below a prefix. */
  async uploads(prefix: string): Promise<{ Key: string; UploadId: string }[]> {
    const request = new ListMultipartUploadsCommand({ Bucket: this.name, Prefix: prefix });
    const { Uploads = [] } = await this.#client.send(request);
    return Uploads.map(({ Key = '', UploadId = '' }) => ({ Key, UploadId }));
  }

  /** Takes away all that lies below a prefix, former versions and begun uploads included. */
  async clear(prefix: string): Promise<void> {
    const Bucket = this.name;
    for (const upload of await this.uploads(prefix).catch(() => [])) {
      await this.#client.send(new AbortMultipartUploadCommand({ Bucket, ...upload }));
    }
    for (const key of await this.keys(prefix)) await this.remove(key);
    for (let page = 0; page < 100; page++) {
      const list = new ListObjectVersionsCommand({ Bucket, Prefix: prefix });
      const listed = await this.#client.send(list).catch(() => null);
      const states = [...(listed?.Versions ?? []), ...(listed?.DeleteMarkers ?? [])];
      for (const { Key, VersionId } of states) {
        await this.#client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
      }
      if (states.length === 0) return;
    }
  }

  /** Removes the bucket, unless it was there before. */
  async leave(): Promise<void> {
    if (this.#isOurs) {
      await this.clear('');
      await this.#client.send(new DeleteBucketCommand({ Bucket: this.name }));
    }
    this.#client.destroy();
  }
}

function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}
