import type { ByteRange, RangeRequest } from './byte-range.ts';

/** Bytes that were asked for. */
interface Bytes {
  /** Of the whole. */
  readonly size: number;
  readonly wanted: RangeRequest;
  /** What of it there is; null where there is none of it. */
  readonly range: ByteRange | null;
  body(): ReadableStream<Uint8Array>;
}

/** The answer to GET or HEAD for bytes, or for a range of them. */
export function byteResponse(
  request: Request,
  headers: Headers,
  { size, wanted, range, body }: Bytes,
): Response {
  const isHead = request.method === 'HEAD';
  // The standard lets a server ignore a range: of an empty file nothing is wrong with having asked for one.
  if (wanted.kind === 'whole' || size === 0) {
    headers.set('content-length', String(size));
    return new Response(isHead || size === 0 ? null : body(), { headers });
  }
  if (range === null)
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } });
  headers.set('content-length', String(range.end - range.start + 1));
  headers.set('content-range', `bytes ${range.start}-${range.end}/${size}`);
  return new Response(isHead ? null : body(), { status: 206, headers });
}
