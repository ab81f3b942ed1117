import type { IncomingHttpHeaders } from 'node:http';
import type { Carried } from './carried.ts';
import type { Conditions } from './conditions.ts';
import type { GeneratedStore } from './generated.ts';
import type { Issued } from './issued.ts';
import type { ObjectChange, StoredObject } from './keyed-store.ts';
import type { OpenUpload } from './parts.ts';
import type { Right } from './rights.ts';
import type { Credentials } from './signature.ts';
import type { KeptVersion } from './versions.ts';

/** One request as it came in. */
export interface SeenRequest {
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
}

/** What an object carries besides its bytes. */
export interface StoredAttributes {
  readonly contentType?: string;
  readonly metadata?: Record<string, string>;
  readonly cacheControl?: string;
  readonly contentDisposition?: string;
  readonly contentLanguage?: string;
  readonly contentEncoding?: string;
  /** Now, if left out. */
  readonly lastModified?: Date;
  /** What else a PUT would have said, by header. */
  readonly carried?: Carried;
}

/** What a test lets the server do in place of the real thing: another answer, silence, a cut connection. */
export type Fault = Answer | 'hang' | 'cut';

export interface Answer {
  readonly status: number;
  /** Of an S3 error, with further elements of its body. */
  readonly code?: string;
  readonly extra?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of an S3 error. */
  readonly body?: string;
}

export interface S3TestServerOptions {
  /** 0: any that is free. */
  port?: number;
  accessKeyId?: string;
  secretAccessKey?: string;
  region?: string;
  /** Credentials of sign-in services that are let in besides its own. */
  issued?: Issued;
  /** False lets requests without a signature in, too. */
  signed?: boolean;
}

/**
 * An S3 server in this process, on loopback: fauxqs with conditional writes, checked signatures, exact
 * listings and faults on demand. Nothing is kept when it closes.
 */
export interface S3TestServer extends Credentials {
  readonly endpoint: string;
  /** How conditional writes are treated; `honoured` unless a test says otherwise. */
  conditions: Conditions;
  /** What nobody may do. */
  readonly denied: Set<Right>;
  /** Lets a list of versions begin with what it should begin behind, as some servers do. */
  includesMarker: boolean;
  /** Waited before every answer, in milliseconds. */
  latency: number;
  /** How far the server's clock is ahead of this one, in ms. Requests of another time are refused, as S3 does. */
  skew: number;
  /** Lets objects come piece by piece, without their length, as some proxies pass them on. */
  piecewise: boolean;
  /** Looks at each request; what it returns happens in place of the real thing. */
  fault: ((request: SeenRequest) => Fault | undefined) | undefined;
  /** All requests since the start or since a test emptied it. */
  readonly requests: SeenRequest[];
  createBucket(name: string): void;
  /** Makes a bucket keep what is replaced and deleted from now on. */
  keepVersions(bucket: string): void;
  hasBucket(name: string): boolean;
  /** Uploads in parts that are neither completed nor aborted, by id. */
  readonly uploads: ReadonlyMap<string, OpenUpload>;
  /** Lets a bucket hold very many sessions, for reading alone: writes to it show in no listing. */
  generate(bucket: string, prefix: string, sessions: number): GeneratedStore;
  put(bucket: string, key: string, body: string | Uint8Array, attributes?: StoredAttributes): void;
  /** The object as stored, or null. */
  get(bucket: string, key: string): StoredObject | null;
  /** What it carries that `get` does not show, by header. */
  carried(bucket: string, key: string): Carried;
  remove(bucket: string, key: string): void;
  /** Forgets a version for good, as a DELETE of it does. */
  forget(bucket: string, key: string, id: string): void;
  /** What a bucket keeps of an object, the newest first; nothing where it keeps no versions. */
  versions(bucket: string, key: string): readonly KeptVersion[];
  /** Is told of every change of an object as it is made, by whomever. */
  onChange(listener: (change: ObjectChange) => void): void;
  /** All keys of a bucket, in S3's order. */
  keys(bucket: string): readonly string[];
  /** Puts every file below a folder into a bucket, as if written an hour ago; returns how many. */
  fill(bucket: string, folder: string, prefix?: string): Promise<number>;
  close(): Promise<void>;
}
