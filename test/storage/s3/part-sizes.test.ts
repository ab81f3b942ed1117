import { describe, expect, test } from 'vitest';
import { checkFitsObject, partSize, sizeOfParts } from '#storage/s3/part-sizes.ts';
import { codeOf } from '../contract/helpers.ts';

const [mebibyte, gibibyte, tebibyte] = [1024 ** 2, 1024 ** 3, 1024 ** 4];

describe('the size of parts', () => {
  test.each([1, 9 * mebibyte, 78 * gibibyte, 79 * gibibyte, tebibyte, 5 * tebibyte])(
    'of %d bytes is such that they fit',
    (whole) => {
      expect(10_000 * sizeOfParts(whole)).toBeGreaterThanOrEqual(whole);
      expect(sizeOfParts(whole)).toBeGreaterThanOrEqual(partSize);
      expect(sizeOfParts(whole)).toBeLessThan(gibibyte);
    },
  );

  test('is the least where that of the body is unknown', () => {
    expect(sizeOfParts(undefined)).toBe(partSize);
  });
});

test('what no bucket takes is told by its size', async () => {
  const check = (bytes: number) => codeOf(Promise.resolve().then(() => checkFitsObject('a', bytes)));
  expect(await check(5 * tebibyte + 1)).toBe('TOO_LARGE');
  expect(() => checkFitsObject('a', 5 * tebibyte)).not.toThrow();
});
