import { expect, test } from 'vitest';
import type { CredentialSource } from '#storage/s3/renewing.ts';
import { failureOf } from '../contract/helpers.ts';
import { onServer } from './on-server.ts';

const on = onServer();

/** Temporary credentials, and how often the server was said to refuse them; `others` says whether there are more. */
function temporary(others = false): CredentialSource & { refusedFor: string[] } {
  const { accessKeyId, secretAccessKey } = on.server;
  const source = {
    refusedFor: [] as string[],
    generation: 1,
    current: async () => ({ accessKeyId, secretAccessKey, sessionToken: `token-${source.generation}` }),
    async refused(_generation: number, why: string) {
      source.refusedFor.push(why);
      if (others) source.generation += 1;
      return others;
    },
    accepted() {},
  };
  return source;
}

const sent = () => on.server.requests.map(({ method }) => method);

test('a look that is refused without a word is no sign of expired credentials by itself', async () => {
  on.server.put('memory', 'a', 'text');
  on.server.fault = ({ method }) => (method === 'HEAD' ? { status: 400 } : undefined);
  const credentials = temporary();
  const failure = await failureOf(on.open({ credentials }).stat('a'));
  expect([failure.code, credentials.refusedFor]).toEqual(['INVALID', []]);
  expect(sent()).toEqual(['HEAD', 'GET']);
});

test('why it was refused is what the server says to who reads a byte', async () => {
  on.server.put('memory', 'a', 'text');
  on.server.fault = () => ({ status: 400, code: 'InvalidRequest' });
  const credentials = temporary();
  const failure = await failureOf(on.open({ credentials }).stat('a'));
  expect(failure).toMatchObject({ code: 'INVALID', data: { cause: 'InvalidRequest 400' } });
  expect(credentials.refusedFor).toEqual([]);
});

test('credentials that have expired are told by that', async () => {
  on.server.fault = () => ({ status: 400, code: 'ExpiredToken' });
  const credentials = temporary();
  expect(await failureOf(on.open({ credentials }).stat('a'))).toMatchObject({ code: 'SIGN_IN' });
  expect(credentials.refusedFor).toEqual(['ExpiredToken']);
});

test('where there are others, the look is repeated with those', async () => {
  on.server.put('memory', 'a', 'text');
  on.server.fault = ({ headers }) =>
    headers['x-amz-security-token'] === 'token-1' ? { status: 400, code: 'ExpiredToken' } : undefined;
  const credentials = temporary(true);
  expect(await on.open({ credentials }).stat('a')).toMatchObject({ size: 4 });
  expect(credentials.refusedFor).toEqual(['ExpiredToken']);
  expect(sent()).toEqual(['HEAD', 'GET', 'GET', 'HEAD']);
});
