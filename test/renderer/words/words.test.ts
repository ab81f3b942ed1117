import { describe, expect, test } from 'vitest';
import { formatBytes, plural } from '#ui/words/numbers.ts';
import { formatAge, formatExact, formatWhen } from '#ui/words/times.ts';

test('sizes keep two figures until they have three', () => {
  expect([0, 595, 1023, 3174, 186_368, 1_782_579, 1024 ** 3].map(formatBytes)).toEqual([
    '0 B',
    '595 B',
    '1.0 KB',
    '3.1 KB',
    '182 KB',
    '1.7 MB',
    '1.0 GB',
  ]);
  expect(formatBytes(10_239)).toBe('10 KB');
  expect(formatBytes(-1)).toBe('–');
});

test('counts agree with their noun', () => {
  expect(plural(1, 'file')).toBe('1 file');
  expect(plural(1400, 'file')).toBe('1,400 files');
  expect(plural(2, 'entry', 'entries')).toBe('2 entries');
});

describe('times', () => {
  const now = new Date(2026, 1, 10, 15, 0).getTime();
  const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime();

  test('ages are one unit long, and dates after a week', () => {
    expect(formatAge(now - 20_000, now)).toBe('20s');
    expect(formatAge(now - 5 * 60_000, now)).toBe('5m');
    expect(formatAge(now - 3 * 3_600_000, now)).toBe('3h');
    expect(formatAge(now - 6 * 86_400_000, now)).toBe('6d');
    expect(formatAge(at(2026, 0, 25, 12, 0), now)).toBe('25 Jan');
    expect(formatAge(at(2025, 0, 25, 12, 0), now)).toBe('25 Jan 2025');
  });

  test('a clock that runs ahead gives no negative age', () => {
    expect(formatAge(now + 5000, now)).toBe('0s');
    expect(formatWhen(now + 5000, now)).toBe('Just now');
  });

  test('sentences name the day where it is near', () => {
    expect(formatWhen(now - 2 * 60_000, now)).toBe('2 min ago');
    expect(formatWhen(at(2026, 1, 10, 9, 5), now)).toBe('Today 09:05');
    expect(formatWhen(at(2026, 1, 9, 23, 0), now)).toBe('Yesterday 23:00');
    expect(formatWhen(at(2026, 0, 29, 12, 0), now)).toBe('29 Jan');
    expect(formatExact(at(2026, 1, 1, 14, 28))).toBe('1 Feb 2026, 14:28:00');
  });
});
