import { expectAccessible } from '../harness/axe.ts';
import { levels } from '../harness/screen.ts';
import { expect, nameOf, servers, test } from './test.ts';

const summary = 'sessions/alpha/flow/plan_summary.md';
const note = 'sessions/alpha/artifacts/notes/über plan.txt';

const patiently = expect.configure({ timeout: 30_000 });

test.setTimeout(120_000);

for (const server of servers.filter((one) => one === 'ignored' || one === 'honoured' || one === 'named')) {
  test.describe(nameOf(server), () => {
    test.use({ server, apart: true, filesGo: true });

    test('a session that others have deleted is found, looked into and brought back with all it carried', async ({
      ui,
      window,
      bucket,
    }) => {
      const keepsVersions = await bucket.keepVersions();
      const metadata = { owner: 'team a' };
      await bucket.write(summary, 'By a run.\n', { ContentType: 'text/x-notes', Metadata: metadata });
      const before = (await bucket.keys()).filter((key) => key.startsWith('sessions/alpha/'));
      await patiently(ui.row('alpha', levels.session)).toBeVisible();
      await ui.row('alpha', levels.session).click();
      const overview = window.getByRole('region', { name: 'Session alpha' });
      await patiently(overview.getByText('plan')).not.toHaveCount(0);
      for (const key of before) await bucket.remove(key);
      await window.keyboard.press('F5');
      // Whoever has it open is led to what the bucket has kept of it.
      await patiently(overview.getByRole('button', { name: 'Deleted files in the bucket' })).toBeVisible();

      await patiently(ui.row('beta', levels.session)).toBeVisible();
      await ui.command('Deleted sessions of the bucket');
      await window.getByRole('button', { name: 'Look for deleted sessions' }).click();
      const found = window.getByRole('list', { name: 'Deleted sessions' });
      if (!keepsVersions) {
        // A bucket that keeps none, and a server that knows none, say so.
        await patiently(
          window.getByText(/keeps no versions|knows no versions|Could not list/).first(),
        ).toBeVisible();
        await expect(found).toBeHidden();
        return;
      }
      await patiently(window.getByText('1 deleted of 2 sessions looked at. That is all.')).toBeVisible();
      await expectAccessible(window);
      await found.getByRole('button', { name: 'alpha' }).click();

      const files = window.getByRole('list', { name: 'Deleted files' });
      await patiently(files.getByRole('listitem')).toHaveCount(before.length);
      await expectAccessible(window);
      await files.getByRole('button', { name: 'flow/plan_summary.md' }).click();
      const versions = window.getByRole('listbox', { name: 'Versions' });
      await patiently(versions.getByRole('option')).not.toHaveCount(0);
      await versions.getByRole('option').nth(1).click();
      await patiently
        .poll(() => ui.textOf(window.getByRole('region', { name: 'The version' })))
        .toContain('By a run.');

      await window.getByRole('tab', { name: 'Deleted: alpha' }).click();
      await files.getByRole('checkbox', { name: 'Bring back artifacts/notes/über plan.txt' }).uncheck();
      await window.getByRole('button', { name: `Bring back ${before.length - 1} files` }).click();
      await patiently(window.getByText(`${before.length - 1} files are back.`)).toBeVisible();
      await patiently(files.getByRole('listitem')).toHaveCount(1);
      await patiently(ui.row('alpha', levels.session)).toBeVisible();
      expect(await bucket.read(summary)).toBe('By a run.\n');
      expect(await bucket.facts(summary)).toMatchObject({ ContentType: 'text/x-notes', Metadata: metadata });
      expect(await bucket.read(note)).toBeNull();

      await ui.row('alpha', levels.session).click({ button: 'right' });
      await window.getByRole('menuitem', { name: 'Deleted files in the bucket' }).click();
      await files.getByRole('checkbox', { name: /über plan/ }).check();
      await window.getByRole('button', { name: 'Bring back 1 file' }).click();
      await patiently.poll(() => bucket.read(note)).toBe('an artifact\n');
    });
  });
}
