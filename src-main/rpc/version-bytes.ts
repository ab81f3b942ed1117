import type { HistoryService } from '#services/history/history.ts';
import { StoreError } from '#shared/errors.ts';
import { fromBase64Url } from '#shared/resources.ts';
import { parseRange, resolveRange } from './byte-range.ts';
import { byteResponse } from './byte-response.ts';
import { blobHeaders } from './resource-headers.ts';

/** A version as an address names it: its id and its file's key as base64url. */
export interface VersionAddress {
  readonly store: string;
  readonly key: string;
  readonly id: string;
}

/** Answers GET and HEAD: the bytes of a version in a file's timeline, or of a range of them. */
export async function readVersion(
  history: HistoryService,
  address: VersionAddress,
  request: Request,
): Promise<Response> {
  const key = decode(address.key);
  const id = decode(address.id);
  const { signal } = request;
  const { version, size, read } = await history.bytesOf(address.store, key, id, { signal });
  const headers = blobHeaders(key, { version: id, modifiedAt: version.at }, isDownload(request));
  const wanted = parseRange(request.headers.get('range') ?? undefined);
  const range = resolveRange(wanted, size);
  const body = () => ReadableStream.from(read(range ?? undefined));
  return byteResponse(request, headers, { size, wanted, range, body });
}

function isDownload(request: Request): boolean {
  return new URL(request.url).searchParams.has('download');
}

function decode(part: string): string {
  try {
    return fromBase64Url(part);
  } catch {
    throw new StoreError('INVALID_NAME', 'The address of this version is damaged.');
  }
}
