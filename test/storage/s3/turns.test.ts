import { expect, test } from 'vitest';
import { Turns } from '#storage/s3/turns.ts';

const never = new AbortController().signal;

/** Work that notes when it begins, and ends when it is told to. */
function job(log: string[], name: string) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const run = async () => {
    log.push(name);
    await promise;
  };
  return { run, end: resolve };
}

test('work on one key goes one after the other, on other keys at once', async () => {
  const turns = new Turns();
  const log: string[] = [];
  const jobs = ['a1', 'a2', 'b1'].map((name) => job(log, name));
  const all = jobs.map(({ run }, i) => turns.take(i === 2 ? 'b' : 'a', never, run));
  await Promise.resolve();
  expect(log).toEqual(['a1', 'b1']);
  for (const { end } of jobs) end();
  await Promise.all(all);
  expect(log).toEqual(['a1', 'b1', 'a2']);
});

test('work that fails lets the next go on', async () => {
  const turns = new Turns();
  const failing = turns.take('a', never, () => Promise.reject(new Error('no')));
  const next = turns.take('a', never, async () => 'done');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('done');
});

test('work that is stopped while it waits is never begun', async () => {
  const turns = new Turns();
  const log: string[] = [];
  const first = job(log, 'first');
  const stop = new AbortController();
  const running = turns.take('a', never, first.run);
  const waiting = turns.take('a', stop.signal, job(log, 'second').run);
  stop.abort(new Error('stopped'));
  first.end();
  await expect(waiting).rejects.toThrow('stopped');
  await running;
  expect(log).toEqual(['first']);
});
