import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderStore, hashes } from '../../../e2e/harness/stores.ts';
import { temporaryFolder } from '../../support/home.ts';
import { built, endedByRequest, program } from '../../support/program.ts';

/** The built web host in a process of its own. */
function start(args: readonly string[], env: Record<string, string> = {}) {
  const home = temporaryFolder();
  return { home, ...program([built('node/web.js'), ...args], { AGENTFLOW_SESSIONS_HOME: home, ...env }) };
}

it('says once that it is ready, serves the page, ends cleanly, and leaves the store as it was', async () => {
  const store = folderStore(join(temporaryFolder(), 'store'));
  const before = hashes(store);
  const { child, said, ready, ended } = start(['--no-open', store.argument]);
  const url = await ready();
  const admitted = await fetch(url, { redirect: 'manual' });
  const cookie = admitted.headers.get('set-cookie')?.split(';')[0] ?? '';
  const page = await fetch(new URL('/', url), { headers: { cookie } });
  expect(await page.text()).toContain('<div id="root">');
  child.kill('SIGTERM');
  expect(await ended()).toBe(endedByRequest);
  expect(said.out).toMatch(/^Ready: http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}\n$/);
  expect(said.err).toBe('');
  expect(hashes(store)).toEqual(before);
});

it('is ready even if a store cannot be opened, and says which and why', async () => {
  const { said, ready } = start(['--no-open', '/nowhere/at/all']);
  await ready();
  expect(said.err).toMatch(/“\/nowhere\/at\/all” could not be opened\. .+/);
});

it('ends with 2 and a reason when an option is not known', async () => {
  const { ended, said } = start(['--no-opne']);
  expect([await ended(), said.out]).toEqual([2, '']);
  expect(said.err).toContain('--no-opne');
});

it('ends with 1 and a reason when its port is taken', async () => {
  const first = start(['--no-open']);
  const { port } = await first.ready();
  const second = start(['--no-open', '--port', port]);
  expect([await second.ended(), second.said.out]).toEqual([1, '']);
  expect(second.said.err).toContain(port);
});

it('shows its token to no other user: the browser is given a file that only this one can read', async () => {
  if (process.platform === 'win32') return;
  const folder = temporaryFolder();
  const seen = join(folder, 'seen');
  const browser = join(folder, 'browser');
  writeFileSync(browser, `#!/bin/sh\nprintf '%s\\n' "$@" > '${seen}.part'\nmv '${seen}.part' '${seen}'\n`, {
    mode: 0o755,
  });
  const { ready, home } = start([], { AGENTFLOW_SESSIONS_BROWSER: browser });
  const token = (await ready()).searchParams.get('token') ?? '';
  while (!existsSync(seen)) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(readFileSync(seen, 'utf8')).toMatch(/^--app=file:.*open\.html\n$/);
  expect(readFileSync(seen, 'utf8')).not.toContain(token);
  const page = join(home, 'open.html');
  expect(readFileSync(page, 'utf8')).toContain(token);
  expect(statSync(page).mode & 0o077).toBe(0);
});
