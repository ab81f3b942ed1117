import type { ByteSource } from '../backend.ts';

/** A part of a body that is sent by itself. */
export interface Part {
  /** Counted from 1, as S3 does. */
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly isLast: boolean;
}

/** Cuts a body into parts of given sizes, of which only the last may be shorter; it is empty where all is. */
export async function* cutParts(
  body: Uint8Array | ByteSource,
  sizeOf: (index: number) => number,
): AsyncGenerator<Part, undefined> {
  let held: Uint8Array[] = [];
  let size = 0;
  let number = 1;
  for await (const piece of body instanceof Uint8Array ? [body] : body) {
    let rest = piece;
    // A full part waits for what comes after it, which tells whether it is the last.
    for (let most = sizeOf(number - 1); size + rest.byteLength > most; most = sizeOf(number - 1)) {
      const bytes = joined([...held, rest.subarray(0, most - size)]);
      rest = rest.subarray(most - size);
      [held, size] = [[], 0];
      yield { number, bytes, isLast: false };
      number += 1;
    }
    if (rest.byteLength > 0) held.push(rest);
    size += rest.byteLength;
  }
  yield { number, bytes: joined(held), isLast: true };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [only, ...more] = pieces;
  return only && more.length === 0 ? only : Buffer.concat(pieces);
}
