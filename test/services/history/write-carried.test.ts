import { expect, test } from 'vitest';
import { writeCarried } from '#services/history/write-carried.ts';
import { StoreError } from '#shared/errors.ts';
import { InMemoryStorage, type WriteOptions } from '#storage/index.ts';

const attributes = { ContentType: 'text/plain', Tagging: 'team=a' };

/** A storage whose first write ends so, and what each write was to carry. */
function refusing(refusal: StoreError, isDone: boolean) {
  const storage = new InMemoryStorage();
  const carried: WriteOptions['attributes'][] = [];
  const write = storage.writeBytes.bind(storage);
  storage.writeBytes = async (key, bytes, options) => {
    carried.push(options?.attributes);
    if (carried.length > 1) return write(key, bytes, options);
    if (isDone) await write(key, bytes, options);
    throw refusal;
  };
  const bytes = () => Buffer.from('text');
  return { storage, carried, write: () => writeCarried(storage, 'a', { bytes, attributes }, {}) };
}

test('what may not carry what a former file did is written without it', async () => {
  const { storage, carried, write } = refusing(new StoreError('FORBIDDEN', 'No tags.'), false);
  await write();
  expect(await storage.read('a')).toBe('text');
  expect(carried).toEqual([attributes, undefined]);
});

test('what may be there already is not sent again, to be taken for somebody else’s', async () => {
  const refusal = new StoreError('FORBIDDEN', 'It may have been done.', { mayBeDone: true });
  const { carried, write } = refusing(refusal, true);
  await expect(write()).rejects.toBe(refusal);
  expect(carried).toHaveLength(1);
});
