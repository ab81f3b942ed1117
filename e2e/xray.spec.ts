import { expectAccessible } from './harness/axe.ts';
import { expect, test } from './harness/test.ts';
import { fieldOf, fillForm, panelOf, runXray, stepOf, testButton } from './xray/form.ts';
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
  await testButton(page).click();
  await expect(stepOf(page, 'List').getByRole('img', { name: 'Running' })).toBeVisible();
  await expect(testButton(page)).toHaveText('Stop the test');
  await testButton(page).click();
  await expect(panelOf(page).getByRole('status')).toHaveText('stopped');
  await expect(stepOf(page, 'List')).toHaveCount(0);
});

test('results are told from what was changed since, and mend nothing else', async ({ page }) => {
  await fillForm(page, ground, { region: 'us-east-1' });
  await runXray(page);
  const panel = panelOf(page);
  const old = panel.getByText('These results are of what stood here before your changes');
  const mend = stepOf(page, 'List').getByRole('button', { name: 'Set the region to eu-central-1' });
  await expect(old).toBeHidden();
  await fieldOf(page, 'Bucket').fill('elsewhere');
  await expect(old).toBeVisible();
  await expect(mend).toBeDisabled();
  await expectAccessible(page);
  await fieldOf(page, 'Bucket').fill(bucket);
  await expect(old).toBeHidden();
  await mend.click();
  await expect(old).toBeVisible();
  await expect(mend).toBeDisabled();
  await panel.getByRole('button', { name: 'Test again' }).click();
  await expect(panel).toContainText('7 passed');
  await expect(old).toBeHidden();
});

/** Waits until an upload in parts begins, from when on the server takes its time. */
function untilUpload(): Promise<void> {
  return new Promise((resolve) => {
    ground.server.fault = ({ method, query }) => {
      if (method === 'POST' && 'uploads' in query) {
        ground.server.latency = 1000;
        resolve();
      }
      return undefined;
    };
  });
}

test('a write test that is stopped says what has become of what it wrote', async ({ page }) => {
  const keys = ground.server.keys(bucket);
  await fillForm(page, ground, {});
  await runXray(page);
  const uploading = untilUpload();
  await panelOf(page).getByRole('button', { name: 'Try writing' }).click();
  await uploading;
  await testButton(page).click();
  ground.server.latency = 0;
  await expect(stepOf(page, 'Clean-up')).toContainText('is removed again');
  await expect(panelOf(page).getByRole('status')).toHaveText('stopped');
  expect(ground.server.keys(bucket)).toEqual(keys);
});

test('a write test whose form is left says below the tree what it could not remove', async ({ page }) => {
  ground.server.denied.add('s3:DeleteObject');
  await fillForm(page, ground, {});
  await runXray(page);
  const uploading = untilUpload();
  await panelOf(page).getByRole('button', { name: 'Try writing' }).click();
  await uploading;
  await page.keyboard.press('Control+,');
  await expect(panelOf(page)).toBeHidden();
  ground.server.latency = 0;
  await expect(page.getByRole('alert')).toContainText(
    /“sessions\/agentflow-sessions-test-[\da-f-]{36}” may still be there/,
  );
});

for (const [width, height] of [
  [1280, 800],
  [1024, 700],
] as const) {
  test(`what to do with a connection is in sight at ${width}×${height}, and covers no field`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await fillForm(page, ground, {});
    await expect(testButton(page)).toBeInViewport({ ratio: 1 });
    const bar = await page.getByRole('group', { name: 'What to do with this connection' }).boundingBox();
    for (const field of await page
      .locator('.connect-fields :is(input, summary)')
      .filter({ visible: true })
      .all()) {
      await field.focus();
      const box = await field.boundingBox();
      expect((box?.y ?? height) + (box?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
    }
  });
}
