import type { S3Client } from '@aws-sdk/client-s3';
import { isStoreError } from '#shared/errors.ts';
import { Calls } from './calls.ts';
import { type ClientOptions, createClient } from './client.ts';
import { KeySpace } from './keys.ts';
import { type Action, isChange } from './meanings.ts';
import type { Target } from './reading.ts';
import type { CallTime } from './until.ts';

/** Milliseconds that a call without a body, and one with a body, may take since it came further, retries included. */
export const deadlines = { facts: 45_000, body: 15 * 60_000 };

export interface ReachOptions extends ClientOptions {
  /** Must exist: it is never created. */
  bucket: string;
  /** Where in the bucket the store lies; a `/` at its end may be left out. */
  prefix?: string | undefined;
}

/** The way to a store in a bucket: names there, and calls that end in time. */
export class Reach {
  readonly client: S3Client;
  readonly bucket: string;
  readonly keys: KeySpace;
  /** Called when a change was refused for want of a right. */
  onRefused: (() => void) | null = null;
  readonly #calls: Calls;

  /** Opens nothing yet. Throws `INVALID` for an endpoint that is not a web address. */
  constructor(options: ReachOptions) {
    const { bucket, region = 'us-east-1', endpoint = 'Amazon S3' } = options;
    this.bucket = bucket;
    this.keys = new KeySpace(options.prefix ?? '');
    this.#calls = new Calls({ bucket, region, endpoint });
    this.client = createClient(options);
  }

  /** A file of the store, or a version that the bucket keeps of it. Throws `INVALID_NAME`. */
  target(key: string, version?: string): Target {
    const object = this.keys.object(key);
    const target = { Bucket: this.bucket, Key: object, key, uri: this.uri(object) };
    return version === undefined ? target : { ...target, VersionId: version };
  }

  /** `s3://bucket/key` of an object. */
  uri(objectKey: string): string {
    return `s3://${this.bucket}/${objectKey}`;
  }

  /** Does the requests of a call, and turns what they throw into a StoreError. */
  async call<T>(
    action: Action,
    where: string,
    signal: AbortSignal | undefined,
    requests: (signal: AbortSignal, time: CallTime) => Promise<T>,
    deadline = action === 'read' || action === 'save' ? deadlines.body : deadlines.facts,
  ): Promise<T> {
    try {
      return await this.#calls.run({ action, where, signal, deadline }, requests);
    } catch (error) {
      if (isChange(action) && isStoreError(error, 'FORBIDDEN')) this.onRefused?.();
      throw error;
    }
  }

  /** Calls that only look end at once, changes may take some seconds. */
  end(): Promise<void> {
    return this.#calls.end();
  }
}
