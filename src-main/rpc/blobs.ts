import type { StoreRegistry } from '#services/stores/registry.ts';
import { StoreError } from '#shared/errors.ts';
import { fromBase64Url, versionOfTag } from '#shared/resources.ts';
import type { Precondition } from '#storage/backend.ts';
import { parseRange } from './byte-range.ts';
import { byteResponse } from './byte-response.ts';
import { blobHeaders } from './resource-headers.ts';
import { openBlob } from './stream-blob.ts';

/** A stored file as an address names it. */
export interface BlobAddress {
  /** Id of the store. */
  readonly store: string;
  /** base64url of the key. */
  readonly key: string;
}

function keyOf({ key }: BlobAddress): string {
  try {
    return fromBase64Url(key);
  } catch {
    throw new StoreError('INVALID_NAME', 'The address of this file is damaged.');
  }
}

function conditionOf(tag: string | null): Precondition {
  if (tag === null) return { ifAbsent: true };
  try {
    return { ifVersion: versionOfTag(tag) };
  } catch {
    throw new StoreError('INVALID', 'The version to replace is not one that was given out.');
  }
}

function sizeOf(length: string | null): number | undefined {
  return length !== null && /^\d{1,15}$/.test(length) ? Number(length) : undefined;
}

/** Answers GET and HEAD: the bytes of a file or of a range of it, of the version `?v=` if one is named. */
export async function readBlob(
  stores: StoreRegistry,
  address: BlobAddress,
  request: Request,
): Promise<Response> {
  const key = keyOf(address);
  const { backend } = stores.reader(address.store);
  const query = new URL(request.url).searchParams;
  const wanted = parseRange(request.headers.get('range') ?? undefined);
  const isHead = request.method === 'HEAD';
  const { facts, range, body } = await openBlob(
    backend,
    key,
    // For its facts alone, no more is read than tells them.
    isHead && wanted.kind === 'whole' ? { kind: 'from', start: 0, end: 0 } : wanted,
    { ifVersion: query.get('v') ?? undefined, signal: request.signal },
  );
  const headers = blobHeaders(key, facts, query.has('download'));
  return byteResponse(request, headers, { size: facts.size, wanted, range, body });
}

/**
 * Answers PUT: stores the body, read as it arrives. Without `If-Match` only where there is no such file yet;
 * with it only over that version. Otherwise `CONFLICT`, and nothing is written.
 */
export async function writeBlob(
  stores: StoreRegistry,
  address: BlobAddress,
  request: Request,
): Promise<Response> {
  const key = keyOf(address);
  const { backend } = stores.writer(address.store, 'upload');
  const written = await backend.writeBytes(key, request.body ?? new Uint8Array(), {
    ...conditionOf(request.headers.get('if-match')),
    contentType: request.headers.get('content-type') ?? undefined,
    size: sizeOf(request.headers.get('content-length')),
    signal: request.signal,
  });
  return Response.json(written);
}
