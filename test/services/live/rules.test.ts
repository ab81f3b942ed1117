import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Activity } from '#services/live/activity.ts';
import { changesBetween } from '#services/live/difference.ts';
import { OwnWrites } from '#services/live/own-writes.ts';
import { Pace } from '#services/live/pace.ts';
import { unite } from '#services/live/wants.ts';
import type { Entry } from '#storage/backend.ts';
import { shown } from './following.ts';

describe('the pace of looking', () => {
  const limits = { fastest: 2_000, slowest: 60_000, failing: 300_000 };

  test('slows down while nothing happens, to a limit, and is fast again after a change', () => {
    const pace = new Pace(limits);
    const quiet = Array.from({ length: 12 }, () => {
      pace.looked(false);
      return pace.every;
    });
    expect(quiet[0]).toBe(3_000);
    expect(quiet).toEqual(quiet.toSorted((a, b) => a - b));
    expect(quiet.at(-1)).toBe(60_000);
    pace.looked(true);
    expect(pace.every).toBe(2_000);
  });

  test('doubles with each failure, beyond what quiet does', () => {
    const pace = new Pace(limits);
    for (let i = 0; i < 12; i++) pace.failed();
    expect(pace.every).toBe(300_000);
  });

  test('is slower where a look costs much', () => {
    const pace = new Pace(limits);
    pace.looked(true, 10_000);
    expect(pace.every).toBe(10_000);
  });
});

describe('what windows want', () => {
  test('is followed once, what can be seen first', () => {
    const wants = unite([
      { hidden: true, shown: [shown('s', { sessions: ['a', 'b'], list: false })] },
      { hidden: false, shown: [shown('s', { sessions: ['b', 'c'], rows: ['a', 'd'] })] },
    ]);
    expect(wants.get('s')).toMatchObject({
      list: true,
      visible: true,
      sessions: ['b', 'a', 'c'],
      rows: ['d'],
    });
  });

  test('can be seen nowhere where all windows are hidden', () => {
    expect(unite([{ hidden: true, shown: [shown('s')] }]).get('s')?.visible).toBe(false);
  });
});

const entry = fc.record({
  key: fc.constantFrom('a', 'b', 'c', 'd'),
  size: fc.nat(3),
  modifiedAt: fc.nat(3),
  version: fc.constant(null),
});
const look = fc
  .array(entry)
  .map((entries) => new Map<string, Entry>(entries.map((each) => [each.key, each])));

test('two looks differ in the files that differ, and in no others', () => {
  fc.assert(
    fc.property(look, look, (before, now) => {
      const after = new Map(before);
      for (const change of changesBetween(before, now))
        if (change.now) after.set(change.key, change.now);
        else after.delete(change.key);
      expect(after).toEqual(new Map([...now]));
      expect(changesBetween(now, now)).toEqual([]);
    }),
  );
});

test('the same version written again is no other content', () => {
  const one = { key: 'a', size: 1, modifiedAt: 1, version: 'etag' };
  const [change] = changesBetween(new Map([['a', one]]), new Map([['a', { ...one, modifiedAt: 2 }]]));
  expect(change).toMatchObject({ key: 'a', differs: false });
});

describe('who is at work', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is a session for a minute after the last write to it', () => {
    const ended = vi.fn();
    const activity = new Activity(ended);
    activity.note('sessions/one/w/n_scratch.md');
    vi.advanceTimersByTime(40_000);
    activity.note('sessions/one/w/n_summary.md');
    vi.advanceTimersByTime(30_000);
    expect(activity.running()).toEqual([{ session: 'one', keys: ['sessions/one/w/n_summary.md'] }]);
    vi.advanceTimersByTime(30_001);
    expect(activity.running()).toEqual([]);
    expect(ended).toHaveBeenCalled();
  });

  test('is nobody where files beside the sessions are written, or were long ago', () => {
    const activity = new Activity(() => {});
    activity.note('agents/a_memories/1.md');
    activity.note('sessions/one/session.json', 61_000);
    expect(activity.running()).toEqual([]);
  });
});

describe('own writes', () => {
  test('are told from later ones by time or version', async () => {
    const own = new OwnWrites();
    const left = { version: 'v2', modifiedAt: Date.now() };
    await own.during(
      's',
      'k',
      async () => left,
      (written) => written,
    );
    expect(own.isOwn('s', 'k', left)).toBe(true);
    expect(own.isOwn('s', 'k', { version: null, modifiedAt: left.modifiedAt })).toBe(true);
    expect(own.isOwn('s', 'k', { version: 'v3', modifiedAt: left.modifiedAt + 1 })).toBe(false);
    expect(own.isOwn('s', 'k', null)).toBe(false);
    expect(own.isOwn('other', 'k', left)).toBe(false);
  });

  test('show how far the store’s clock is off', async () => {
    const own = new OwnWrites();
    const write = (modifiedAt: number) =>
      own.during(
        's',
        'k',
        async () => ({ version: 'v', modifiedAt }),
        (written) => written,
      );
    await write(Date.now() + 90_000);
    expect(own.offsetOf('s')).toBeGreaterThan(80_000);
    await write(Date.now() - 1);
    expect(own.offsetOf('s')).toBe(0);
  });
});
