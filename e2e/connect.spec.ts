import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { S3TestServer } from '../test/s3-server.ts';
import { expectAccessible } from './harness/axe.ts';
import { heapOf } from './harness/heap.ts';
import { Screen } from './harness/screen.ts';
import { fixtureStore } from './harness/stores.ts';
import { test as base, expect } from './harness/test.ts';
import { startWebApp } from './harness/web-app.ts';

let buckets = 0;

interface Fixtures {
  /** A bucket with the fixture store below two prefixes. */
  bucket: string;
  /** The app with the form open and the server's address filled in. */
  form: Page;
}

const test = base.extend<Fixtures>({
  bucket: async ({ s3Server }, use) => {
    buckets += 1;
    const name = `form-${process.pid}-${buckets}`;
    s3Server.createBucket(name);
    await s3Server.fill(name, fixtureStore, 'team/memory/');
    s3Server.put(name, 'team/other/sessions/one/session.json', '{}');
    await use(name);
  },
  form: async ({ page, scratchFolder, s3Server }, use) => {
    const app = await startWebApp({ stores: [], home: join(scratchFolder, 'home') });
    await page.goto(app.url);
    await page.keyboard.press('Control+Shift+O');
    await fillEndpoint(page, s3Server);
    await use(page);
    await app.stop();
  },
});

const sessions = (page: Page) => page.getByRole('tree').getByRole('treeitem', { name: /Sessions/ });

async function enterKeys(page: Page, accessKeyId: string, secretAccessKey: string): Promise<void> {
  await page.getByLabel('Access key').fill(accessKeyId);
  await page.getByLabel('Secret key').fill(secretAccessKey);
}

async function fillEndpoint(page: Page, server: S3TestServer): Promise<void> {
  await page.getByRole('radio', { name: 'MinIO' }).click();
  await page.getByLabel('Endpoint').fill(server.endpoint);
  await page.getByRole('radio', { name: 'Keys' }).click();
}

async function fillForm(page: Page, server: S3TestServer, bucket: string): Promise<void> {
  await fillEndpoint(page, server);
  await page.getByLabel('Bucket', { exact: true }).fill(`s3://${bucket}/team/memory`);
  await enterKeys(page, server.accessKeyId, server.secretAccessKey);
}

test('what is missing is said beside its field, and the focus goes there', async ({ form }) => {
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(form.getByLabel('Bucket', { exact: true })).toBeFocused();
  await expect(form.getByLabel('Bucket', { exact: true })).toHaveAccessibleDescription(/Which bucket/);
  await expect(form.getByLabel('Access key')).toHaveAccessibleDescription(/Enter both keys/);
  await expectAccessible(form);
});

test('the test goes step by step, writes nothing, and stops at what fails', async ({
  form,
  bucket,
  s3Server,
}) => {
  const steps = form.getByRole('region', { name: 'X-ray' });
  await form.getByLabel('Bucket', { exact: true }).fill(`s3://${bucket}/team/memory/`);
  await expect(form.getByLabel('Prefix')).toHaveValue('team/memory');
  await enterKeys(form, s3Server.accessKeyId, 'wrong');
  await form.getByRole('button', { name: 'Test' }).click();
  await expect(steps).toContainText('The secret key does not fit');
  await expect(steps).toContainText('4 passed, 1 failed, 3 not tried');
  await expect(steps.getByRole('listitem').filter({ hasText: 'Read' })).toContainText('Not reached');

  s3Server.requests.length = 0;
  await enterKeys(form, s3Server.accessKeyId, s3Server.secretAccessKey);
  await expect(steps).toContainText('These results are of what stood here before your changes');
  await steps.getByRole('button', { name: 'Test again' }).click();
  await expect(steps).toContainText('7 passed');
  await expect(steps).toContainText('Found 52 sessions');
  await expectAccessible(form);
  const methods = s3Server.requests
    .filter((request) => request.bucket === bucket)
    .map(({ method }) => method);
  expect([...new Set(methods)]).toEqual(['HEAD', 'GET']);

  // The form of the saved connection is another one.
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(form.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await expect(steps).toContainText('7 passed');
  await expect(steps).not.toContainText('before your changes');
});

test('a bucket that is connected is shown, also where the form of another one is open', async ({
  form,
  bucket,
  s3Server,
}) => {
  await form.getByLabel('Bucket', { exact: true }).fill('elsewhere');
  await enterKeys(form, s3Server.accessKeyId, s3Server.secretAccessKey);
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(form.getByRole('option', { name: /elsewhere/ })).toBeVisible();
  await form.keyboard.press('Control+Shift+O');
  await expect(form.getByRole('tab', { name: 'New connection' })).toBeVisible();
  await fillForm(form, s3Server, bucket);
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(sessions(form)).toBeVisible();
});

test('asks for the root where there are two, without asking for the keys again', async ({
  form,
  bucket,
  s3Server,
}) => {
  await form.getByLabel('Bucket', { exact: true }).fill(`s3://${bucket}/team`);
  await enterKeys(form, s3Server.accessKeyId, s3Server.secretAccessKey);
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  const question = form.getByRole('dialog', { name: 'Which of these is the store?' });
  await question.getByRole('radio', { name: /memory/ }).check();
  await question.getByRole('button', { name: 'Open' }).click();
  await expect(sessions(form)).toContainText('52');
  await expect(form.getByRole('contentinfo')).toContainText(`${bucket}/team/memory`);
});

test('keys are gone from the page once they are sent, and in no file of the app', async ({
  form,
  bucket,
  s3Server,
  scratchFolder,
}) => {
  await form.getByLabel('Bucket', { exact: true }).fill(`s3://${bucket}/team/memory`);
  await enterKeys(form, s3Server.accessKeyId, s3Server.secretAccessKey);
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(sessions(form)).toContainText('52');

  const found = async () => {
    const memory = await heapOf(form);
    return [bucket, s3Server.secretAccessKey, s3Server.accessKeyId].filter((text) => memory.includes(text));
  };
  // The form has left the page a moment before its last traces have.
  await expect.poll(found, { timeout: 30_000 }).toEqual([bucket]);
  const log = readFileSync(join(scratchFolder, 'home', 'logs', 'app.log'), 'utf8');
  const remembered = readFileSync(join(scratchFolder, 'home', 'stores.json'), 'utf8');
  for (const text of [log, remembered]) expect(text).not.toContain(s3Server.secretAccessKey);
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Lets a test hold back what the page sends to the app; `drop` loses it, and the connection. */
async function held(page: Page) {
  const waiting: unknown[] = [];
  let holding = false;
  let drop = () => {};
  await page.routeWebSocket(/./, (socket) => {
    const app = socket.connectToServer();
    socket.onMessage((message) => (holding ? waiting.push(message) : app.send(message)));
    drop = () => void socket.close();
  });
  await page.reload();
  return {
    hold: () => {
      holding = true;
    },
    drop: () => {
      holding = false;
      waiting.length = 0;
      drop();
    },
    waiting,
  };
}

test('keys that were typed are in the form again where the app has not got them', async ({
  form,
  bucket,
  s3Server,
}) => {
  const line = await held(form);
  await fillForm(form, s3Server, bucket);
  for (const name of ['Save', 'Connect', 'Test']) {
    line.hold();
    await button(form, name).click();
    await expect(form.getByLabel('Access key')).toHaveValue('');
    await expect.poll(() => line.waiting.length).toBeGreaterThan(0);
    line.drop();
    await expect(form.getByLabel('Access key'), name).toHaveValue(s3Server.accessKeyId);
    await expect(form.getByLabel('Secret key')).toHaveValue(s3Server.secretAccessKey);
  }
  await button(form, 'Save').click();
  await expect(form.getByLabel('Access key')).toHaveAttribute('placeholder', 'kept');
  await expect(button(form, 'Save')).toBeDisabled();
  await button(form, 'Connect').click();
  await expect(sessions(form)).toContainText('52');
});

test('keys that were typed stay where somebody keeps edits rather than to lead a connection elsewhere', async ({
  form,
  bucket,
  s3Server,
}) => {
  const line = await held(form);
  await fillForm(form, s3Server, bucket);
  await button(form, 'Connect').click();
  const ui = new Screen(form);
  await ui.openNode('dd44fd36', 'research_pipeline', 'analyze');
  // The app does not say in time that it has kept the edits.
  line.hold();
  await ui.replaceText(ui.part('Summary'), 'Mine.');
  await form.keyboard.press('Control+Shift+O');
  await form.getByRole('listbox', { name: 'Connections' }).getByRole('option').first().click();
  await form.getByLabel('Prefix').fill('team/other');
  await enterKeys(form, 'another-id', 'another-secret');
  const question = form.getByRole('dialog');
  for (const name of ['Save', 'Connect']) {
    await button(form, name).click();
    await expect(question).toContainText('cannot be kept');
    await question.getByRole('button', { name: 'Cancel' }).click();
    await expect(form.getByLabel('Access key'), name).toHaveValue('another-id');
    await expect(form.getByLabel('Secret key')).toHaveValue('another-secret');
  }
});

test('an answer of the server stands beside the field that it is about', async ({ form, s3Server }) => {
  await form.getByLabel('Bucket', { exact: true }).fill('no-such-bucket');
  await enterKeys(form, s3Server.accessKeyId, s3Server.secretAccessKey);
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(form.getByLabel('Bucket', { exact: true })).toHaveAccessibleDescription(/there is no bucket/);
  expect(s3Server.hasBucket('no-such-bucket')).toBe(false);

  await form.getByLabel('Bucket', { exact: true }).fill('other-bucket');
  await enterKeys(form, s3Server.accessKeyId, 'wrong');
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(form.getByLabel('Access key')).toHaveAccessibleDescription(/does not fit/);
});

test('a server that does not answer can be given up', async ({ form, bucket, s3Server }) => {
  s3Server.fault = (request) => (request.bucket === bucket ? 'hang' : undefined);
  try {
    await form.getByLabel('Bucket', { exact: true }).fill(bucket);
    await enterKeys(form, s3Server.accessKeyId, s3Server.secretAccessKey);
    await form.getByRole('button', { name: 'Test' }).click();
    await expect(form.getByRole('region', { name: 'X-ray' })).toContainText('running');
    await form.getByRole('button', { name: 'Stop the test' }).click();
    await expect(form.getByRole('region', { name: 'X-ray' })).toContainText('stopped');

    await form.getByRole('button', { name: 'Connect', exact: true }).click();
    await form.getByRole('button', { name: 'Stop' }).click();
    await expect(form.getByRole('button', { name: 'Connect', exact: true })).toBeEnabled();
  } finally {
    s3Server.fault = undefined;
  }
});
