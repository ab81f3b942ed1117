import { expect, test } from 'vitest';
import { onBucket } from '../on-bucket.ts';

test.each([
  { status: 403, code: 'AccessDenied', said: 'FORBIDDEN' },
  { status: 400, code: 'ExpiredToken', said: 'SIGN_IN' },
  { status: 503, code: 'SlowDown', said: 'BUSY' },
])('where a bucket answers $code, no session is taken for found', async ({ status, code, said }) => {
  const { services, store, server } = await onBucket();
  server.fault = ({ method }) => (method === 'GET' ? { status, code } : undefined);
  await expect(services.sessions.find(store, 'mistyped', {})).rejects.toMatchObject({ code: said });
  expect(await services.sessions.facts(store, ['listed'], {})).toMatchObject([
    { id: 'listed', problem: expect.stringMatching(/./) },
  ]);
});

test('a session of which the record is damaged or too large is found, with what is wrong', async () => {
  const { services, store, put } = await onBucket();
  put('sessions/damaged/session.json', '{"id":');
  put('sessions/large/session.json', ' '.repeat(1024 * 1024 + 1));
  for (const id of ['damaged', 'large'])
    expect(await services.sessions.find(store, id, {})).toMatchObject({
      id,
      problem: expect.stringMatching(/./),
    });
});
