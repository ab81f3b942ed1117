import type { S3Client } from '@aws-sdk/client-s3';
import { isStoreError } from '#shared/errors.ts';
import type {
  Attributes,
  ByteSource,
  CallOptions,
  Capabilities,
  DeleteOptions,
  DisplacedListener,
  Entry,
  LevelOptions,
  LevelPage,
  ListBatch,
  PastListing,
  PastVersion,
  ReadOptions,
  ReadResult,
  StorageBackend,
  WriteOptions,
  WriteResult,
} from '../backend.ts';
import { checkLimit } from '../paging.ts';
import { sortKeys } from '../sorting.ts';
import { decodeText, encodeText } from '../text.ts';
import { Calls } from './calls.ts';
import { type ClientOptions, createClient } from './client.ts';
import { isAmazon } from './endpoint.ts';
import { optionsFromEnv } from './environment.ts';
import { Guards } from './guards.ts';
import { KeySpace } from './keys.ts';
import { type FlatPage, flatPage, type ListRequest, levelPage } from './listing.ts';
import { isConditional } from './looks.ts';
import type { Action } from './meanings.ts';
import type { UploadNotes } from './parts.ts';
import { pastVersions } from './past.ts';
import { keepsVersions, pastFolders, pastStates } from './past-listing.ts';
import { newProbeKey, type ProbeResult } from './probe.ts';
import { ProbeObject } from './probe-object.ts';
import { probing } from './probing.ts';
import { getObject, headObject, type Target } from './reading.ts';
import type { CallTime } from './until.ts';
import { modifiedAt, sizeOf, versionOf } from './versions.ts';
import { mayWrite } from './write-right.ts';
import { ObjectWriter } from './writing.ts';

export interface S3StorageOptions extends ClientOptions {
  /** Must exist: it is never created. */
  bucket: string;
  /** Where in the bucket the store lies; a `/` at its end may be left out. */
  prefix?: string | undefined;
  /** What is known of how the server takes conditions, shared with others that reach it. */
  guards?: Guards | undefined;
  /** Where uploads in parts are kept in mind, so that none is left unfinished. */
  uploads?: UploadNotes | undefined;
}

/** Milliseconds that a call without a body, and one with a body, may take since it came further, retries included. */
const deadlines = { facts: 45_000, body: 15 * 60_000 };

/**
 * A store in an S3 bucket, on Amazon's servers or on any that speak their protocol.
 *
 * Conditional writes are `atomic` on Amazon's and on servers that were seen to refuse a stale one; else they
 * are `checked`: compared before, sent with the condition, and read back; where the bucket keeps versions, one that
 * came in between is found and put back. Keys may have empty, `.` and `..`
 * segments and a `/` at the end, byte for byte.
 */
export class S3Storage implements StorageBackend {
  readonly kind = 's3';
  readonly #client: S3Client;
  readonly #keys: KeySpace;
  readonly #options: S3StorageOptions;
  readonly #writer: ObjectWriter;
  readonly #calls: Calls;
  #clockOffset: number | null = null;
  #onRefused: (() => void) | null = null;

  /** Opens nothing yet. Throws `INVALID` for an endpoint that is not a web address. */
  constructor(options: S3StorageOptions) {
    this.#options = options;
    const { bucket, region = 'us-east-1', endpoint = 'Amazon S3' } = options;
    this.#calls = new Calls({ bucket, region, endpoint });
    this.#keys = new KeySpace(options.prefix ?? '');
    const guards = options.guards ?? new Guards(isAmazon(options.endpoint));
    this.#client = createClient({
      ...options,
      onServer: (name) => guards.answeredBy(name),
      onDate: (time) => {
        this.#clockOffset = time - Date.now();
        options.onDate?.(time);
      },
    });
    this.#writer = new ObjectWriter(this.#client, guards);
    this.#writer.parts.notes = options.uploads;
  }

  /** A store as the Python library's `S3_*` environment variables describe it; overrides come first. */
  static fromEnv(overrides: Partial<S3StorageOptions> = {}): S3Storage {
    return new S3Storage({ ...optionsFromEnv(process.env), ...overrides });
  }

  get capabilities(): Capabilities {
    return {
      listing: 'paged',
      ...this.#writer.capabilities,
      watch: false,
      maxSegmentBytes: this.#keys.maxKeyBytes,
      maxKeyBytes: this.#keys.maxKeyBytes,
    };
  }

  async read(key: string, options: CallOptions = {}): Promise<string> {
    const { bytes } = await this.readBytes(key, options);
    return decodeText(bytes, key);
  }

  async write(key: string, text: string, options: WriteOptions = {}): Promise<WriteResult> {
    const contentType = options.contentType ?? 'text/plain; charset=utf-8';
    return this.writeBytes(key, encodeText(text, key), { ...options, contentType });
  }

  async exists(key: string, options: CallOptions = {}): Promise<boolean> {
    return (await this.stat(key, options)) !== null;
  }

  async list(prefix: string, options: CallOptions = {}): Promise<string[]> {
    const keys: string[] = [];
    for await (const { entries } of this.#flat(this.#keys.base + prefix, options)) {
      for (const entry of entries) keys.push(entry.key);
    }
    return sortKeys(keys);
  }

  async delete(key: string, options: DeleteOptions = {}): Promise<boolean> {
    const target = this.#target(key);
    const guarded = await this.#call('delete', target.uri, options.signal, deadlines.facts, (signal, time) =>
      this.#writer.remove(target, options, signal, time),
    );
    if (guarded && isConditional(options)) options.onGuarded?.(guarded);
    return guarded !== null;
  }

  async stat(key: string, options: CallOptions = {}): Promise<Entry | null> {
    const target = this.#target(key);
    return this.#call('look at', target.uri, options.signal, deadlines.facts, async (signal) => {
      const head = await headObject(this.#client, target, signal);
      return head && { key, size: sizeOf(head), modifiedAt: modifiedAt(head), version: versionOf(head) };
    });
  }

  async readBytes(key: string, options: ReadOptions = {}): Promise<ReadResult> {
    const target = this.#target(key);
    return this.#call('read', target.uri, options.signal, deadlines.body, (signal, time) =>
      getObject(this.#client, target, options, signal, time),
    );
  }

  async readAttributes(key: string, options: CallOptions = {}): Promise<Attributes | null> {
    const target = this.#target(key);
    return this.#call('look at', target.uri, options.signal, deadlines.facts, (signal) =>
      this.#writer.attributes(target, signal),
    );
  }

  async writeBytes(
    key: string,
    bytes: Uint8Array | ByteSource,
    options: WriteOptions = {},
  ): Promise<WriteResult> {
    const target = this.#target(key);
    return this.#call('save', target.uri, options.signal, deadlines.body, (signal, time) =>
      this.#writer.save(target, bytes, options, signal, time),
    );
  }

  async listLevel(folder: string, options: LevelOptions = {}): Promise<LevelPage> {
    const folderPrefix = this.#keys.below(folder);
    const request = {
      bucket: this.#options.bucket,
      prefix: folderPrefix + (options.startsWith ?? ''),
      cursor: options.cursor ?? null,
      limit: checkLimit(options.limit),
    };
    return this.#call('list', this.#uri(folderPrefix), options.signal, deadlines.facts, (signal) =>
      levelPage(this.#client, this.#keys, request, folderPrefix, signal),
    );
  }

  async *listAll(folder: string, options: CallOptions = {}): AsyncGenerator<ListBatch> {
    yield* this.#flat(this.#keys.below(folder), options);
  }

  clockOffset(): number | null {
    return this.#clockOffset;
  }

  async pastVersions(key: string, options: CallOptions = {}): Promise<PastVersion[]> {
    const target = this.#target(key);
    return this.#call('list the versions of', target.uri, options.signal, deadlines.facts, (signal) =>
      pastVersions(this.#client, target, signal),
    );
  }

  async readPast(key: string, id: string, options: ReadOptions = {}): Promise<ReadResult> {
    const target = { ...this.#target(key), VersionId: id };
    return this.#call('read', target.uri, options.signal, deadlines.body, (signal, time) =>
      getObject(this.#client, target, options, signal, time),
    );
  }

  readonly past: PastListing = {
    keeps: ({ signal } = {}) =>
      this.#call('look at', `s3://${this.#options.bucket}`, signal, deadlines.facts, (until) =>
        keepsVersions(this.#client, this.#options.bucket, until),
      ),
    folders: (folder, { signal, cursor = null, startsWith = '' } = {}) => {
      const above = this.#keys.below(folder);
      const request = { bucket: this.#options.bucket, prefix: above + startsWith, cursor };
      return this.#call('list the versions of', this.#uri(above), signal, deadlines.facts, (until) =>
        pastFolders(this.#client, request, above, until),
      );
    },
    below: (folder, { signal, cursor = null } = {}) => {
      const request = { bucket: this.#options.bucket, prefix: this.#keys.below(folder), cursor };
      return this.#call('list the versions of', this.#uri(request.prefix), signal, deadlines.facts, (until) =>
        pastStates(this.#client, this.#keys, request, until),
      );
    },
    attributes: (key, id, { signal } = {}) => {
      const target = { ...this.#target(key), VersionId: id };
      return this.#call('look at', target.uri, signal, deadlines.facts, (until) =>
        this.#writer.attributes(target, until),
      );
    },
  };

  onDisplaced(listener: DisplacedListener): void {
    this.#writer.onDisplaced = listener;
  }

  onRefused(listener: () => void): void {
    this.#onRefused = listener;
  }

  /**
   * Whether the credentials may write where sessions lie; null where that cannot be told. Writes nothing.
   */
  async mayWrite(options: CallOptions = {}): Promise<boolean | null> {
    const target = this.#target(newProbeKey());
    return this.#call('look at', target.uri, options.signal, deadlines.facts, (signal) =>
      mayWrite(this.#client, target, signal),
    );
  }

  /**
   * Finds out how the server takes conditional changes, by making some of a key that is nobody's, which
   * `newProbeKey` gives. Each step is given when it has ended; what was seen is in `capabilities` from then on. What it wrote is
   * removed at the end, also when it is stopped. Only for who has agreed to it.
   */
  probe(key: string, options: CallOptions = {}): AsyncGenerator<ProbeResult> {
    const target = this.#target(key);
    const call = <T>(action: 'save' | 'delete', run: (signal: AbortSignal) => Promise<T>) =>
      this.#call(action, target.uri, options.signal, deadlines.facts, run);
    const removal = <T>(run: (signal: AbortSignal) => Promise<T>) =>
      this.#call('delete', target.uri, undefined, deadlines.facts, run);
    const object = new ProbeObject(this.#client, target);
    return probing(object, this.#writer.guards, { key, call, removal });
  }

  /** Removes the parts of uploads whose process has ended in the middle of them. */
  async removeOrphans(): Promise<void> {
    await this.#writer.parts.removeOrphans();
  }

  /** Calls that only look end at once, changes may take some seconds; then the connections are gone. */
  async close(): Promise<void> {
    await this.#calls.end();
    this.#writer.parts.close();
    this.#client.destroy();
  }

  async *#flat(prefix: string, options: CallOptions): AsyncGenerator<ListBatch> {
    const { bucket } = this.#options;
    let cursor: string | null = null;
    do {
      const request: ListRequest = { bucket, prefix, cursor };
      const page: FlatPage = await this.#call(
        'list',
        this.#uri(prefix),
        options.signal,
        deadlines.facts,
        (signal) => flatPage(this.#client, this.#keys, request, signal),
      );
      cursor = page.cursor;
      yield { entries: page.entries, problems: page.problems };
    } while (cursor !== null);
  }

  #target(key: string): Target {
    const object = this.#keys.object(key);
    return { Bucket: this.#options.bucket, Key: object, key, uri: this.#uri(object) };
  }

  #uri(objectKey: string): string {
    return `s3://${this.#options.bucket}/${objectKey}`;
  }

  async #call<T>(
    action: Action,
    where: string,
    signal: AbortSignal | undefined,
    deadline: number,
    requests: (signal: AbortSignal, time: CallTime) => Promise<T>,
  ): Promise<T> {
    try {
      return await this.#calls.run({ action, where, signal, deadline }, requests);
    } catch (error) {
      const changes = action === 'save' || action === 'delete';
      if (changes && isStoreError(error, 'FORBIDDEN')) this.#onRefused?.();
      throw error;
    }
  }
}
