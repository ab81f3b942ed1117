import { describe, expect, test } from 'vitest';
import type { Answer, SeenRequest } from '../../s3-server.ts';
import { failureOf } from '../contract/helpers.ts';
import { onServer } from './on-server.ts';

const on = onServer();
const large = (fill: number) => new Uint8Array(9 * 1024 * 1024).fill(fill);

const isPut = ({ method, query }: SeenRequest) => method === 'PUT' && query.partNumber === undefined;
const isComplete = ({ method, query }: SeenRequest) => method === 'POST' && query.uploadId !== undefined;
const withoutEtag: Answer = { status: 200, body: '' };
/** An ETag that no look at the object shows. */
const joined: Answer = {
  status: 200,
  headers: { 'content-type': 'application/xml' },
  body: '<CompleteMultipartUploadResult><ETag>"of-the-upload-2"</ETag></CompleteMultipartUploadResult>',
};

/** A change is carried out and answered so; `meanwhile` happens before the first look after it. */
function answered(
  is: (request: SeenRequest) => boolean,
  answer: Answer,
  { body, meanwhile = () => {} }: { body: Uint8Array; meanwhile?: () => void },
): void {
  let isDone = false;
  let isSeen = false;
  on.server.fault = (request) => {
    if (is(request)) {
      isDone = true;
      on.server.put('memory', 'a', body);
      return answer;
    }
    if (isDone && !isSeen && request.method === 'HEAD') {
      isSeen = true;
      meanwhile();
    }
    return undefined;
  };
}

describe('what is there after a save is ours by its bytes, where no ETag tells', () => {
  const ways = [
    ['in parts, whose ETag is another than what a look shows', isComplete, joined, large(1), large(2)],
    [
      'in parts, with such an ETag, where others write another length',
      isComplete,
      joined,
      large(1),
      Buffer.from('theirs'),
    ],
    ['that was answered without an ETag', isPut, withoutEtag, Buffer.from('mine'), Buffer.from('more')],
  ] as const;

  test.each(ways)('a save %s stands', async (_, is, answer, body) => {
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    answered(is, answer, { body });
    const saved = await storage.writeBytes('a', body, { ifVersion: version });
    expect(saved.version).toBe((await storage.stat('a'))?.version);
  });

  test.each(ways)('a save %s takes no version of others for its own', async (_, is, answer, body, theirs) => {
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    answered(is, answer, { body, meanwhile: () => on.server.put('memory', 'a', theirs) });
    const failure = await failureOf(storage.writeBytes('a', body, { ifVersion: version }));
    expect([failure.code, failure.data.mayBeDone]).toEqual(['CONFLICT', true]);
    expect(failure.data.currentVersion).toBe((await storage.stat('a'))?.version);
    expect(on.server.get('memory', 'a')?.body.equals(theirs)).toBe(true);
  });

  test('a save of which that cannot be found out may be done', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    answered(isComplete, joined, { body: large(1), meanwhile: () => on.server.put('memory', 'a', large(2)) });
    const carriedOut = on.server.fault;
    on.server.fault = (request) =>
      request.method === 'GET' && request.key === 'a' && !('tagging' in request.query)
        ? { status: 503, code: 'SlowDown' }
        : carriedOut?.(request);
    const failure = await failureOf(storage.writeBytes('a', large(1), { ifVersion: version }));
    expect(failure.data.mayBeDone).toBe(true);
  });
});

test('a save in parts that others went over takes no version of theirs for its own', async () => {
  on.server.conditions = 'ignored';
  const storage = on.open();
  const { version } = await storage.write('a', 'base');
  let isDone = false;
  on.server.fault = (request) => {
    if (isDone && request.method === 'HEAD') on.server.put('memory', 'a', 'theirs');
    isDone ||= isComplete(request);
    return undefined;
  };
  const failure = await failureOf(storage.writeBytes('a', large(1), { ifVersion: version }));
  expect([failure.code, failure.data.mayBeDone]).toEqual(['CONFLICT', true]);
});
