import { expect, it } from 'vitest';
import { oneAtATime } from '#ui/live/one-at-a-time.ts';

it('work runs once at a time, and once more for all who asked meanwhile', async () => {
  let begun = 0;
  let ended = 0;
  let release = () => {};
  const ask = oneAtATime(async () => {
    begun += 1;
    await new Promise<void>((resolve) => (release = resolve));
    ended += 1;
  });
  ask();
  ask();
  ask();
  expect(begun).toBe(1);
  release();
  await expect.poll(() => begun).toBe(2);
  release();
  await expect.poll(() => ended).toBe(2);
  expect(begun).toBe(2);
});
