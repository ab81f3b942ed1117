import { expectAccessible } from './harness/axe.ts';
import { expect, test } from './harness/test.ts';
import { fillForm, panelOf, runXray, stepOf } from './xray/form.ts';
import { bucket, prefix, startXrayGround, type XrayGround } from './xray/ground.ts';
import { xrayScenes } from './xray/scenes.ts';

let ground: XrayGround;

test.beforeAll(async () => {
  ground = await startXrayGround();
});
test.beforeEach(() => ground.calm());
test.afterAll(() => ground.close());

for (const scene of xrayScenes) {
  test(`${scene.name}: the step says why, with the answer as it was, and what mends it`, async ({
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    scene.cause?.(ground);
    await fillForm(page, ground, scene.enters?.(ground) ?? {});
    await runXray(page);
    const step = stepOf(page, scene.step);
    await expect(step.getByRole('img', { name: 'Failed' })).toBeVisible();
    await expect(step).toContainText(scene.says);
    if (scene.answer) await expect(step).toContainText(scene.answer);
    if (scene.policy) {
      await expectAccessible(page, scene.name);
      await step.getByRole('button', { name: 'Copy statement' }).click();
      await expect(step.getByRole('button', { name: 'Copied' })).toBeVisible();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(JSON.parse(copied)).toEqual({ Effect: 'Allow', ...scene.policy });
    }
    if (scene.mend) {
      await step.getByRole('button', { name: scene.mend.press }).click();
      await scene.mend.mended(page);
    }
  });
}

test('a mend that is set and tried again goes on from its step', async ({ page }) => {
  await fillForm(page, ground, { region: 'us-east-1' });
  await runXray(page);
  await stepOf(page, 'List').getByRole('button', { name: 'Set the region to eu-central-1' }).click();
  await stepOf(page, 'List').getByRole('button', { name: 'Try this step again' }).click();
  await expect(stepOf(page, 'Sessions')).toContainText('Found 52 sessions');
  await expect(panelOf(page)).toContainText('7 passed');
});

test('writing is tried only on a name that was shown, when it is agreed to, and is removed', async ({
  page,
}) => {
  const keys = ground.server.keys(bucket);
  await fillForm(page, ground, {});
  ground.server.requests.length = 0;
  await runXray(page);
  const panel = panelOf(page);
  const offer = panel.getByRole('region', { name: 'What a save is worth here' });
  const address = new RegExp(`s3://${bucket}/${prefix}/(sessions/agentflow-sessions-test-[\\da-f-]{36})`);
  const [, name = ''] = address.exec((await offer.textContent()) ?? '') ?? [];
  const written = () => ground.server.requests.filter(({ method }) => !/GET|HEAD/.test(method));
  expect(written()).toEqual([]);
  await expectAccessible(page);

  await offer.getByRole('button', { name: 'Try writing' }).click();
  await expect(stepOf(page, 'Clean-up')).toContainText('is removed again');
  await expect(stepOf(page, 'Conditional replace')).toContainText('A stale change is refused');
  expect(new Set(written().map(({ key }) => key))).toEqual(new Set([`${prefix}/${name}`]));
  expect(ground.server.keys(bucket)).toEqual(keys);
  await expectAccessible(page);
});

test('who may not write gets the statement for it, and is told what remains', async ({ page }) => {
  ground.server.denied.add('s3:PutObject');
  await fillForm(page, ground, {});
  await runXray(page);
  await panelOf(page).getByRole('button', { name: 'Try writing' }).click();
  await expect(stepOf(page, 'Conditional create')).toContainText('may not write here. Nothing was written');
  await expect(stepOf(page, 'Conditional create')).toContainText('"s3:PutObject"');
  await stepOf(page, 'Conditional create').getByRole('button', { name: 'As Terraform' }).click();
  await expect(stepOf(page, 'Conditional create')).toContainText('data "aws_iam_policy_document"');
  await expect(panelOf(page).getByRole('region', { name: 'What you get without it' })).toBeVisible();
  await expectAccessible(page);
});

test('is stopped in the middle', async ({ page }) => {
  ground.server.fault = ({ query }) => (query['list-type'] === '2' ? 'hang' : undefined);
  await fillForm(page, ground, {});
  await panelOf(page).getByRole('button', { name: 'Test' }).click();
  await expect(stepOf(page, 'List').getByRole('img', { name: 'Running' })).toBeVisible();
  await panelOf(page).getByRole('button', { name: 'Stop' }).click();
  await expect(panelOf(page).getByRole('status')).toHaveText('Stopped.');
  await expect(stepOf(page, 'List')).toHaveCount(0);
});
