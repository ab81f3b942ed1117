import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSeed } from './driver/seed.ts';
import { type Bundle, bundleHost } from './host/bundle.ts';

/** Drawn anew each time; a failure names its seed, which `npm run test:crash` runs again. */
const first = Math.floor(Math.random() * 1e9);
const kills = 25;

describe.skipIf(process.platform === 'win32')(
  'an app that is killed at random moments',
  { concurrent: true },
  () => {
    let bundle: Bundle;

    beforeAll(async () => {
      bundle = await bundleHost();
    });

    afterAll(() => bundle.remove());

    // One in three has two apps at once on the same store and home.
    it.each([0, 1, 2, 3])(
      'loses nothing that was saved, typed, shown or replaced (run %i)',
      async (n) => {
        const counts = await runSeed(first + n, kills, bundle);
        expect(counts.kills).toBeGreaterThanOrEqual(kills);
        expect(counts.actions).toBeGreaterThan(0);
      },
      300_000,
    );
  },
);
