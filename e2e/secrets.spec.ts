import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type Company, connect, note, test } from './harness/company.ts';
import { heapOf } from './harness/heap.ts';
import { Screen } from './harness/screen.ts';
import { expect } from './harness/test.ts';
import type { WebApp } from './harness/web-app.ts';

// A snapshot of the page's memory is large, and searched as a whole.
test.setTimeout(180_000);

/** All that the app has told the page. */
function toldTo(page: Page): () => string {
  const frames: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => frames.push(payload.toString())),
  );
  return () => frames.join('\n');
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

/** What the process was started with, and everything that it has started. */
function argumentsOf(app: WebApp): string {
  const own = app.process.pid ?? 0;
  const children = readFileSync(`/proc/${own}/task/${own}/children`, 'utf8').split(' ').filter(Boolean);
  return [own, ...children].map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8')).join('\n');
}

/** Which of the secrets stand in a text, by their number: a failed test must not print them all. */
function foundIn(text: string, secrets: readonly string[]): number[] {
  return secrets.flatMap((secret, index) => (text.includes(secret) ? [index] : []));
}

async function expectNowhere(
  secrets: readonly string[],
  { page, app, told, home }: { page: Page; app: WebApp; told: () => string; home: string },
): Promise<void> {
  // What is no secret is found in the same way, so that the search itself is known to find.
  expect(told()).toContain('plan_scratch.md');
  expect(argumentsOf(app)).toContain('--secrets-file');
  expect(foundIn(told(), secrets), 'what the page was told').toEqual([]);
  expect(foundIn(argumentsOf(app), secrets), 'arguments of processes').toEqual([]);
  expect(foundIn(app.errors(), secrets), 'standard error').toEqual([]);
  for (const file of filesBelow(home)) {
    expect(foundIn(readFileSync(file, 'latin1'), secrets), file).toEqual([]);
  }
  // A dialog has left the page a moment before its last traces have.
  const found = async () => {
    const memory = await heapOf(page);
    return { search: memory.includes('plan_scratch.md'), secrets: foundIn(memory, secrets) };
  };
  await expect
    .poll(found, { timeout: 90_000, message: 'memory of the page' })
    .toEqual({ search: true, secrets: [] });
}

/** Saves twice in vain, so that there are errors, and then well; copies what helpers are given. */
async function work(page: Page, { server }: Company): Promise<void> {
  const ui = new Screen(page);
  await ui.openNode('minimal', 'default', 'plan');
  await ui.replaceText(ui.part('Scratch'), 'After.\n');
  server.fault = ({ method }) => (method === 'PUT' ? { status: 403, code: 'AccessDenied' } : undefined);
  await ui.save();
  await expect(ui.part('Scratch')).toContainText('Not saved');
  server.fault = undefined;
  await ui.save();
  await expect.poll(() => server.get('agents', note)?.body.toString()).toBe('After.\n');
}

test('keys that were entered are in no memory, message, file or argument but where they are kept', async ({
  company,
  appWith,
  scratchFolder,
}) => {
  const { aws } = company;
  const { expiration: _, ...old } = aws.issued.give(3_600_000);
  const { expiration: __, ...fresh } = aws.issued.give(3_600_000);
  const { page, app, told } = await appWith({ kind: 'keys' }, old).then((started) => ({
    ...started,
    told: toldTo(started.page),
  }));
  await page.reload();
  await connect(page);
  await expect(page.getByRole('tree').getByRole('treeitem', { name: /Sessions/ })).toBeVisible();
  aws.issued.refuse(old.accessKeyId);
  await page.keyboard.press('F5');
  const ui = new Screen(page);
  await expect(ui.row('Agents')).toContainText('signed out');
  await ui.command('Sign in to the store');
  const dialog = page.getByRole('dialog', { name: 'New keys for Agents' });
  await dialog.getByLabel('Access key').fill(fresh.accessKeyId);
  await dialog.getByLabel('Secret key').fill(fresh.secretAccessKey);
  await dialog.getByLabel('Token').fill(fresh.sessionToken);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await work(page, company);

  const secrets = [old, fresh].flatMap((keys) => Object.values(keys));
  const home = join(scratchFolder, 'home');
  await expectNowhere(secrets, { page, app, told, home });
  // The one place where they are, for the next start.
  const kept = readFileSync(join(scratchFolder, 'secrets'), 'utf8');
  expect(foundIn(kept, Object.values(fresh))).toEqual([0, 1, 2]);
});

test('neither are the credentials that single sign-on and roles give out, nor their tokens', async ({
  company,
  appWith,
  scratchFolder,
}) => {
  const { sso, issued } = company.aws;
  const { startUrl, accountId, roleName } = sso;
  const started = await appWith({ kind: 'sso', startUrl, ssoRegion: 'us-east-1', accountId, roleName });
  const told = toldTo(started.page);
  await started.page.reload();
  await connect(started.page);
  await expect(started.page.getByRole('tree').getByRole('treeitem', { name: /Sessions/ })).toBeVisible();
  await work(started.page, company);
  const secrets = [...issued.secrets(), ...sso.tokens, ...sso.refreshTokens, 'secret-of-the-client'];
  expect(secrets.length).toBeGreaterThan(4);
  await expectNowhere(secrets, { ...started, told, home: join(scratchFolder, 'home') });
});
