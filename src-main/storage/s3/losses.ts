import { StoreError } from '#shared/errors.ts';
import type { WriteOptions } from '../backend.ts';

/** Something that an object carries, and would carry no more after a save. */
export type Loss =
  /** `count` is null where it is not known whether there are any. */
  | { readonly what: 'tags'; readonly count: number | null; readonly why: 'unreadable' | 'unwritable' }
  /** Metadata that cannot be told by a header. */
  | { readonly what: 'metadata'; readonly count: number }
  /** An expiry that is no date. */
  | { readonly what: 'expires'; readonly value: string };

const number = (count: number, one: string, more: string) =>
  count === 1 ? `its ${one}` : `its ${count} ${more}`;

function sentence(loss: Loss): string {
  switch (loss.what) {
    case 'tags':
      if (loss.why === 'unwritable')
        return `${number(loss.count ?? 1, 'tag', 'tags')}, which the server does not let these credentials set (the right s3:PutObjectTagging)`;
      return `${loss.count === null ? 'its tags, if it has any' : number(loss.count, 'tag', 'tags')}: these credentials may not read tags (the right s3:GetObjectTagging)`;
    case 'metadata':
      return `${number(loss.count, 'metadata entry', 'metadata entries')} that the server cannot tell`;
    case 'expires':
      return `its expiry “${loss.value}”, which is no date`;
  }
}

/** Whether a write may go through all the same: one without a condition asks for nothing, as in the library. */
export function mayLose(
  { ifVersion, ifAbsent, mayLose = [] }: WriteOptions,
  losses: readonly Loss[],
): boolean {
  const conditional = ifVersion !== undefined || ifAbsent === true;
  return !conditional || losses.every(({ what }) => mayLose.includes(what));
}

/** A write that was not made, because of what it would take off the object. */
export function wouldLose(key: string, losses: readonly Loss[]): StoreError {
  const what = losses.map(sentence).join('; and ');
  const message = `Saving would take off “${key}” what S3 keeps beside its content: ${what}. Nothing was written.`;
  return new StoreError('WOULD_LOSE', message, { where: key, loses: losses.map((loss) => loss.what) });
}
