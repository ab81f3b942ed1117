import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutParts } from '#storage/s3/cut-parts.ts';
import { checkFitsObject, partSize, sizeOfPart } from '#storage/s3/part-sizes.ts';
import { codeOf, gather } from '../contract/helpers.ts';

const [mebibyte, gibibyte, tebibyte] = [1024 ** 2, 1024 ** 3, 1024 ** 4];

/** The sizes of as many parts as S3 takes. */
const sizes = (whole?: number) => Array.from({ length: 10_000 }, (_, index) => sizeOfPart(index, whole));
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe('the size of a part', () => {
  test.each([9 * mebibyte, 78 * gibibyte, 79 * gibibyte, tebibyte, 5 * tebibyte])(
    'is the same for all of %d bytes, which fit',
    (whole) => {
      const all = sizes(whole);
      expect(new Set(all).size).toBe(1);
      expect(sum(all)).toBeGreaterThanOrEqual(whole);
      expect(all[0]).toBeGreaterThanOrEqual(partSize);
      expect(all[0]).toBeLessThan(gibibyte);
    },
  );

  test('of a body of unknown size grows, so that the largest object fits', () => {
    const all = sizes();
    expect(sum(all)).toBeGreaterThanOrEqual(5 * tebibyte);
    expect(Math.max(...all)).toBeLessThan(5 * gibibyte);
    expect(all).toEqual(all.toSorted((a, b) => a - b));
    // Some servers take no parts of different sizes: most bodies have none.
    expect(new Set(all.slice(0, 999))).toEqual(new Set([partSize]));
  });
});

test('what no bucket takes is told by its size, or by what was sent of it', async () => {
  const check = (bytes: number, parts?: number) =>
    codeOf(Promise.resolve().then(() => checkFitsObject('a', bytes, parts)));
  expect(await check(5 * tebibyte + 1)).toBe('TOO_LARGE');
  expect(await check(1, 10_001)).toBe('TOO_LARGE');
  expect(() => checkFitsObject('a', 5 * tebibyte, 10_000)).not.toThrow();
});

test('parts are the body, in order, each of its size, and the last of one byte at least', async () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(pieces, fc.integer({ min: 1, max: 16 }), fc.boolean(), async (given, least, grows) => {
      const sizeOf = (index: number) => least + (grows ? index : 0);
      async function* source() {
        yield* given;
      }
      const parts = await gather(cutParts(source(), sizeOf));
      const body = Buffer.concat(given);
      expect(Buffer.concat(parts.map(({ bytes }) => bytes))).toEqual(body);
      expect(parts.map(({ number }) => number)).toEqual(parts.map((_, index) => index + 1));
      expect(parts.map(({ isLast }) => isLast)).toEqual(parts.map((_, index) => index === parts.length - 1));
      for (const [index, { bytes, isLast }] of parts.entries()) {
        if (!isLast) expect(bytes.byteLength).toBe(sizeOf(index));
        else if (body.length > 0) expect(bytes.byteLength).toBeGreaterThan(0);
      }
      expect(await gather(cutParts(body, sizeOf))).toHaveLength(parts.length);
    }),
  );
});
