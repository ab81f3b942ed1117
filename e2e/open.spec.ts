import { expect, test } from './harness/test.ts';

for (const storeKind of ['folder', 's3'] as const) {
  test.describe(`on ${storeKind}`, () => {
    test.use({ storeKind });

    test('shows the store that was named on the command line', async ({ window, store }) => {
      await expect(window.getByRole('contentinfo')).toContainText(
        storeKind === 'folder' ? 'store' : 'agents-',
      );
      expect(store.keys().length).toBeGreaterThan(300);
    });
  });
}

test('the token leaves the address bar at once', async ({ window }) => {
  expect(new URL(window.url()).search).toBe('');
});
