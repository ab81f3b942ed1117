import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { levels } from './harness/screen.ts';
import { fixtureStore, hashes } from './harness/stores.ts';
import { expect, test } from './harness/test.ts';

const expected = JSON.parse(readFileSync(join(fixtureStore, '..', 'expected.json'), 'utf8')) as {
  list_sessions: string[];
  sessions: Record<string, { get_json: string | null }>;
};

test('all sessions are in the tree, and the damaged ones say what is wrong', async ({ ui, window }) => {
  const damaged = expected.list_sessions.filter((id) => expected.sessions[id]?.get_json === null);
  expect(damaged.length).toBeGreaterThan(5);
  for (const id of expected.list_sessions) {
    await ui.filter(id);
    const row = ui.row(/./, levels.session);
    await expect(row).toContainText(id.slice(0, 8));
    if (!damaged.includes(id)) continue;
    await expect(row).toContainText('session.json');
    await row.click();
    await expect(window.getByRole('main')).toContainText(/session\.json/);
  }
});

test('node exec_summary is one row with its two files', async ({ ui }) => {
  await ui.openNode('73f778aa', 'exec_brief', 'exec_summary');
  await expect(ui.part('Scratch').getByText('exec_summary_scratch.md')).toBeVisible();
  await expect(ui.part('Summary').getByText('exec_summary_summary.md')).toBeVisible();
});

// In parts, so that both cores are busy.
const parts = 4;
for (let part = 0; part < parts; part++) {
  test(`every file opens and nothing changes on disk (part ${part + 1} of ${parts})`, async ({
    ui,
    window,
    store,
  }) => {
    test.setTimeout(300_000);
    const before = hashes(store);
    const sessions = expected.list_sessions.filter((_, index) => index % parts === part);
    let opened = 0;
    for (const id of sessions) {
      await ui.filter(id);
      await ui.row(id, levels.session).click();
      await ui.expandAll();
      const leaves = ui.tree.locator('[role=treeitem]:not([aria-expanded])');
      for (let index = 0; index < (await leaves.count()); index++) {
        await leaves.nth(index).click();
        await expect(window.getByRole('main').locator('.skeleton')).toHaveCount(0);
        const damaged = (await leaves.nth(index).textContent())?.includes('truncated.png');
        await expect(window.getByRole('main').getByRole('alert')).toHaveCount(damaged ? 1 : 0);
        opened += 1;
      }
    }
    const files = Object.keys(before).filter((key) =>
      sessions.some((id) => key.startsWith(`sessions/${id}/`)),
    );
    // A node's row opens two files.
    expect(opened).toBeGreaterThanOrEqual(files.length / 2);
    expect(hashes(store)).toEqual(before);
  });
}
