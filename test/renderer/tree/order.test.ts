import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SessionFacts } from '#shared/model/session.ts';
import { dayLabel, headings, orderByAge } from '#ui/tree/order.ts';

const facts = (id: string, time: number | null): SessionFacts => ({
  id,
  agent: '',
  workflow: '',
  status: '',
  createdAt: null,
  time,
  problem: null,
  innerId: null,
});

const known = (times: readonly (number | null)[]) => {
  const ids = times.map((_, index) => `s${index}`);
  return { ids, facts: new Map(ids.map((id, index) => [id, facts(id, times[index] ?? null)])) };
};

describe('sessions by age', () => {
  const times = fc.array(fc.option(fc.nat(50)), { maxLength: 40 });

  test('every session stands once, those without a time last, equals in store order', () => {
    fc.assert(
      fc.property(times, fc.constantFrom('newest', 'newest-by-day', 'oldest'), (given, sort) => {
        const { ids, facts: all } = known(given);
        const order = [...(orderByAge(ids, all, sort) ?? [])];
        expect([...order].sort((a, b) => a - b)).toEqual(ids.map((_, index) => index));
        for (const [place, index] of order.entries()) {
          const before = order[place - 1];
          if (before === undefined) continue;
          const [x, y] = [given[before] ?? null, given[index] ?? null];
          if (x === y) expect(before).toBeLessThan(index);
          else if (y !== null && x !== null) expect(sort === 'oldest' ? x < y : x > y).toBe(true);
          else expect(y).toBeNull();
        }
      }),
    );
  });

  test('one that has just come, and is not read yet, stands with the newest', () => {
    const { ids, facts: all } = known([3, null, 8]);
    const order = orderByAge([...ids, 'new'], all, 'newest-by-day') ?? [];
    expect([...order]).toEqual([3, 2, 0, 1]);
    const now = new Date(2026, 10, 22, 15, 0).getTime();
    expect(headings(['new'], all, now)).toEqual([{ place: 0, label: 'Today' }]);
  });

  test('store order needs no list of its own', () => {
    expect(orderByAge(['a', 'b'], new Map(), 'store')).toBeNull();
  });
});

describe('headings between days', () => {
  const now = new Date(2026, 10, 22, 15, 0).getTime();
  const on = (month: number, day: number, year = 2026) => new Date(year, month - 1, day, 12).getTime();

  test.each([
    [now, 'Today'],
    [on(11, 21), 'Yesterday'],
    [on(11, 16), 'Previous 7 days'],
    [on(11, 1), 'Previous 30 days'],
    [on(1, 25), 'January'],
    [on(12, 31, 2025), 'December 2025'],
    [null, 'No date'],
  ])('%s stands under %s', (time, label) => {
    expect(dayLabel(time, now)).toBe(label);
  });

  test('one stands before the first session of each stretch', () => {
    const { ids, facts: all } = known([now, now, on(1, 25), null]);
    expect(headings(ids, all, now)).toEqual([
      { place: 0, label: 'Today' },
      { place: 2, label: 'January' },
      { place: 3, label: 'No date' },
    ]);
  });
});
