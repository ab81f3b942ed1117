import type { Page } from '@playwright/test';
import type { S3Credentials } from '../shared/model/s3-location.ts';
import { expectAccessible } from './harness/axe.ts';
import { connect, note, test } from './harness/company.ts';
import { Screen } from './harness/screen.ts';
import { expect } from './harness/test.ts';

const serial = 'arn:aws:iam::481516234200:mfa/ada';
const withMfa: S3Credentials = {
  kind: 'role',
  roleArn: 'arn:aws:iam::481516234200:role/AgentMemory',
  sessionName: '',
  externalId: '',
  mfaSerial: serial,
  source: { kind: 'profile', profile: 'base' },
};

const sessions = (page: Page) => page.getByRole('tree').getByRole('treeitem', { name: /Sessions/ });

test('single sign-on shows its code, is still there after a reload, and goes on once the page is confirmed', async ({
  company,
  appWith,
}) => {
  const { startUrl, accountId, roleName } = company.aws.sso;
  company.aws.sso.confirmed = false;
  const { page } = await appWith({ kind: 'sso', startUrl, ssoRegion: 'us-east-1', accountId, roleName });
  await connect(page);
  const dialog = page.getByRole('dialog', { name: 'Sign in to Agents' });
  await expect(dialog).toContainText('WDJB-MJHT');
  const link = dialog.getByRole('link', { name: 'Open sign-in page' });
  await expect(link).toBeFocused();
  await expect(link).toHaveAttribute('href', /\/page\?user_code=WDJB-MJHT$/);
  await expect(link).toHaveAttribute('target', '_blank');
  await expectAccessible(page, 'the code of a single sign-on');

  await page.reload();
  await expect(dialog).toContainText('WDJB-MJHT');
  company.aws.sso.confirmed = true;
  await expect(dialog).toBeHidden();
  // Nobody has to press Connect again.
  await expect(sessions(page)).toBeVisible();
  expect(company.aws.sso.begun).toBe(1);
});

test('the page of a single sign-on opens beside the app, and its code can be copied', async ({
  company,
  appWith,
  context,
}) => {
  const { startUrl, accountId, roleName } = company.aws.sso;
  company.aws.sso.confirmed = false;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { page } = await appWith({ kind: 'sso', startUrl, ssoRegion: 'us-east-1', accountId, roleName });
  await connect(page);
  const dialog = page.getByRole('dialog', { name: 'Sign in to Agents' });
  await dialog.getByRole('button', { name: 'Copy code' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('WDJB-MJHT');
  const [opened] = await Promise.all([
    context.waitForEvent('page'),
    dialog.getByRole('link', { name: 'Open sign-in page' }).click(),
  ]);
  expect(opened.url()).toBe(`${company.aws.origin}/page?user_code=WDJB-MJHT`);
  expect(await opened.evaluate(() => window.opener)).toBeNull();
  await expect(dialog).toBeVisible();
});

test('an MFA code that is typed after a reload opens the store', async ({ company, appWith }) => {
  company.aws.sts.mfa = { serial, code: '123456' };
  const { page } = await appWith(withMfa);
  await connect(page);
  const dialog = page.getByRole('dialog', { name: 'Sign in to Agents' });
  await expect(dialog).toBeVisible();
  await page.reload();
  await dialog.getByLabel('MFA code').fill('123456');
  await page.keyboard.press('Enter');
  await expect(sessions(page)).toBeVisible();
});

test('giving up single sign-on ends it, and says nothing more', async ({ company, appWith }) => {
  const { startUrl, accountId, roleName } = company.aws.sso;
  company.aws.sso.confirmed = false;
  const { page } = await appWith({ kind: 'sso', startUrl, ssoRegion: 'us-east-1', accountId, roleName });
  await connect(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a code is asked for, once more where it was wrong, and until when it is good stands in the status line', async ({
  company,
  appWith,
}) => {
  company.aws.sts.mfa = { serial, code: '123456' };
  const { page } = await appWith(withMfa);
  await connect(page);
  const dialog = page.getByRole('dialog', { name: 'Sign in to Agents' });
  await dialog.getByLabel('MFA code').fill('000 000');
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('MFA code')).toHaveAccessibleDescription(/not accepted/);
  await expectAccessible(page, 'the question for a code');
  await dialog.getByLabel('MFA code').fill('123 456');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(sessions(page)).toBeVisible();
  await expect(page.getByRole('contentinfo')).toContainText(/Signed in until \d\d:\d\d/);
});

test('a save that comes too late asks to sign in, and goes on by itself', async ({ company, appWith }) => {
  const { aws, server } = company;
  aws.sts.mfa = { serial, code: '123456' };
  const { page } = await appWith(withMfa);
  const ui = new Screen(page);
  await connect(page);
  const dialog = page.getByRole('dialog', { name: 'Sign in to Agents' });
  await dialog.getByLabel('MFA code').fill('123456');
  await page.keyboard.press('Enter');
  await expect(sessions(page)).toBeVisible();
  await ui.openNode('minimal', 'default', 'plan');
  await ui.replaceText(ui.part('Scratch'), 'After.\n');

  aws.issued.expire();
  aws.sts.mfa.code = '654321';
  server.requests.length = 0;
  await ui.save();
  await dialog.getByLabel('MFA code').fill('654321');
  await page.keyboard.press('Enter');
  await expect.poll(() => server.get('agents', note)?.body.toString()).toBe('After.\n');
  await expect(ui.part('Scratch')).not.toContainText('Not saved');
  await expect(page.getByRole('contentinfo')).toContainText(/Signed in until/);
});

test('credentials that run out while the network is gone are said to have expired, and a save goes on once they are renewed', async ({
  company,
  appWith,
}) => {
  const { aws, server } = company;
  aws.sts.lifetime = 8_000;
  const { page } = await appWith({ ...withMfa, mfaSerial: '' });
  const ui = new Screen(page);
  await connect(page);
  await expect(sessions(page)).toBeVisible();
  await ui.openNode('minimal', 'default', 'plan');
  aws.isGone = true;
  await ui.replaceText(ui.part('Scratch'), 'After.\n');
  await expect(ui.row('Agents')).toContainText('expired', { timeout: 15_000 });
  const standing = page.getByRole('contentinfo').getByRole('button', { name: 'Credentials expired' });
  await expect(standing).toBeVisible();
  await expect(ui.part('Scratch')).toContainText('cannot be reached');
  await expectAccessible(page, 'expired credentials');
  await ui.save();
  await expect(ui.part('Scratch')).toContainText('Not saved');

  aws.isGone = false;
  aws.sts.lifetime = 3_600_000;
  await standing.click();
  await expect.poll(() => server.get('agents', note)?.body.toString()).toBe('After.\n');
  await expect(ui.row('Agents')).not.toContainText('expired');
});

test('expired keys are said where they are missed, and new ones are entered in place', async ({
  company,
  appWith,
}) => {
  const { aws, server } = company;
  const { expiration: _, ...old } = aws.issued.give(3_600_000);
  const { page } = await appWith({ kind: 'keys' }, old);
  const ui = new Screen(page);
  await connect(page);
  await expect(sessions(page)).toBeVisible();
  await ui.openNode('minimal', 'default', 'plan');
  await ui.replaceText(ui.part('Scratch'), 'After.\n');
  aws.issued.expire();
  const fresh = aws.issued.give(3_600_000);
  await ui.save();
  const dialog = page.getByRole('dialog', { name: 'New keys for Agents' });
  await expect(dialog).toContainText('have expired');
  await page.keyboard.press('Escape');
  await expect(ui.part('Scratch')).toContainText('Not saved');
  await expect(ui.row('Agents')).toContainText('signed out');

  await ui.part('Scratch').getByRole('button', { name: 'Enter new keys' }).click();
  await dialog.getByRole('button', { name: 'Use these keys' }).click();
  await expect(dialog.getByLabel('Access key')).toHaveAccessibleDescription(/Enter the access key/);
  await dialog.getByLabel('Access key').fill(fresh.accessKeyId);
  await dialog.getByLabel('Secret key').fill(fresh.secretAccessKey);
  await dialog.getByLabel('Token').fill(fresh.sessionToken);
  await expectAccessible(page, 'the question for new keys');
  await page.keyboard.press('Enter');
  await expect.poll(() => server.get('agents', note)?.body.toString()).toBe('After.\n');
  await expect(ui.row('Agents')).not.toContainText('signed out');
});
