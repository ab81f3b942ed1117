import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { levels, type Screen } from '../harness/screen.ts';
import { type BucketStore, expect, nameOf, servers, test } from './test.ts';

const summary = 'sessions/alpha/flow/plan_summary.md';
const mine = 'Mine: é, 漢字, 🎉\n\ntrailing blanks  \nno final newline';

/** A server may be far away, and the machine busy with other tests. */
const patiently = expect.configure({ timeout: 30_000 });

test.setTimeout(120_000);

async function openPlan(ui: Screen): Promise<void> {
  await ui.openNode('alpha', 'flow', 'plan');
  await patiently.poll(() => ui.textOf(ui.part('Summary'))).toContain('Price decides.');
}

async function upload(ui: Screen, window: Page, name: string, buffer: Buffer): Promise<void> {
  const chooser = window.waitForEvent('filechooser');
  await ui.command('Upload artifacts');
  await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer });
}

const digest = (content: Uint8Array | null) => content && createHash('sha256').update(content).digest('hex');

const stored = (bucket: BucketStore, key: string) => patiently.poll(() => bucket.read(key));

const ofAlpha = (keys: readonly string[]) => keys.filter((key) => key.startsWith('sessions/alpha/'));

for (const server of servers) {
  test.describe(nameOf(server), () => {
    test.use({ server, filesGo: true });

    test('a text is browsed to, edited, saved, and restored from its history', async ({
      ui,
      window,
      bucket,
    }) => {
      const [before, keys] = [await bucket.read(summary), await bucket.keys()];
      await patiently(ui.row('Sessions', levels.section)).toContainText('2');
      await openPlan(ui);
      await ui.replaceText(ui.part('Summary'), mine);
      await ui.save();
      await patiently(ui.part('Summary').getByText(/^Saved/)).toBeVisible();
      expect(await bucket.read(summary)).toBe(mine);
      expect(await bucket.keys()).toEqual(keys);

      await window.keyboard.press('Alt+H');
      const versions = window.getByRole('listbox', { name: 'Versions' });
      await patiently(versions.getByRole('option', { name: /You edited/ })).toBeVisible();
      await versions.getByRole('option').last().click();
      await window
        .getByRole('region', { name: 'The version' })
        .getByRole('button', { name: 'Restore' })
        .click();
      await patiently(versions.getByRole('option', { name: /You restored/ })).toBeVisible();
      expect(await bucket.read(summary)).toBe(before);
    });

    test('what another client writes in between is not overwritten, and both are merged', async ({
      ui,
      bucket,
    }) => {
      const base = (await bucket.read(summary)) ?? '';
      await openPlan(ui);
      await ui.replaceText(ui.part('Summary'), base.replace('Charges explain', 'Line speed explains'));
      const theirs = base.replace('Price decides.', 'Transit time decides.');
      await bucket.write(summary, theirs);
      await ui.save();
      await patiently(ui.part('Summary').getByRole('button', { name: 'Merge', exact: true })).toBeVisible();
      expect(await bucket.read(summary)).toBe(theirs);
      await ui.part('Summary').getByRole('button', { name: 'Merge', exact: true }).click();
      await patiently.poll(() => ui.textOf(ui.part('Summary'))).toContain('Transit time decides.');
      await ui.save();
      await patiently(ui.part('Summary').getByText(/^Saved/)).toBeVisible();
      expect(await bucket.read(summary)).toBe(theirs.replace('Charges explain', 'Line speed explains'));
    });

    test('a session is created, one is deleted and brought back, and all is there when connected again', async ({
      ui,
      window,
      bucket,
    }) => {
      const before = await bucket.keys();
      await ui.row(/Sessions/, levels.section).click({ button: 'right' });
      await window.getByRole('menuitem', { name: 'New session' }).click();
      const dialog = window.getByRole('dialog', { name: 'New session' });
      await dialog.getByLabel('Id').fill('new one');
      await dialog.getByLabel('Agent').fill('researcher');
      await window.keyboard.press('Enter');
      await patiently(window.getByRole('tab', { name: 'new one' })).toBeVisible();
      await stored(bucket, 'sessions/new one/session.json').toContain('"researcher"');

      await ui.row('alpha', levels.session).click();
      await window.keyboard.press('Delete');
      const question = window.getByRole('dialog', { name: 'Delete session alpha?' });
      await patiently(question).toContainText('4 files');
      await question.getByRole('button', { name: 'Delete' }).click();
      await patiently(window.getByRole('status').filter({ hasText: 'is deleted' })).toContainText('alpha');
      expect(ofAlpha(await bucket.keys())).toEqual([]);
      await window.keyboard.press('Control+Z');
      await patiently(window.getByRole('status').filter({ hasText: '4 files are back' })).toBeVisible();
      expect(ofAlpha(await bucket.keys())).toEqual(ofAlpha(before));

      await ui.row('store ü', levels.store).click({ button: 'right' });
      await window.getByRole('menuitem', { name: 'Close', exact: true }).click();
      await window.getByRole('button', { name: /^(?!Remove).*store ü/ }).click();
      await patiently(ui.row('alpha', levels.session)).toBeVisible();
      await patiently(ui.row('new one', levels.session)).toBeVisible();
    });

    test('an artifact goes up in parts, is renamed, and comes down with the same bytes', async ({
      ui,
      window,
      bucket,
    }) => {
      const bytes = randomBytes(9 * 1024 * 1024);
      const [name, renamed] = [
        'sessions/alpha/artifacts/model.bin',
        'sessions/alpha/artifacts/kept/model 2.bin',
      ];
      await patiently(ui.row('alpha', levels.session)).toBeVisible();
      await ui.row('alpha', levels.session).click();
      await upload(ui, window, 'model.bin', bytes);
      await patiently.poll(async () => digest(await bucket.bytes(name))).toBe(digest(bytes));
      expect(await bucket.uploads()).toEqual([]);

      await ui.expand(ui.row('alpha', levels.session));
      await ui.expand(ui.row('Artifacts', levels.workflow));
      await ui.row('model.bin').click();
      await patiently(window.getByRole('tab', { name: 'model.bin' })).toBeVisible();
      await ui.command('Rename the artifact');
      const dialog = window.getByRole('dialog', { name: 'Rename model.bin' });
      await dialog.getByLabel('Name').fill('kept/model 2.bin');
      await window.keyboard.press('Enter');
      await patiently(dialog).toBeHidden();
      await patiently.poll(async () => digest(await bucket.bytes(renamed))).toBe(digest(bytes));
      expect(await bucket.bytes(name)).toBeNull();

      await patiently(window.getByRole('tab', { name: 'model 2.bin' })).toBeVisible();
      const download = window.waitForEvent('download');
      await ui.command('Save a copy of the file as');
      expect(digest(readFileSync(await (await download).path()))).toBe(digest(bytes));
    });
  });
}
