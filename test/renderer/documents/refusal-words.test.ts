import { describe, expect, test } from 'vitest';
import { toStoreError as folderError, rootGone } from '#storage/filesystem/failures.ts';
import { toStoreError as s3Error } from '#storage/s3/store-errors.ts';
import { reasonOf } from '#ui/documents/refusal-words.ts';

const attempt = {
  action: 'save',
  where: 's3://agents/memory/sessions/a: b/plan_summary.md',
  bucket: 'agents',
  region: 'eu-central-1',
  endpoint: 'http://127.0.0.1:9000',
} as const;

describe('the reason of a refusal, beside its file', () => {
  test.each([
    [
      folderError(Object.assign(new Error(), { code: 'ENOSPC' }), 'write', 'a/b.md'),
      'The disk is full. Make room there and try again.',
    ],
    [
      s3Error({ name: 'SlowDown', $metadata: { httpStatusCode: 503 } }, attempt),
      'The server is busy. Try again in a moment.',
    ],
    [
      s3Error({ name: 'Error', code: 'ECONNREFUSED' }, attempt),
      'http://127.0.0.1:9000 cannot be reached: nothing listens there. Check the endpoint and the network.',
    ],
    [
      { message: '“a” is being saved by another program.', data: { where: 'a' } },
      'The file is being saved by another program.',
    ],
    [rootGone('/data/agents'), rootGone('/data/agents').message],
    [
      { message: 'Could not look at “b”: it is not there.', data: { where: 'a' } },
      'Could not look at “b”: it is not there.',
    ],
  ])('is the sentence without the path', (error, reason) => {
    expect(reasonOf(error, 'a')).toBe(reason);
  });
});
