import { expectAccessible } from './harness/axe.ts';
import { layoutKept } from './harness/layout.ts';
import type { Screen } from './harness/screen.ts';
import type { OutsideStore } from './harness/stores.ts';
import { expect, test } from './harness/test.ts';

const session = 'dd44fd36-4511-4889-801e-dc8e367e5d6d';
const folder = `sessions/${session}/research_pipeline`;
const key = `${folder}/analyze_summary.md`;

const base = '# Findings\r\n\r\nPrice decides.\r\n\r\nDwell falls.\r\n\r\nCharges explain the rest.\r\n';
const theirs = base
  .replace('Price decides.', 'Transit time decides.')
  .replace('Dwell falls.', 'Dwell falls by half.');

/** The machine may be busy with other tests. */
const patiently = expect.configure({ timeout: 20_000 });

const textOf = (store: OutsideStore) => store.read(key)?.toString();

/** Types in the summary while a run writes it, so that a save is refused. */
async function conflict(ui: Screen, store: OutsideStore, mine: string): Promise<void> {
  store.write(key, base);
  await ui.openNode('dd44fd36', 'research_pipeline', 'analyze');
  await patiently.poll(() => ui.textOf(ui.part('Summary'))).toContain('Price decides.');
  await ui.replaceText(ui.part('Summary'), mine.replaceAll('\r\n', '\n'));
  store.write(key, theirs);
  await ui.save();
}

test.describe('edits that a run has crossed', () => {
  test('are merged by one click where they are about other lines, and undo brings the conflict back', async ({
    ui,
    store,
  }) => {
    const summary = ui.part('Summary');
    await conflict(ui, store, base.replace('Charges explain', 'Line speed explains'));
    await summary.getByRole('button', { name: 'Merge', exact: true }).click();
    await patiently.poll(() => ui.textOf(summary)).toContain('Transit time decides.');
    expect(textOf(store)).toBe(theirs);
    await summary.locator('.view-lines').first().click();
    await ui.page.keyboard.press('ControlOrMeta+Z');
    await patiently(summary.getByRole('button', { name: 'Merge', exact: true })).toBeVisible();
    await patiently.poll(() => ui.textOf(summary)).toContain('Price decides.');

    await summary.getByRole('button', { name: 'Merge', exact: true }).click();
    await patiently.poll(() => ui.textOf(summary)).toContain('Transit time decides.');
    await ui.save();
    await patiently(summary.getByText(/^Saved/)).toBeVisible();
    expect(textOf(store)).toBe(theirs.replace('Charges explain', 'Line speed explains'));
  });

  test.describe('in the same lines', () => {
    const mine = base
      .replace('Price decides.', 'Reliability decides.')
      .replace('Charges explain', 'Tracks explain');

    test.beforeEach(async ({ ui, store }) => {
      await conflict(ui, store, mine);
      await ui.part('Summary').getByRole('button', { name: 'Merge…' }).click();
      await patiently(ui.page.getByText('Block 1 of 3')).toBeVisible();
    });

    test('are chosen block by block, and saved with every line end', async ({ ui, store, window }) => {
      await ui.save();
      await patiently(window.getByText('Block 1 is not chosen.')).toBeVisible();
      expect(textOf(store)).toBe(theirs);
      await window.getByRole('radio', { name: 'Take both' }).click();
      await window.getByRole('button', { name: 'Put mine first' }).click();
      await patiently(window.getByText('1 chosen by you')).toBeVisible();
      await expectAccessible(window);
      await ui.save();
      await patiently(ui.part('Summary').getByText(/^Saved/)).toBeVisible();
      expect(textOf(store)).toBe(
        theirs
          .replace('Transit time decides.', 'Reliability decides.\r\nTransit time decides.')
          .replace('Charges explain', 'Tracks explain'),
      );
    });

    test('can be written by hand, also after a restart', async ({ ui, store, window, scratchFolder }) => {
      await window.getByRole('radio', { name: 'Edit' }).click();
      await window.getByRole('textbox', { name: 'Text of block 1' }).fill('Both\ndecide.');
      await layoutKept(scratchFolder, JSON.stringify('Both\ndecide.'));
      await window.reload();
      await window.getByRole('tab', { name: 'Merge of analyze_summary.md' }).click();
      await patiently(window.getByRole('textbox', { name: 'Text of block 1' })).toHaveValue('Both\ndecide.');
      await ui.save();
      await patiently
        .poll(() => textOf(store))
        .toBe(
          theirs
            .replace('Transit time decides.', 'Both\r\ndecide.')
            .replace('Charges explain', 'Tracks explain'),
        );
    });

    test('are merged anew where the file changes once more, with the choices that still apply', async ({
      ui,
      store,
      window,
    }) => {
      await window.getByRole('radio', { name: 'Take mine' }).click();
      const again = theirs.replace('# Findings', '# Findings, once more');
      store.write(key, again);
      await ui.refresh();
      await patiently(window.getByText('Your choice still applies.')).toBeVisible();
      expect(textOf(store)).toBe(again);
      await ui.save();
      await patiently
        .poll(() => textOf(store))
        .toBe(again.replace('Transit time', 'Reliability').replace('Charges explain', 'Tracks explain'));
    });

    test('give way to the run’s text, and undo brings mine back', async ({ ui, store, window }) => {
      await window.getByRole('button', { name: 'Keep the run’s text' }).click();
      const summary = ui.part('Summary');
      await patiently.poll(() => ui.textOf(summary)).toContain('Transit time decides.');
      expect(textOf(store)).toBe(theirs);
      await summary.locator('.view-lines').first().click();
      await window.keyboard.press('ControlOrMeta+Z');
      await patiently.poll(() => ui.textOf(summary)).toContain('Reliability decides.');
      await patiently(summary.getByRole('button', { name: 'Merge…' })).toBeVisible();
    });
  });
});

test.describe('on S3', () => {
  test.use({ storeKind: 's3' });

  test('my text is put back over the run’s', async ({ ui, store, window }) => {
    const mine = base.replace('Price decides.', 'Reliability decides.');
    await conflict(ui, store, mine);
    await ui.part('Summary').getByRole('button', { name: 'Merge…' }).click();
    await window.getByRole('button', { name: 'Put my text back' }).click();
    await patiently(ui.part('Summary').getByText(/^Saved/)).toBeVisible();
    expect(textOf(store)).toBe(mine);
  });
});

test('the edits of a file that was moved outside go on where it lies now', async ({ ui, store, window }) => {
  store.write(key, base);
  await ui.openNode('dd44fd36', 'research_pipeline', 'analyze');
  await ui.replaceText(ui.part('Summary'), 'Mine.');
  store.remove(key);
  store.write(`${folder}/moved_summary.md`, base);
  await ui.save();
  const summary = ui.part('Summary');
  await patiently(summary.getByText('research_pipeline/moved_summary.md')).toBeVisible();
  await summary.getByRole('button', { name: 'Carry my edits there' }).click();
  await patiently(window.getByRole('tab', { name: 'moved' })).toBeVisible();
  await patiently.poll(() => ui.textOf(ui.part('Summary'))).toBe('Mine.');
  await ui.save();
  await patiently.poll(() => store.read(`${folder}/moved_summary.md`)?.toString()).toBe('Mine.');
  expect(store.read(key)).toBeNull();
});
