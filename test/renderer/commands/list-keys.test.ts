import { expect, test } from 'vitest';
import { pageOf, stepOf } from '#ui/commands/list-keys.ts';

test('arrows move by a row, page keys by a page, Home and End to the ends', () => {
  const keys = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', 'Enter'];
  expect(keys.map((key) => stepOf(key, 8))).toEqual([-1, 1, -8, 8, -Infinity, Infinity, null]);
});

test('a page leaves one row in sight, and is never nothing', () => {
  expect([pageOf(240, 24), pageOf(30, 24), pageOf(0, 24)]).toEqual([9, 1, 1]);
});
