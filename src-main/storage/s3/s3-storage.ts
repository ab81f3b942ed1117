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
import { isAmazon } from './endpoint.ts';
import { optionsFromEnv } from './environment.ts';
import { Guards } from './guards.ts';
import { listAll } from './list-all.ts';
import { isCutShort, levelPage } from './listing.ts';
import { isConditional } from './looks.ts';
import { noNextPlace } from './next-page.ts';
import type { UploadNotes } from './parts.ts';
import { pastVersions } from './past.ts';
import { pastOfStore } from './past-of-store.ts';
import { newProbeKey, type ProbeResult } from './probe.ts';
import { probing } from './probing.ts';
import { Reach, type ReachOptions } from './reach.ts';
import { getObject, headObject } from './reading.ts';
import { modifiedAt, sizeOf, versionOf } from './versions.ts';
import { mayWrite } from './write-right.ts';
import { ObjectWriter } from './writing.ts';

export interface S3StorageOptions extends ReachOptions {
  /** What is known of how the server takes conditions, shared with others that reach it. */
  guards?: Guards | undefined;
  /** Where uploads in parts are kept in mind, so that none is left unfinished. */
  uploads?: UploadNotes | undefined;
}

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
  /** What the bucket keeps of files that may be there no more. */
  readonly past: PastListing;
  readonly #reach: Reach;
  readonly #writer: ObjectWriter;
  #clockOffset: number | null = null;

  /** Opens nothing yet. Throws `INVALID` for an endpoint that is not a web address. */
  constructor(options: S3StorageOptions) {
    const guards = options.guards ?? new Guards(isAmazon(options.endpoint));
    this.#reach = new Reach({
      ...options,
      onServer: (name) => guards.answeredBy(name),
      onDate: (time) => {
        this.#clockOffset = time - Date.now();
        options.onDate?.(time);
      },
    });
    this.#writer = new ObjectWriter(this.#reach.client, guards);
    this.#writer.parts.notes = options.uploads;
    this.past = pastOfStore(this.#reach, this.#writer);
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
      maxSegmentBytes: this.#reach.keys.maxKeyBytes,
      maxKeyBytes: this.#reach.keys.maxKeyBytes,
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
    const base = this.#reach.keys.base + prefix;
    for await (const { entries, problems } of listAll(this.#reach, base, options)) {
      // Nobody takes a part for all.
      if (problems.some(isCutShort)) throw noNextPlace(this.#reach.uri(base));
      for (const entry of entries) keys.push(entry.key);
    }
    return sortKeys(keys);
  }

  async delete(key: string, options: DeleteOptions = {}): Promise<boolean> {
    const target = this.#reach.target(key);
    const guarded = await this.#reach.call('delete', target.uri, options.signal, (signal, time) =>
      this.#writer.remove(target, options, signal, time),
    );
    if (guarded && isConditional(options)) options.onGuarded?.(guarded);
    return guarded !== null;
  }

  async stat(key: string, options: CallOptions = {}): Promise<Entry | null> {
    const target = this.#reach.target(key);
    return this.#reach.call('look at', target.uri, options.signal, async (signal) => {
      const head = await headObject(this.#reach.client, target, signal);
      return head && { key, size: sizeOf(head), modifiedAt: modifiedAt(head), version: versionOf(head) };
    });
  }

  async readBytes(key: string, options: ReadOptions = {}): Promise<ReadResult> {
    const target = this.#reach.target(key);
    return this.#reach.call('read', target.uri, options.signal, (signal, time) =>
      getObject(this.#reach.client, target, options, signal, time),
    );
  }

  async readAttributes(key: string, options: CallOptions = {}): Promise<Attributes | null> {
    const target = this.#reach.target(key);
    return this.#reach.call('look at', target.uri, options.signal, (signal) =>
      this.#writer.attributes(target, signal),
    );
  }

  async writeBytes(
    key: string,
    bytes: Uint8Array | ByteSource,
    options: WriteOptions = {},
  ): Promise<WriteResult> {
    const target = this.#reach.target(key);
    return this.#reach.call('save', target.uri, options.signal, (signal, time) =>
      this.#writer.save(target, bytes, options, signal, time),
    );
  }

  async listLevel(folder: string, options: LevelOptions = {}): Promise<LevelPage> {
    const { client, bucket, keys } = this.#reach;
    const folderPrefix = keys.below(folder);
    const request = {
      bucket,
      prefix: folderPrefix + (options.startsWith ?? ''),
      cursor: options.cursor ?? null,
      limit: checkLimit(options.limit),
    };
    return this.#reach.call('list', this.#reach.uri(folderPrefix), options.signal, (signal) =>
      levelPage(client, keys, request, folderPrefix, signal),
    );
  }

  async *listAll(folder: string, options: CallOptions = {}): AsyncGenerator<ListBatch> {
    yield* listAll(this.#reach, this.#reach.keys.below(folder), options);
  }

  clockOffset(): number | null {
    return this.#clockOffset;
  }

  async pastVersions(key: string, options: CallOptions = {}): Promise<PastVersion[]> {
    const target = this.#reach.target(key);
    return this.#reach.call('list the versions of', target.uri, options.signal, (signal) =>
      pastVersions(this.#reach.client, target, signal),
    );
  }

  async readPast(key: string, id: string, options: ReadOptions = {}): Promise<ReadResult> {
    const target = this.#reach.target(key, id);
    return this.#reach.call('read', target.uri, options.signal, (signal, time) =>
      getObject(this.#reach.client, target, options, signal, time),
    );
  }

  onDisplaced(listener: DisplacedListener): void {
    this.#writer.onDisplaced = listener;
  }

  onRefused(listener: () => void): void {
    this.#reach.onRefused = listener;
  }

  /**
   * Whether the credentials may write where sessions lie; null where that cannot be told. Writes nothing.
   */
  async mayWrite(options: CallOptions = {}): Promise<boolean | null> {
    const target = this.#reach.target(newProbeKey());
    return this.#reach.call('look at', target.uri, options.signal, (signal) =>
      mayWrite(this.#reach.client, target, signal),
    );
  }

  /**
   * Finds out how the server takes conditional changes, by making some of a key that is nobody's, which
   * `newProbeKey` gives. Each step is given when it has ended; what was seen is in `capabilities` from then on. What it wrote is
   * removed at the end, also when it is stopped. Only for who has agreed to it.
   */
  probe(key: string, options: CallOptions = {}): AsyncGenerator<ProbeResult> {
    return probing(this.#reach, this.#writer.guards, key, options);
  }

  /** Removes the parts of uploads whose process has ended in the middle of them. */
  async removeOrphans(): Promise<void> {
    await this.#writer.parts.removeOrphans();
  }

  /** Calls that only look end at once, changes may take some seconds; then the connections are gone. */
  async close(): Promise<void> {
    await this.#reach.end();
    this.#writer.parts.close();
    this.#reach.client.destroy();
  }
}
