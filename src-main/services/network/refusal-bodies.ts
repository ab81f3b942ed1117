import { pipeline, Readable, Transform } from 'node:stream';
import { foreignAnswer } from '#storage/s3/genuine.ts';

/** In bytes: no refusal of a service says more. */
const most = 1024 * 1024;

/** The body of a refusal, which fails where it is longer than any: it would be held in memory and parsed whole. */
export function bounded(body: unknown, status: number): unknown {
  if (!(body instanceof Readable)) return body;
  let size = 0;
  const counted = new Transform({
    transform(piece: Uint8Array, _encoding, done) {
      size += piece.length;
      if (size > most) done(foreignAnswer(status));
      else done(null, piece);
    },
  });
  // Whoever reads it learns of its failure there.
  pipeline(body, counted, () => undefined);
  return counted;
}
