import type { Page } from '@playwright/test';
import { levels } from './harness/screen.ts';
import { expect, test } from './harness/test.ts';

const session = '1b98fbe4-6680-4a11-9ba1-192ec42b7170';
const traps: Record<string, string> = {
  'trap.html':
    '<!doctype html><script>parent.postMessage("owned","*");document.title="owned"</script><img src="https://example.com/x.png" onerror="alert(1)"><meta http-equiv="refresh" content="0;url=https://example.com/">',
  'trap.svg':
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" onload="alert(1)"><script>alert(2)</script><image href="https://example.com/x.png" width="9" height="9"/><rect width="40" height="40" fill="red"/></svg>',
  'trap.md':
    '# Trap\n\n<script>window.owned = true</script><img src=x onerror="window.owned=true">\n\n![remote](https://example.com/x.png)\n\n[run](javascript:window.owned=true) [data](data:text/html,<script>1</script>)\n\n<iframe src="https://example.com"></iframe>\n',
};

/** What must not have happened, whatever was opened. */
async function untouched(window: Page): Promise<void> {
  expect(await window.evaluate(() => 'owned' in globalThis)).toBe(false);
  expect(await window.title()).not.toContain('owned');
  expect(new URL(window.url()).pathname).toBe('/');
}

test('the page has nothing of Node', async ({ window }) => {
  const found = await window.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', '__dirname', 'global'].filter((name) => name in globalThis),
  );
  expect(found).toEqual([]);
});

test('the policy refuses inline and remote script', async ({ page, app }) => {
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      Object.assign(globalThis, {
        refused: [...((globalThis as { refused?: string[] }).refused ?? []), event.violatedDirective],
      });
    });
  });
  await page.goto(app.url);
  await page.evaluate(() => {
    const inline = document.createElement('script');
    inline.textContent = 'window.owned = true';
    const remote = document.createElement('script');
    remote.src = 'https://example.com/x.js';
    document.head.append(inline, remote);
    const image = new Image();
    image.src = 'https://example.com/x.png';
    document.body.setAttribute('onclick', 'window.owned = true');
    document.body.click();
  });
  await expect
    .poll(() => page.evaluate(() => (globalThis as { refused?: string[] }).refused ?? []))
    .toEqual(expect.arrayContaining(['script-src-elem', 'script-src-attr', 'img-src']));
  await untouched(page);
});

test('HTML, SVG and Markdown of a store run nothing and fetch nothing', async ({ ui, window, store }) => {
  for (const [name, text] of Object.entries(traps))
    store.write(`sessions/${session}/artifacts/${name}`, text);
  await ui.filter('1b98fbe4');
  await ui.row('1b98fbe4', levels.session).click();
  await ui.expandAll();
  for (const name of [...Object.keys(traps), 'hazards.md']) {
    await ui.row(name).click();
    const preview = window.getByRole('main').getByRole('button', { name: /^Preview/ });
    if (name.endsWith('.md')) await preview.first().click();
    await expect(window.getByRole('main').locator('.skeleton')).toHaveCount(0);
    await untouched(window);
    expect(await window.locator('main script, main iframe, main [onerror], main [onload]').count()).toBe(0);
    expect(await window.locator('main a[href^="javascript"], main a[href^="data"]').count()).toBe(0);
    expect(await window.locator('main img[src^="http"]').count()).toBe(0);
  }
});
