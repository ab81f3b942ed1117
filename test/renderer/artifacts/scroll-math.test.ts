import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clampTop,
  contentHeight,
  type Extent,
  isScaled,
  lastTop,
  scrollOf,
  topOf,
} from '#ui/artifacts/scroll-math.ts';

const extents: fc.Arbitrary<Extent> = fc.record({
  rows: fc.integer({ min: 1, max: 100_000_000 }),
  rowHeight: fc.constantFrom(20, 24),
  viewport: fc.integer({ min: 100, max: 2000 }),
});

test('every row can be scrolled to, and no page is higher than a browser draws', () => {
  fc.assert(
    fc.property(extents, fc.double({ min: 0, max: 1, noNaN: true }), (extent, share) => {
      const top = share * lastTop(extent);
      const scroll = scrollOf(top, extent);
      expect(contentHeight(extent)).toBeLessThanOrEqual(8_000_000);
      expect(scroll).toBeLessThanOrEqual(Math.max(0, contentHeight(extent) - extent.viewport) + 0.001);
      expect(topOf(scroll, extent)).toBeCloseTo(top, 2);
    }),
  );
});

test('the end of the bar is the end of the rows', () => {
  const extent = { rows: 4_000_000, rowHeight: 20, viewport: 600 };
  expect(isScaled(extent)).toBe(true);
  expect(topOf(contentHeight(extent) - 600, extent)).toBeCloseTo(4_000_000 - 30, 5);
  expect(clampTop(9e9, extent)).toBe(4_000_000 - 30);
});
