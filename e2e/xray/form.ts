import { expect, type Locator, type Page } from '@playwright/test';
import { bucket, prefix, type XrayGround } from './ground.ts';

/** What a scene enters that is not as it should be. */
export interface Entered {
  readonly endpoint?: string;
  readonly bucket?: string;
  readonly prefix?: string;
  readonly region?: string;
  readonly pathStyle?: boolean;
  readonly secretAccessKey?: string;
}

export const panelOf = (page: Page): Locator => page.getByRole('region', { name: 'X-ray' });

export const stepOf = (page: Page, title: string): Locator =>
  panelOf(page)
    .getByRole('listitem')
    .filter({ has: page.getByText(title, { exact: true }) });

export const fieldOf = (page: Page, label: string | RegExp): Locator =>
  page.getByLabel(label, { exact: true });

/** Starts and stops the X-ray, and stays in sight below the form. */
export const testButton = (page: Page): Locator =>
  page.getByRole('group', { name: 'What to do with this connection' }).getByRole('button', { name: /test/i });

/** Opens the form and fills it in. */
export async function fillForm(page: Page, ground: XrayGround, entered: Entered): Promise<void> {
  const { server, app } = ground;
  await page.goto(app.url);
  const other = page.getByRole('radio', { name: 'Other' });
  // What a test before has left open comes back, and may come after the key.
  await expect(async () => {
    await page.keyboard.press('Control+Shift+O');
    await expect(other).toBeVisible({ timeout: 2000 });
  }).toPass();
  await other.click();
  await page.getByLabel('Endpoint').fill(entered.endpoint ?? server.endpoint);
  await fieldOf(page, 'Bucket').fill(entered.bucket ?? bucket);
  await page.getByLabel('Prefix').fill(entered.prefix ?? prefix);
  await page.getByLabel('Region').fill(entered.region ?? server.region);
  await page.getByRole('checkbox', { name: /Path style/ }).setChecked(entered.pathStyle ?? true);
  await page.getByRole('radio', { name: 'Keys' }).click();
  await page.getByLabel('Access key').fill(server.accessKeyId);
  await page.getByLabel('Secret key').fill(entered.secretAccessKey ?? server.secretAccessKey);
}

/** Runs the X-ray and waits for its end. */
export async function runXray(page: Page): Promise<void> {
  await testButton(page).click();
  await panelOf(page).getByRole('button', { name: 'Run again' }).waitFor();
}
