import { expect, test } from 'vitest';
import { AppEvents } from '#services/app/events.ts';
import { inAction, inThisAction } from '#services/meter/actions.ts';
import { Meter } from '#services/meter/meter.ts';
import { requestsOf } from '#shared/model/usage.ts';

function ask({ onRequest }: ReturnType<Meter['counter']>, down = 0): void {
  onRequest('get')?.down(down);
}

test('requests go on the account of what is being done, timers and streams of it too', async () => {
  const meter = new Meter(new AppEvents());
  const counter = meter.counter();
  counter.belongsTo('s3-a');
  async function* pages() {
    ask(counter);
    yield 1;
    ask(counter);
    yield 2;
  }
  const stream = inAction('deletion.run', () => inThisAction(pages()));
  for await (const _ of stream);
  await inAction('live.look', async () => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    ask(counter, 10);
  });
  ask(counter);
  expect(meter.usage('s3-a').actions).toMatchObject([
    { action: 'deletion.run', runs: 1, most: 2 },
    { action: 'live.look', runs: 1, most: 1, bytesDown: 10 },
    { action: 'other' },
  ]);
});

test('the most that one run took is told, however many ran side by side', async () => {
  const meter = new Meter(new AppEvents());
  const counter = meter.counter();
  counter.belongsTo('s3-a');
  const run = (times: number) =>
    inAction('sessions.facts', async () => {
      for (let time = 0; time < times; time++) {
        await Promise.resolve();
        ask(counter);
      }
    });
  await Promise.all([run(2), run(5), run(1)]);
  expect(meter.usage('s3-a').actions).toMatchObject([{ runs: 3, most: 5, requests: { get: 8 } }]);
});

test('what was asked before it was known whose it is counts for the store all the same', () => {
  const meter = new Meter(new AppEvents());
  const counter = meter.counter();
  let late: ((bytes: number) => void) | undefined;
  inAction('stores.openS3', () => {
    late = counter.onRequest('list')?.down;
    counter.belongsTo('s3-a');
    ask(counter, 5);
    late?.(7);
  });
  const { total, actions } = meter.usage('s3-a');
  expect(actions).toMatchObject([{ action: 'stores.openS3', runs: 1, most: 2 }]);
  expect([requestsOf(total), total.bytesDown]).toEqual([2, 12]);
  expect(requestsOf(meter.usage('s3-b').total)).toBe(0);
});
