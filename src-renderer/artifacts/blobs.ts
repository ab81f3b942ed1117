import { ORPCError } from '@orpc/client';
import { z } from 'zod';
import { type ErrorCode, errorCodes, errorDataSchema } from '#shared/errors.ts';
import type { StoreId } from '#shared/model/store.ts';
import { blobUrl, versionOfTag } from '#shared/resources.ts';

/** Which bytes are meant: of one file, as they were when they were first looked at. */
export interface BlobRef {
  store: StoreId;
  key: string;
  /** In bytes. */
  size: number;
  /** Pins the bytes: another version answers `CONFLICT`. Null: whatever is there. */
  version: string | null;
}

/** A file's first bytes and its facts. */
export interface BlobHead extends BlobRef {
  head: Uint8Array;
  modifiedAt: number | null;
}

const failureSchema = z.object({ code: z.enum(errorCodes), message: z.string(), data: errorDataSchema });

/** What a refused answer says, as the error that a failed call would be. */
export function blobError(status: number, body: string): ORPCError<ErrorCode, unknown> {
  const failure = failureSchema.safeParse(parsed(body));
  if (failure.success) return new ORPCError(failure.data.code, { ...failure.data, defined: true });
  const message = `The app answered ${status} and did not say why.`;
  return new ORPCError('INTERNAL', { message, defined: true });
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

async function fetchBlob(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  if (response.ok || response.status === 416) return response;
  throw blobError(response.status, await response.text());
}

/** The address of the bytes that are meant, relative to the page. */
export function urlOf({ store, key, version }: BlobRef): string {
  return blobUrl(store, key, version ?? undefined);
}

/** The address that saves them to disk. */
export function downloadUrlOf(store: StoreId, key: string): string {
  return `${blobUrl(store, key)}?download`;
}

function versionIn(headers: Headers): string | null {
  const tag = headers.get('etag');
  return tag === null ? null : versionOfTag(tag);
}

/** Looks at a file: its size, version and up to `length` first bytes, in one request. */
export async function fetchHead(
  store: StoreId,
  key: string,
  signal: AbortSignal,
  length = 4096,
): Promise<BlobHead> {
  const headers = { range: `bytes=0-${length - 1}` };
  const response = await fetchBlob(blobUrl(store, key), { headers, signal });
  const size = Number(response.headers.get('content-range')?.split('/')[1] ?? 0);
  const head = response.status === 416 ? new Uint8Array() : new Uint8Array(await response.arrayBuffer());
  const modified = Date.parse(response.headers.get('last-modified') ?? '');
  return {
    store,
    key,
    size: Math.max(size, head.length),
    version: versionIn(response.headers),
    modifiedAt: Number.isNaN(modified) ? null : modified,
    head,
  };
}

/** Bytes from `start` up to and without `end`. */
export async function fetchRange(
  blob: BlobRef,
  start: number,
  end: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const headers = { range: `bytes=${start}-${end - 1}` };
  const response = await fetchBlob(urlOf(blob), { headers, signal });
  return new Uint8Array(await response.arrayBuffer());
}

/** The whole file as a stream. */
export async function fetchAll(blob: BlobRef, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const response = await fetchBlob(urlOf(blob), { signal });
  return response.body ?? new Blob([]).stream();
}
