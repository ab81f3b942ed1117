import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './harness/axe.ts';
import { folderStore } from './harness/stores.ts';
import { test as base, expect } from './harness/test.ts';
import { startWebApp, type WebApp } from './harness/web-app.ts';

const network = { proxy: 'system', caFile: null, connectSeconds: 5, idleSeconds: 15, dualStack: false };
const bucket = (name: string, prefix = '') => ({
  ...{ kind: 's3', bucket: name, prefix, endpoint: 'http://127.0.0.1:9', region: 'us-east-1' },
  ...{ pathStyle: true, checksums: 'usual', credentials: { kind: 'default' }, network },
});
const entry = (id: string, name: string, folder: string, location: unknown) => ({
  ...{ id, name, folder, location, colour: null, readOnly: false, lastOpenedAt: 1, open: false },
});
/** Two in one group, one in another, and one in none. */
const remembered = [
  entry('s3-1', 'alpha', 'Production', bucket('aaa', 'memory')),
  entry('s3-2', 'beta', 'Production', bucket('bbb')),
  entry('s3-3', 'gamma', 'Staging', bucket('ccc')),
  entry('folder-1', 'delta', '', { kind: 'folder', path: '/srv/agents' }),
];

const config = `[profile acme]
region = eu-central-1
role_arn = arn:aws:iam::123456789012:role/Reader
source_profile = base
[profile base]
aws_access_key_id = planted-id
aws_secret_access_key = planted-secret
`;

interface Fixtures {
  home: string;
  start: () => Promise<WebApp>;
  /** The app with the list of connections shown. */
  list: Page;
}

const test = base.extend<Fixtures>({
  home: async ({ scratchFolder }, use) => {
    const home = join(scratchFolder, 'home');
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'stores.json'), JSON.stringify(remembered));
    await use(home);
  },
  start: async ({ home, scratchFolder }, use) => {
    const file = join(scratchFolder, 'aws-config');
    writeFileSync(file, config);
    const env = { AWS_CONFIG_FILE: file, AWS_SHARED_CREDENTIALS_FILE: '/nonexistent', S3_BUCKET: '' };
    const started: WebApp[] = [];
    await use(async () => {
      const app = await startWebApp({ stores: [], home, env });
      started.push(app);
      return app;
    });
    for (const app of started) if (app.process.exitCode === null) await app.stop();
  },
  list: async ({ page, start }, use) => {
    await page.goto((await start()).url);
    await page.keyboard.press('Control+Shift+O');
    await expect(rows(page)).toHaveCount(4);
    await use(page);
  },
});

const rows = (page: Page) => page.getByRole('listbox', { name: 'Connections' }).getByRole('option');
const row = (page: Page, name: string) => rows(page).filter({ hasText: name });
const names = (page: Page) => rows(page).locator('.connection-name').allTextContents();
const groups = (page: Page) => page.locator('.connections-group').allTextContents();
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('a connection is saved without connecting, and is there after a restart', async ({
  list,
  start,
  page,
}) => {
  await field(list, 'Bucket').fill('s3://acme/team/memory');
  await field(list, 'Name').fill('mine');
  await field(list, 'Group').fill('Staging');
  await list.getByRole('radio', { name: 'violet' }).check();
  await list.getByRole('radio', { name: 'Keys' }).click();
  await field(list, 'Access key').fill('planted-id');
  await field(list, 'Secret key').fill('planted-secret');
  await button(list, 'Save').click();
  await expect(row(list, 'mine')).toContainText('s3://acme/team/memory');
  expect(await names(list)).toEqual(['alpha', 'beta', 'gamma', 'mine', 'delta']);
  await expect(button(list, 'Save')).toBeDisabled();
  await expect(field(list, 'Access key')).toHaveAttribute('placeholder', 'kept');
  await expectAccessible(list);

  await page.goto((await start()).url);
  await page.keyboard.press('Control+Shift+O');
  await row(page, 'mine').click();
  await expect(field(page, 'Prefix')).toHaveValue('team/memory');
  await expect(page.getByRole('radio', { name: 'violet' })).toBeChecked();
  // They were in memory.
  await expect(field(page, 'Access key')).not.toHaveAttribute('placeholder');
});

test('what is typed into a form is there again with its tab, and is asked about before it goes', async ({
  list,
}) => {
  await row(list, 'alpha').click();
  await field(list, 'Prefix').fill('elsewhere');
  await row(list, 'gamma').click();
  await expect(field(list, 'Prefix')).toHaveValue('');
  await row(list, 'alpha').click();
  await expect(field(list, 'Prefix')).toHaveValue('elsewhere');

  const tab = list.getByRole('tab', { name: /alpha/ });
  await tab.click({ button: 'middle' });
  const question = list.getByRole('dialog');
  await expect(question).toContainText('alpha has edits that are not saved');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(field(list, 'Prefix')).toHaveValue('elsewhere');
  await tab.click({ button: 'middle' });
  await question.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(tab).toBeHidden();
  await expect(row(list, 'alpha')).toContainText('s3://aaa/elsewhere');
});

test('the order is changed by the keyboard, over the edge of a group too', async ({ list, home }) => {
  await row(list, 'alpha').click();
  await list.getByRole('listbox', { name: 'Connections' }).focus();
  await list.keyboard.press('Home');
  await list.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => names(list)).toEqual(['beta', 'alpha', 'gamma', 'delta']);
  await list.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => groupOf(home, 'alpha')).toBe('Staging');
  expect(await names(list)).toEqual(['beta', 'alpha', 'gamma', 'delta']);

  await list.keyboard.press('d');
  await list.keyboard.press('Shift+F10');
  await list.getByRole('menuitem', { name: 'Move to a new group…' }).click();
  await list.getByRole('dialog').getByLabel('Name').fill('Mine');
  await list.keyboard.press('Enter');
  await expect.poll(() => groups(list)).toEqual(['Production', 'Staging', 'Mine']);
});

function groupOf(home: string, name: string): string {
  const stored: { name: string; folder: string }[] = JSON.parse(
    readFileSync(join(home, 'stores.json'), 'utf8'),
  );
  return stored.find((each) => each.name === name)?.folder ?? 'gone';
}

test('a connection is dragged to another place, and into another group', async ({ list, home }) => {
  await row(list, 'gamma').dragTo(row(list, 'alpha'), { targetPosition: { x: 60, y: 6 } });
  await expect.poll(() => names(list)).toEqual(['gamma', 'alpha', 'beta', 'delta']);
  expect(groupOf(home, 'gamma')).toBe('Production');
  await row(list, 'beta').dragTo(list.getByText('Folders', { exact: true }));
  await expect.poll(() => groups(list)).toEqual(['Production', 'Buckets', 'Folders']);
});

test('one is duplicated, removed, and brought back where it was', async ({ list }) => {
  await row(list, 'alpha').click();
  await button(list, 'Duplicate').click();
  await expect.poll(() => names(list)).toEqual(['alpha', 'alpha (copy)', 'beta', 'gamma', 'delta']);
  await expect(field(list, 'Name')).toHaveValue('alpha (copy)');
  await button(list, 'Remove').click();
  await expect(list.getByRole('status').filter({ hasText: 'Its data was not touched' })).toBeVisible();
  // The list goes on at the next one, and not at the tab beside.
  await expect(field(list, 'Name')).toHaveValue('beta');
  await expect(list.getByRole('listbox', { name: 'Connections' })).toBeFocused();
  await expect(row(list, 'beta')).toHaveAttribute('aria-selected', 'true');
  await row(list, 'alpha').click();
  await button(list, 'Remove').click();
  await expect.poll(() => names(list)).toEqual(['beta', 'gamma', 'delta']);
  await expect(list.getByRole('status').filter({ hasText: /alpha(?! \(copy\))/ })).toBeVisible();
  await button(list, 'Undo').click();
  await expect.poll(() => names(list)).toEqual(['alpha', 'beta', 'gamma', 'delta']);
});

test('a folder that is connected is shown, also where the form of another connection is open', async ({
  page,
  home,
  scratchFolder,
  start,
}) => {
  const path = join(scratchFolder, 'agents');
  folderStore(path);
  const stores = [...remembered.slice(0, 3), entry('folder-1', 'delta', '', { kind: 'folder', path })];
  writeFileSync(join(home, 'stores.json'), JSON.stringify(stores));
  await page.goto((await start()).url);
  await page.keyboard.press('Control+Shift+O');
  await row(page, 'delta').click();
  await page.getByRole('tab', { name: 'New connection' }).waitFor();
  await button(page, 'Connect').click();
  await expect(page.getByRole('tree').getByRole('treeitem', { name: /Sessions/ })).toBeVisible();
});

test('the list is filtered by name, place and group', async ({ list }) => {
  await list.getByRole('listbox', { name: 'Connections' }).focus();
  await list.keyboard.press('/');
  await list.keyboard.type('prod bbb');
  expect(await names(list)).toEqual(['beta']);
  await list.keyboard.press('Escape');
  await expect(rows(list)).toHaveCount(4);
});

test('an address that is pasted fills the form in, and one that cannot be used is refused beside it', async ({
  list,
}) => {
  const console =
    'https://s3.console.aws.amazon.com/s3/buckets/acme?region=eu-west-1&prefix=team/memory/&showversions=false';
  await list.getByRole('radio', { name: 'MinIO' }).click();
  await field(list, 'Bucket').fill(console);
  await expect(field(list, 'Bucket')).toHaveValue('acme');
  await expect(field(list, 'Bucket')).toHaveAccessibleDescription(
    /Filled in from the address of the AWS console/,
  );
  await expect(field(list, 'Prefix')).toHaveValue('team/memory');
  await expect(field(list, 'Region')).toHaveValue('eu-west-1');
  await expect(list.getByRole('radio', { name: 'Amazon S3' })).toBeChecked();

  await field(list, 'Bucket').fill('arn:aws:iam::123456789012:role/Reader');
  await expect(field(list, 'Bucket')).toHaveAccessibleDescription(/names no bucket/);

  // Typed key by key it is taken as an address when the field is left.
  await field(list, 'Bucket').fill('');
  await field(list, 'Bucket').pressSequentially('other/below');
  await field(list, 'Prefix').focus();
  await expect(field(list, 'Bucket')).toHaveValue('other');
  await expect(field(list, 'Prefix')).toHaveValue('below');
});

test('connections go into a file and come out of it, and nothing in the list is overwritten', async ({
  list,
  scratchFolder,
}) => {
  await button(list, 'Add a connection').click();
  await list.getByRole('menuitem', { name: 'Export connections…' }).click();
  await list.getByRole('checkbox', { name: 'beta' }).uncheck();
  await expectAccessible(list);
  const downloading = list.waitForEvent('download');
  await button(list, 'Export 3 connections').click();
  const file = join(scratchFolder, 'connections.json');
  await (await downloading).saveAs(file);
  const exported = JSON.parse(readFileSync(file, 'utf8'));
  expect(exported.connections.map(({ name }: { name: string }) => name)).toEqual(['alpha', 'gamma', 'delta']);

  exported.connections[0].location.bucket = 'new-one';
  exported.connections[2].location.path = 7;
  writeFileSync(file, JSON.stringify(exported));
  await button(list, 'Add a connection').click();
  await list.getByRole('menuitem', { name: 'Import connections…' }).click();
  await list.getByRole('radio', { name: 'A file' }).click();
  await list.getByLabel('File of connections').setInputFiles(file);
  await expect(list.getByRole('checkbox', { name: 'alpha' })).toBeChecked();
  await expect(list.getByRole('checkbox', { name: 'gamma' })).not.toBeChecked();
  await expect(list.getByRole('listitem').filter({ hasText: 'gamma' })).toContainText(
    'In the list as “gamma”',
  );
  await expect(list.getByRole('checkbox', { name: 'delta' })).toBeDisabled();
  await expect(list.getByRole('listitem').filter({ hasText: 'delta' })).toContainText('location.path');
  await expectAccessible(list);
  await button(list, 'Add 1 connection').click();
  await expect(rows(list)).toHaveCount(5);
  await expect(rows(list).filter({ hasText: 's3://new-one/memory' })).toHaveCount(1);
});

test('profiles of the machine are imported by naming a bucket', async ({ list, home }) => {
  await button(list, 'Add a connection').click();
  await list.getByRole('menuitem', { name: 'Import connections…' }).click();
  const profile = list.getByRole('listitem').filter({ hasText: 'acme' });
  await expect(profile).toContainText('eu-central-1');
  await profile.getByRole('checkbox').check();
  await button(list, 'Add 1 connection').click();
  await expect(profile).toContainText('Which bucket?');
  await list.getByLabel('Bucket for acme').fill('s3://team-bucket/memory');
  await button(list, 'Add 1 connection').click();
  await expect(row(list, 'team-bucket (acme)')).toContainText('s3://team-bucket/memory, eu-central-1');
  expect(readFileSync(join(home, 'stores.json'), 'utf8')).not.toContain('planted');
});
