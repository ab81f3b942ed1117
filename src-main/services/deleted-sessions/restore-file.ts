import { buffer } from 'node:stream/consumers';
import { maxEditableBytes } from '#shared/model/document.ts';
import type { PastFile } from '#shared/model/past-session.ts';
import type { CallOptions, PastListing, ReadableBackend, StorageBackend } from '#storage/backend.ts';
import { piecesOfPast } from '../history/bucket-versions.ts';
import { writeCarried } from '../history/write-carried.ts';
import { type Estimate, toRead, toSend } from '../meter/costs.ts';

/** What is to be brought back: a file, and which of its states. */
export type Wanted = Pick<PastFile, 'key' | 'id' | 'size'>;

/** Besides its pieces: what it carried and its tags are asked for; it is looked for, written, and looked at twice. */
const perFile = 6;

/** What it takes in a bucket. */
export function restoreCost(files: readonly Wanted[]): Estimate {
  return {
    what: 'To bring this back',
    requests: toRead(files) + toSend(files) + perFile * files.length,
    why: `Each of the ${files.length.toLocaleString('en')} files is read and written by itself.`,
  };
}

/** Where a state is read, and where it is written. */
interface Sides {
  readonly from: ReadableBackend;
  readonly past: PastListing;
  readonly to: StorageBackend;
}

/** Writes a file in one of its former states, with what it carried. Rejects `CONFLICT` where there is a file by now. */
export async function restoreFile(
  { from, past, to }: Sides,
  file: Wanted,
  options: CallOptions,
): Promise<void> {
  const { key, id, size } = file;
  const pieces = () => piecesOfPast(from, key, id, { ...options, start: 0, end: size - 1 });
  const attributes = await past.attributes(key, id, options);
  // What is whole can be sent again without what may not be set.
  const bytes = size > maxEditableBytes ? null : await buffer(pieces());
  await writeCarried(to, key, { bytes: () => bytes ?? pieces(), attributes }, options);
}
