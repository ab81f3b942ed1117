import type { S3Location } from '#shared/model/s3-location.ts';
import type { CallOptions, LevelPage } from '#storage/backend.ts';
import { addressOf } from '#storage/s3/address.ts';
import type { OnRequest } from '#storage/s3/metering.ts';
import type { S3Storage } from '#storage/s3/s3-storage.ts';
import { toStoreError } from '#storage/s3/store-errors.ts';
import type { CredentialSession } from '../credentials/session.ts';
import type { ConnectionHandler } from '../network/request-handler.ts';
import type { ReachedBucket } from '../stores/buckets.ts';
import { type Contact, contactAt } from './contact.ts';
import { whyUnreachable } from './unreachable.ts';

/** What a run is given. */
export interface TrialInput {
  readonly location: S3Location;
  readonly bucket: ReachedBucket;
  /** Finds the credentials; may ask somebody for what that takes. */
  readonly signIn: () => Promise<void>;
  /** Counts what does not go through a storage, which counts for itself. */
  readonly onRequest?: OnRequest | undefined;
}

/**
 * One run of the X-ray: what its steps look at, each found out when it is first asked for, so that a run can begin
 * at any step.
 */
export class Trial {
  readonly location: S3Location;
  readonly signIn: () => Promise<void>;
  readonly options: CallOptions;
  /** ARN of who asks, once that is known. */
  principal: string | null = null;
  /** Where the store's root lies below the prefix, as far as is known; null where that is not below it, or not clear. */
  root: string | null = '';
  readonly #bucket: ReachedBucket;
  readonly #onRequest: OnRequest | undefined;
  #handler: ConnectionHandler | null = null;
  #storage: S3Storage | null = null;
  #address: Promise<URL> | null = null;
  #contact: Promise<Contact> | null = null;
  #top: Promise<LevelPage> | null = null;

  constructor({ location, bucket, signIn, onRequest }: TrialInput, options: CallOptions) {
    this.location = location;
    this.signIn = signIn;
    this.options = options;
    this.#bucket = bucket;
    this.#onRequest = onRequest;
  }

  /** The store as it would be opened. */
  get storage(): S3Storage {
    this.#storage ??= this.storageWith({});
    return this.#storage;
  }

  /** The store if its location were a bit different; to be closed by who asks. */
  storageWith(change: Partial<S3Location>): S3Storage {
    return this.#bucket.connect({ ...this.location, ...change });
  }

  /** Of the credentials in use; null where requests are not signed. */
  get session(): CredentialSession | null {
    return this.#bucket.session;
  }

  /** What sends the requests of this connection; closed with the run. */
  requests(): ConnectionHandler {
    this.#handler ??= this.#bucket.requestHandlers(this.location.network);
    return this.#handler;
  }

  /** The proxy on the way to a URL; null where there is none. */
  proxyFor(url: URL): Promise<string | null> {
    return this.requests().proxyFor(url);
  }

  /** Where requests for the bucket go. */
  address(): Promise<URL> {
    this.#address ??= this.#addressOf(this.location);
    return this.#address;
  }

  /** Where they would go if the location were a bit different. */
  addressWith(change: Partial<S3Location>): Promise<URL> {
    return this.#addressOf({ ...this.location, ...change });
  }

  /** What the server answers to somebody without a name. Rejects with why there is no answer. */
  contact(): Promise<Contact> {
    this.#contact ??= this.#makeContact();
    return this.#contact;
  }

  /** The first page of the store's root. */
  top(): Promise<LevelPage> {
    this.#top ??= this.storage.listLevel('', this.options);
    return this.#top;
  }

  async close(): Promise<void> {
    this.#handler?.destroy();
    await this.#storage?.close();
  }

  async #makeContact(): Promise<Contact> {
    const url = await this.address();
    this.#onRequest?.('head');
    try {
      return await contactAt(url, this.requests(), this.options);
    } catch (error) {
      const direct = await this.proxyFor(url).then(
        (proxy) => proxy === null,
        () => false,
      );
      throw await whyUnreachable(error, url, direct, this.options);
    }
  }

  async #addressOf({ bucket, endpoint, region, pathStyle, network }: S3Location): Promise<URL> {
    try {
      const options = {
        endpoint: endpoint ?? undefined,
        region: region || undefined,
        pathStyle,
        dualStack: network.dualStack,
      };
      return await addressOf(options, bucket);
    } catch (error) {
      const where = `s3://${bucket}`;
      throw toStoreError(error, {
        action: 'look at',
        where,
        bucket,
        region,
        endpoint: endpoint ?? 'Amazon S3',
      });
    }
  }
}
