import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitted, type Placement, readPlacement, writePlacement } from '#hosts/electron/window-state.ts';
import { openHome } from '#services/app/home.ts';
import { temporaryFolder } from '../../support/home.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const monitor = { x: 1440, y: 0, width: 2560, height: 1440 };
const at = (x: number, y: number, width = 1000, height = 700): Placement => ({
  x,
  y,
  width,
  height,
  maximized: false,
});

describe('the place of the window', () => {
  it('is the one that was remembered', async () => {
    const home = openHome(temporaryFolder());
    const placement = { ...at(1500, 40), maximized: true };
    await writePlacement(home, placement);
    expect(await readPlacement(home, [laptop, monitor])).toEqual(placement);
  });

  it('is centred and of the usual size the first time, or when what was kept is damaged', async () => {
    const home = openHome(temporaryFolder());
    const usual = { width: 1440, height: 875, maximized: false };
    expect(await readPlacement(home, [laptop])).toEqual(usual);
    await home.writeJson('window.json', { width: 'wide' });
    expect(await readPlacement(home, [laptop])).toEqual(usual);
  });

  it('is centred on the first display when its own is gone', () => {
    expect(fitted(at(2000, 100), [laptop])).toEqual({ width: 1000, height: 700, maximized: false });
  });

  it('moves back in when the window hangs over the edge', () => {
    expect(fitted(at(1000, 400), [laptop])).toMatchObject({ x: 440, y: 200 });
    expect(fitted(at(0, 10), [laptop])).toMatchObject({ x: 0, y: 25 });
  });

  it('lies within one display and can always be taken hold of', () => {
    const number = fc.integer({ min: -6000, max: 6000 });
    const size = fc.integer({ min: 100, max: 6000 });
    fc.assert(
      fc.property(number, number, size, size, (x, y, width, height) => {
        const result = fitted(at(x, y, width, height), [laptop, monitor]);
        const { x: left, y: top } = result;
        const inside = (area: typeof laptop) =>
          result.width <= area.width &&
          result.height <= area.height &&
          (left === undefined || (left >= area.x && left + result.width <= area.x + area.width)) &&
          (top === undefined || (top >= area.y && top + result.height <= area.y + area.height));
        expect(inside(laptop) || inside(monitor)).toBe(true);
      }),
    );
  });
});
