import type { GuaranteeGround, GuaranteeLevel, Guarded, Operation } from '#shared/model/guarantee.ts';

/** What every call takes: a way to stop it. An aborted call rejects with a StoreError `CANCELLED`. */
export interface CallOptions {
  signal?: AbortSignal | undefined;
  /** Not done for somebody who waits for it; a store that costs nothing to ask does not count it as a request. */
  background?: boolean | undefined;
}

/**
 * What a backend can do beyond the common set. A capability that is not there is asked for nowhere else:
 * callers look here and do not try and see.
 */
export interface Capabilities {
  /** A folder is read whole in one go; a bucket gives a page a request. */
  readonly listing: 'whole' | 'paged';
  /**
   * How strong the check of a conditional write is. `atomic`: the backend refuses a stale write.
   * `checked`: it is compared before and after, and a window remains. `none`: it cannot be checked.
   */
  readonly conditionalWrite: GuaranteeLevel;
  /** The same for each way of changing a file, and how it is known; absent where all are alike. */
  readonly guards?: Readonly<Record<Operation, Guard>>;
  /** Whether `watch` works. */
  readonly watch: boolean;
  /** Longest single segment of a key, in UTF-8 bytes; longer ones are refused with `INVALID_NAME`. */
  readonly maxSegmentBytes: number;
  /** Longest key, in UTF-8 bytes. */
  readonly maxKeyBytes: number;
}

/** How strong the check of a conditional change is, and how that is known. */
export interface Guard {
  readonly level: GuaranteeLevel;
  readonly ground: GuaranteeGround;
  /** How far the refusal of a stale change was seen, where that is the ground. */
  readonly proof?: {
    /** Several changes were sent at the very same moment, and one of them went through. */
    readonly isRaced: boolean;
    /** It was seen in another bucket of the same server. */
    readonly isElsewhere: boolean;
  };
}

/** One stored file. */
export interface Entry {
  /** Relative, `/`-separated, byte for byte as the backend lists it. */
  readonly key: string;
  /** In bytes. */
  readonly size: number;
  /** Milliseconds since the epoch, by the backend's clock. */
  readonly modifiedAt: number;
  /**
   * Opaque token of this content: the ETag on S3, a content hash or a stat token on a folder. Null where it
   * would have to be computed: `readBytes` always gives one. It starts with `madeUpMark` where the backend has no
   * token, and time and size stand in.
   */
  readonly version: string | null;
}

/** What a version starts with that was made of time and size, and no other. */
export const madeUpMark = '~';

/** Whether a version was made of time and size: bytes may change under it, within one second and to the same length. */
export function isMadeUp(version: string): boolean {
  return version.startsWith(madeUpMark);
}

/**
 * One level of a folder: what lies directly in it. Whether a page has folders before files, or both by name,
 * is up to the backend; either kind is in key order over all pages.
 */
export interface LevelPage {
  /** Names (last segment only) of the folders in it, in key order. */
  readonly folders: readonly string[];
  /** The files in it, in key order. With `namesOnly`, `size` may be -1 and `modifiedAt` 0. */
  readonly files: readonly Entry[];
  /** Entries that could not be read, or that are refused (links out of the store, FIFOs), with the reason. */
  readonly problems: readonly ListingProblem[];
  /** Hand it back for the next page; null after the last. */
  readonly cursor: string | null;
  /** How many folders and files there are in all, where the backend knows. */
  readonly totals: { readonly folders: number; readonly files: number } | null;
}

export interface ListingProblem {
  readonly key: string;
  readonly message: string;
}

export interface LevelOptions extends CallOptions {
  cursor?: string | null | undefined;
  /** At most this many entries a page. On S3 at most 1,000. */
  limit?: number | undefined;
  /** Only names that start with this. */
  startsWith?: string | undefined;
  /** Skip the size and time of files: a folder then needs one system call and no stat. */
  namesOnly?: boolean | undefined;
}

/** A batch of a full listing. */
export interface ListBatch {
  readonly entries: readonly Entry[];
  readonly problems: readonly ListingProblem[];
}

export interface ReadOptions extends CallOptions {
  /** First and last byte, both included, as HTTP has it. Beyond the end it is cut. */
  range?: { start: number; end: number } | undefined;
  /** Refuse with `TOO_LARGE` when more than this many bytes would be read. */
  maxBytes?: number | undefined;
  /** Refuse with `CONFLICT` when the file has another version by now. */
  ifVersion?: string | undefined;
}

export interface ReadResult {
  readonly bytes: Uint8Array;
  /** Of the whole file, also when a range was read. */
  readonly size: number;
  readonly version: string;
  readonly modifiedAt: number;
  /** MIME type where the backend keeps one. */
  readonly contentType: string | null;
}

/**
 * Under what condition a write or delete may go through; otherwise it rejects with `CONFLICT` and changes
 * nothing. No condition at all means unconditionally.
 */
export type Precondition =
  | { readonly ifVersion: string; readonly ifAbsent?: undefined }
  | { readonly ifAbsent: true; readonly ifVersion?: undefined }
  | { readonly ifVersion?: undefined; readonly ifAbsent?: undefined };

/**
 * What a backend keeps of a file besides its bytes: content type, metadata, headers, tags. Plain JSON, so that it
 * can be kept; what stands in it is the backend's own affair.
 */
export type Attributes = Readonly<Record<string, string | boolean | Readonly<Record<string, string>>>>;

export type WriteOptions = CallOptions &
  Precondition & {
    /** MIME type for a new object, where the backend keeps one. An existing object keeps its own. */
    contentType?: string | undefined;
    /** For a new object, what `readAttributes` answered for a former one. Comes before `contentType`. */
    attributes?: Attributes | undefined;
    /** Bytes of a body that arrives piece by piece, where that is known before; a bucket takes 78 GiB without it. */
    size?: number | undefined;
    /**
     * What of a file's attributes may be lost, as `WOULD_LOSE` names it. A conditional write that would lose
     * anything else is refused, and nothing is written.
     */
    mayLose?: readonly string[] | undefined;
  };

export interface WriteResult {
  readonly version: string;
  readonly modifiedAt: number;
  /** Of a conditional write, where it is not always the same. */
  readonly guarded?: Guarded;
}

export type DeleteOptions = CallOptions &
  Precondition & {
    /** Called before a conditional deletion resolves that was done, where it is not always guarded alike. */
    onGuarded?: ((guarded: Guarded) => void) | undefined;
  };

/** Bytes that arrive piece by piece, for files that do not fit in memory. */
export type ByteSource = AsyncIterable<Uint8Array>;

export interface WatchEvent {
  /** The key or folder that changed; an empty string means the root. */
  readonly key: string;
}

/** A state that a backend keeps of a file by itself, as a bucket with versions does. */
export interface PastVersion {
  /** Stands for it in `readPast`. */
  readonly id: string;
  /** Token of its content, as `Entry` has it; null where there was no file from then on. */
  readonly version: string | null;
  /** In bytes; null where there was no file. */
  readonly size: number | null;
  /** Milliseconds since the epoch, by the backend's clock. */
  readonly modifiedAt: number;
}

/** One state of a file, among those of others. */
export interface PastState extends PastVersion {
  readonly key: string;
  /** Whether the file is in this state now. */
  readonly isLatest: boolean;
}

/** A page of states; within a file they are in no promised order. */
export interface PastStates {
  readonly states: readonly PastState[];
  /** Hand it back for the next page; null after the last. */
  readonly cursor: string | null;
}

/** A page of names of folders, in key order. */
export interface PastFolders {
  readonly folders: readonly string[];
  readonly cursor: string | null;
}

/** Whether files that are replaced or deleted are kept. `paused`: only what was replaced before. */
export type KeepsVersions = 'yes' | 'paused' | 'no' | 'unknown';

/** What a backend keeps of files that may be there no more, as a bucket with versions does. A call is a request. */
export interface PastListing {
  /** `unknown` where it may not be asked, or cannot be told. */
  keeps(options?: CallOptions): Promise<KeepsVersions>;
  /** Folders right in a folder that hold a file or of whose files any state is kept, by pages. */
  folders(
    folder: string,
    options?: CallOptions & { cursor?: string | null; startsWith?: string },
  ): Promise<PastFolders>;
  /** The states of all files below a folder, by pages. */
  below(folder: string, options?: CallOptions & { cursor?: string | null }): Promise<PastStates>;
  /** What a file carried besides its bytes in one of its states; null where that is kept no longer. */
  attributes(key: string, id: string, options?: CallOptions): Promise<Attributes | null>;
}

/**
 * A text that somebody else put into the store, and that a change of this backend took out again before anybody here
 * had read it.
 */
export interface Displaced {
  readonly key: string;
  readonly bytes: Uint8Array;
  /** Milliseconds since the epoch, by the backend's clock. */
  readonly modifiedAt: number;
}

/** Keeps a displaced text; until it resolves, the backend keeps it too. */
export type DisplacedListener = (displaced: Displaced) => Promise<void>;

/**
 * A place that holds a store. Keys are relative, `/`-separated and legal as `shared/format/keys.ts` says; a
 * key that is not is refused with `INVALID_NAME` or `OUTSIDE_STORE` before anything is touched. All methods
 * reject with `StoreError` alone.
 */
export interface StorageBackend {
  readonly kind: 'folder' | 'memory' | 's3';
  readonly capabilities: Capabilities;

  /** The text of a file, strict UTF-8, exactly as stored. Rejects `NOT_FOUND`, `NOT_TEXT`. */
  read(key: string, options?: CallOptions): Promise<string>;
  /** Writes text, whole or not at all; parent folders appear by themselves. */
  write(key: string, text: string, options?: WriteOptions): Promise<WriteResult>;
  /** Whether a file of exactly this key exists. */
  exists(key: string, options?: CallOptions): Promise<boolean>;
  /** Sorted (by code point) keys of all files whose key starts with the prefix, taken as a string. */
  list(prefix: string, options?: CallOptions): Promise<string[]>;
  /** Deletes a file; true if there was one. */
  delete(key: string, options?: DeleteOptions): Promise<boolean>;

  /** Facts of a file without its content; null where there is none. */
  stat(key: string, options?: CallOptions): Promise<Entry | null>;
  /** Bytes of a file, or of a range of it, with the version that they belong to. */
  readBytes(key: string, options?: ReadOptions): Promise<ReadResult>;
  /** What is kept of a file besides its bytes; null where there is no file. Absent where nothing is kept. */
  readAttributes?(key: string, options?: CallOptions): Promise<Attributes | null>;
  /** Writes bytes, whole or not at all. */
  writeBytes(key: string, bytes: Uint8Array | ByteSource, options?: WriteOptions): Promise<WriteResult>;
  /** One level of a folder (`''` is the root; no trailing slash), page by page. */
  listLevel(folder: string, options?: LevelOptions): Promise<LevelPage>;
  /** All files below a folder, streamed in batches, in no promised order. */
  listAll(folder: string, options?: CallOptions): AsyncIterable<ListBatch>;
  /** The states of a file that the backend keeps by itself, newest first; only there where it may keep any. */
  pastVersions?(key: string, options?: CallOptions): Promise<PastVersion[]>;
  /** Bytes of one of them. */
  readPast?(key: string, id: string, options?: ReadOptions): Promise<ReadResult>;
  /** Finds what is there no more; only there where any of it may be kept. */
  readonly past?: PastListing;
  /** Calls back when something in one of the folders (one level each) or files changes. Stop with the returned function. */
  watch?(keys: readonly string[], onEvent: (event: WatchEvent) => void): () => void;
  /**
   * Sets who keeps the texts that conditional changes displace, during a call, later or after a crash. Only there
   * where a condition is `checked` and not `atomic`.
   */
  onDisplaced?(listener: DisplacedListener): void;
  /**
   * Undoes what a crash of this app has left half done, and hands out what it had displaced. For whoever may write
   * here, before anything is read. What cannot be mended stays as it is.
   */
  recover?(options?: CallOptions): Promise<void>;
  /** Whether files may be written here; null where that cannot be told. Only there where it can be asked without writing. */
  mayWrite?(options?: CallOptions): Promise<boolean | null>;
  /** Calls back when a change was refused for want of a right. Only there where that can be. */
  onRefused?(listener: () => void): void;
  /** How far the clock of this place is ahead of this machine's, in ms; null while that is not known. */
  clockOffset?(): number | null;
  /** Lets go of workers, sockets and handles. */
  close(): Promise<void>;
}

/** A backend to read from: what a store that is open read-only gives, and whoever only reads should ask for. */
export type ReadableBackend = Omit<StorageBackend, 'write' | 'writeBytes' | 'delete'>;
