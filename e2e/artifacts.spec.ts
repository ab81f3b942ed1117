import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { levels, type Screen } from './harness/screen.ts';
import { expect, test } from './harness/test.ts';

const session = '902a174f-11fa-4ac0-879d-d25a49fe85b0';
const bytes = randomBytes(300_000);

/** Gives a file to the app by its own command, as a keyboard user does. */
async function upload(ui: Screen, window: Page, name: string, buffer: Buffer): Promise<void> {
  const chooser = window.waitForEvent('filechooser');
  await ui.command('Upload artifacts');
  await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer });
}

const digest = (content: Uint8Array | null) => content && createHash('sha256').update(content).digest('hex');

for (const storeKind of ['folder', 's3'] as const) {
  test.describe(`artifacts on ${storeKind}`, () => {
    test.use({ storeKind });

    test('a binary file goes up, and the same bytes come back', async ({ ui, window, store }) => {
      await ui.filter('902a174f');
      await ui.row('902a174f', levels.session).click();
      await upload(ui, window, 'model.bin', bytes);
      await expect
        .poll(() => store.read(`sessions/${session}/artifacts/model.bin`)?.length)
        .toBe(bytes.length);
      expect(digest(store.read(`sessions/${session}/artifacts/model.bin`))).toBe(digest(bytes));

      await ui.expand(ui.row('902a174f', levels.session));
      await ui.expand(ui.row('Artifacts', levels.workflow));
      await ui.row('model.bin').click();
      await expect(
        window.getByRole('grid', { name: 'Bytes' }).or(window.getByLabel('Bytes')).first(),
      ).toBeVisible();
      const download = window.waitForEvent('download');
      await ui.command('Save a copy of the file as');
      const path = await (await download).path();
      expect(digest(readFileSync(path))).toBe(digest(bytes));
    });

    test('60 MB are looked at while the window stays alive', async ({ ui, window, store }) => {
      test.setTimeout(180_000);
      const large = Buffer.alloc(60 * 1024 * 1024, 'All work and no play makes a dull agent.\n');
      store.write(`sessions/${session}/artifacts/large.txt`, large);
      store.write(`sessions/${session}/artifacts/large.bin`, Buffer.concat([Buffer.from([0, 255]), large]));
      await ui.filter('902a174f');
      await ui.expand(ui.row('902a174f', levels.session));
      await ui.refresh();
      await ui.expand(ui.row('Artifacts', levels.workflow));
      for (const name of ['large.txt', 'large.bin']) {
        await ui.row(name).click();
        await expect(window.getByRole('main').locator('.skeleton')).toHaveCount(0);
        await expect(window.getByRole('main')).toContainText('60');
        // The window answers keys while the file is there, and holds only what it shows of it.
        await window.keyboard.press('ControlOrMeta+P');
        await expect(window.getByRole('dialog')).toBeVisible();
        await window.keyboard.press('Escape');
        const cdp = await window.context().newCDPSession(window);
        await cdp.send('HeapProfiler.collectGarbage');
        const { usedSize, backingStorageSize } = await cdp.send('Runtime.getHeapUsage');
        expect(usedSize + (backingStorageSize ?? 0)).toBeLessThan(45 * 1024 * 1024);
      }
    });
  });
}
