// The package exports no store; the file's path is stable because its version is pinned exactly.
import { S3Store } from '../../node_modules/fauxqs/dist/s3/s3Store.js';
import { compareKeys } from '../../shared/format/keys.ts';
import { type Carried, systemHeaders } from './carried.ts';
import type { GeneratedStore, SortedKeys } from './generated.ts';
import type { OpenUpload } from './parts.ts';
import { KeptVersions } from './versions.ts';

export type StoredObject = ReturnType<S3Store['getObject']>;

/** A change of one object. Bytes are null where there is none. */
export interface ObjectChange {
  readonly bucket: string;
  readonly key: string;
  readonly before: Buffer | null;
  readonly after: Buffer | null;
  /** Whether a version was forgotten for good; where it was the newest, the one before it is the object again. */
  readonly isForgotten: boolean;
  /** The version that was made or forgotten; null where the bucket keeps none. */
  readonly version: string | null;
}

/** The store of fauxqs with the keys of each bucket at hand in S3's order, kept until they change. */
export class KeyedStore extends S3Store {
  /** What buckets keep of former states. */
  readonly versions = new KeptVersions();
  /** What objects carry that fauxqs does not keep, by bucket and key. */
  readonly carried = new Map<string, Carried>();
  /** What a bucket is listed to hold in place of what was put into it. */
  readonly generated = new Map<string, GeneratedStore>();
  /** Uploads in parts that are neither completed nor aborted. */
  readonly uploads = new Map<string, OpenUpload>();
  /** Is told of every change as it is made. */
  onChange: ((change: ObjectChange) => void) | null = null;
  readonly #made = new Set<string>();
  readonly #keys = new Map<string, { sorted: string[]; known: Set<string> }>();

  /** Keys of a bucket by UTF-8 byte order. Throws where the bucket does not exist. */
  sortedKeys(bucket: string): readonly string[] {
    let keys = this.#keys.get(bucket);
    if (!keys) {
      const sorted = this.listObjects(bucket, { maxKeys: Number.POSITIVE_INFINITY })
        .objects.map((object) => object.key)
        .sort(compareKeys);
      keys = { sorted, known: new Set(sorted) };
      this.#keys.set(bucket, keys);
    }
    return keys.sorted;
  }

  /** The keys that a listing shows. */
  listedKeys(bucket: string): SortedKeys {
    return this.generated.get(bucket) ?? this.sortedKeys(bucket);
  }

  override getObject(bucket: string, key: string): StoredObject {
    this.#make(bucket, key);
    return super.getObject(bucket, key);
  }

  override headObject(bucket: string, key: string): StoredObject {
    this.#make(bucket, key);
    return super.headObject(bucket, key);
  }

  /** All that an object carries, by header. */
  headersOf(bucket: string, object: StoredObject): Carried {
    return { ...systemHeaders(object), ...this.carried.get(`${bucket}/${object.key}`) };
  }

  /** The object, or null where there is none. */
  find(bucket: string, key: string): StoredObject | null {
    try {
      return this.headObject(bucket, key);
    } catch {
      return null;
    }
  }

  override putObject(...args: Parameters<S3Store['putObject']>): StoredObject {
    const [bucket, key] = args;
    if (!this.#keys.get(bucket)?.known.has(key)) this.#keys.delete(bucket);
    return this.#changing(bucket, key, () => {
      const object = super.putObject(...args);
      this.#note(bucket, key, object);
      return object;
    });
  }

  override deleteObject(bucket: string, key: string): void {
    this.#keys.delete(bucket);
    // Each makes a marker, also where there is one already.
    this.versions.note(bucket, key, null);
    this.#changing(bucket, key, () => super.deleteObject(bucket, key));
  }

  /** Deletes a version for good; the one before it is the object then. */
  removeVersion(bucket: string, key: string, id: string): void {
    const isNewest = this.versions.newest(bucket, key)?.id === id;
    this.versions.remove(bucket, key, id);
    this.#changing(bucket, key, () => isNewest && this.#bringBack(bucket, key), id);
  }

  /** Makes the newest version that is left the object. */
  #bringBack(bucket: string, key: string): void {
    this.#keys.delete(bucket);
    const before = this.versions.newest(bucket, key);
    if (before?.bytes) {
      const { 'content-type': contentType } = before.headers;
      super.putObject(bucket, key, before.bytes, contentType);
      this.carried.set(`${bucket}/${key}`, before.headers);
    } else super.deleteObject(bucket, key);
  }

  override deleteBucket(bucket: string): void {
    super.deleteBucket(bucket);
    this.#keys.delete(bucket);
  }

  override completeMultipartUpload(
    ...args: Parameters<S3Store['completeMultipartUpload']>
  ): ReturnType<S3Store['completeMultipartUpload']> {
    this.#keys.clear();
    const { bucket = '', key = '' } = this.uploads.get(args[0]) ?? {};
    return this.#changing(bucket, key, () => {
      const object = super.completeMultipartUpload(...args);
      this.uploads.delete(args[0]);
      this.#note(bucket, key, object);
      return object;
    });
  }

  override createMultipartUpload(...args: Parameters<S3Store['createMultipartUpload']>): string {
    const upload = super.createMultipartUpload(...args);
    this.uploads.set(upload, { bucket: args[0], key: args[1], parts: new Map() });
    return upload;
  }

  override uploadPart(...args: Parameters<S3Store['uploadPart']>): ReturnType<S3Store['uploadPart']> {
    const part = super.uploadPart(...args);
    this.uploads.get(args[0])?.parts.set(args[1], args[2].length);
    return part;
  }

  override abortMultipartUpload(upload: string): void {
    super.abortMultipartUpload(upload);
    this.uploads.delete(upload);
  }

  /** Tells of what a change makes of an object; `forgotten` is the version that it takes away. */
  #changing<T>(bucket: string, key: string, change: () => T, forgotten: string | null = null): T {
    const { onChange } = this;
    if (!onChange) return change();
    const before = this.find(bucket, key)?.body ?? null;
    const changed = change();
    const after = this.find(bucket, key)?.body ?? null;
    const version = forgotten ?? this.versions.newest(bucket, key)?.id ?? null;
    onChange({ bucket, key, before, after, isForgotten: forgotten !== null, version });
    return changed;
  }

  /** What is generated is stored as it is first asked for. */
  #make(bucket: string, key: string): void {
    const body = this.generated.get(bucket)?.body(key);
    if (!body || this.#made.has(`${bucket}/${key}`)) return;
    this.#made.add(`${bucket}/${key}`);
    super.putObject(bucket, key, body);
  }

  #note(bucket: string, key: string, object: StoredObject): void {
    const { body: bytes, etag } = object;
    this.versions.note(bucket, key, { bytes, etag, headers: this.headersOf(bucket, object) });
  }
}
