/** First and last byte, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

/** What a `Range` header says, before the size is known. */
export type RangeRequest =
  | { kind: 'whole' }
  /** `end` is null where it goes on to the end. */
  | { kind: 'from'; start: number; end: number | null }
  | { kind: 'last'; length: number };

/**
 * Reads a `Range` header (RFC 9110, one range). One that is not understood means the whole, as the standard
 * has it.
 */
export function parseRange(header: string | undefined): RangeRequest {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (first === '') return last === '' ? { kind: 'whole' } : { kind: 'last', length: Number(last) };
  const [start, end] = [Number(first), last === '' ? null : Number(last)];
  return end !== null && end < start ? { kind: 'whole' } : { kind: 'from', start, end };
}

/** The bytes of a file of this size that are asked for; null where there are none of them. */
export function resolveRange(request: RangeRequest, size: number): ByteRange | null {
  switch (request.kind) {
    case 'whole':
      return { start: 0, end: size - 1 };
    case 'last':
      if (request.length === 0 || size === 0) return null;
      return { start: Math.max(0, size - request.length), end: size - 1 };
    case 'from':
      if (request.start >= size) return null;
      return { start: request.start, end: Math.min(request.end ?? size - 1, size - 1) };
  }
}
