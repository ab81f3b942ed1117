import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Calls } from '#storage/s3/calls.ts';
import type { CallTime } from '#storage/s3/until.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A call that may take a second, and its time. */
function begin() {
  const calls = new Calls({ bucket: 'memory', region: '', endpoint: '' });
  const call = { action: 'save', where: 's3://memory/a', signal: undefined, deadline: 1000 } as const;
  const { promise: work, resolve: finish } = Promise.withResolvers<string>();
  let time: CallTime | undefined;
  const outcome = calls
    .run(call, (_, given) => {
      time = given;
      return work;
    })
    .catch((error: { code: string }) => error.code);
  if (!time) throw new Error('It has not begun.');
  return { outcome, time, finish };
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

test('a call that goes on may take any time', async () => {
  const { outcome, time, finish } = begin();
  for (let step = 0; step < 50; step++) {
    await pass(900);
    time.goOn();
  }
  finish('done');
  expect(await outcome).toBe('done');
});

test('and is given up once it goes on no more', async () => {
  const { outcome, time } = begin();
  await pass(900);
  time.goOn();
  await pass(1001);
  expect(await outcome).toBe('TIMEOUT');
});

test('what takes longer by itself has longer, whatever else goes on', async () => {
  const { outcome, time, finish } = begin();
  time.goOn(10);
  await pass(900);
  time.goOn();
  await pass(8000);
  finish('done');
  expect(await outcome).toBe('done');
});

test('while it waits for another, its time does not run', async () => {
  const { outcome, time } = begin();
  time.hold();
  await pass(60_000);
  time.goOn();
  await pass(900);
  expect(await Promise.race([outcome, 'under way'])).toBe('under way');
  await pass(200);
  expect(await outcome).toBe('TIMEOUT');
});
