import { PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Calls } from '#storage/s3/calls.ts';
import { createClient } from '#storage/s3/client.ts';
import { failureOf } from '../contract/helpers.ts';
import { onServer } from './on-server.ts';

const on = onServer();

describe('closing a bucket', () => {
  test('lets a save that runs end', async () => {
    on.server.latency = 50;
    onTestFinished(() => {
      on.server.latency = 0;
    });
    const storage = on.open();
    const save = storage.write('a', 'text', { ifAbsent: true });
    await expect.poll(() => on.server.requests.length).toBeGreaterThan(0);
    await storage.close();
    expect(on.server.get('memory', 'a')?.body.toString()).toBe('text');
    expect((await save).version).not.toBe('');
  });

  test('ends at once what only looks, and refuses what comes after', async () => {
    on.server.put('memory', 'a', 'text');
    on.server.fault = () => 'hang';
    const storage = on.open();
    const read = failureOf(storage.read('a'));
    await expect.poll(() => on.server.requests.length).toBe(1);
    await storage.close();
    const late = failureOf(storage.write('a', 'late'));
    for (const failure of [await read, await late]) {
      expect([failure.code, failure.message]).toEqual([
        'CANCELLED',
        'The store was closed before this was done.',
      ]);
    }
    expect(on.server.requests.length).toBe(1);
  });
});

describe('a change that does not end is ended after a while', () => {
  const calls = () => new Calls({ bucket: 'memory', region: '', endpoint: '' }, 20);
  const save = { action: 'save', where: 's3://memory/a', signal: undefined, deadline: 60_000 } as const;

  test('and says that it may be done, once it has been sent', async () => {
    on.server.fault = () => 'hang';
    const { endpoint, accessKeyId, secretAccessKey } = on.server;
    const client = createClient({ endpoint, credentials: { accessKeyId, secretAccessKey } });
    onTestFinished(() => client.destroy());
    const put = new PutObjectCommand({ Bucket: 'memory', Key: 'a', Body: 'text' });
    const store = calls();
    const change = failureOf(store.run(save, (abortSignal) => client.send(put, { abortSignal })));
    await expect.poll(() => on.server.requests.length).toBe(1);
    await store.end();
    const { code, message, data } = await change;
    expect([code, data.mayBeDone]).toEqual(['CANCELLED', true]);
    expect(message).toMatch(/may have been done all the same/);
  });

  test('and was not done, where nothing was sent', async () => {
    const store = calls();
    const change = failureOf(store.run(save, () => new Promise(() => {})));
    await store.end();
    const { code, message, data } = await change;
    expect([code, data.mayBeDone]).toEqual(['CANCELLED', undefined]);
    expect(message).toMatch(/was closed before this was done/);
  });
});

test('a call that takes longer than it may is given up', async () => {
  const calls = new Calls({ bucket: 'memory', region: '', endpoint: 'https://s3.example' });
  const read = { action: 'read', where: 's3://memory/a', signal: undefined, deadline: 20 } as const;
  const failure = await failureOf(calls.run(read, () => new Promise(() => {})));
  expect([failure.code, failure.message]).toEqual([
    'TIMEOUT',
    expect.stringMatching(/did not answer in time/),
  ]);
});
