import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type S3Credentials, s3Location } from '../../shared/model/s3-location.ts';
import { type AwsStandIn, startAwsStandIn } from '../../test/aws/stand-in.ts';
import { type S3TestServer, startS3Server } from '../../test/s3-server.ts';
import { fixtureStore } from './stores.ts';
import { test as base } from './test.ts';
import { startWebApp, type WebApp } from './web-app.ts';

/** A company's account: sign-in services, and a bucket that takes what they give out. */
export interface Company {
  readonly aws: AwsStandIn;
  readonly server: S3TestServer;
}

interface Fixtures {
  company: Company;
  /** The app on a list with one bucket, reached so, and the page with it. */
  appWith: (credentials: S3Credentials, keys?: object) => Promise<{ page: Page; app: WebApp }>;
}

/** A file in the bucket. */
export const note = 'sessions/minimal/default/plan_scratch.md';

export const test = base.extend<Fixtures>({
  company: async ({}, use) => {
    const keys = { accessKeyId: 'test-access-key', secretAccessKey: 'test-secret-key', region: 'us-east-1' };
    const aws = await startAwsStandIn(keys);
    const server = await startS3Server({ ...keys, issued: aws.issued });
    server.createBucket('agents');
    await server.fill('agents', fixtureStore);
    server.put('agents', note, 'Before.\n', { lastModified: new Date(Date.now() - 3_600_000) });
    await use({ aws, server });
    await server.close();
    await aws.close();
  },
  appWith: async ({ company, page, scratchFolder }, use) => {
    const stops: (() => Promise<void>)[] = [];
    await use(async (credentials, keys) => {
      const { aws, server } = company;
      const home = join(scratchFolder, 'home');
      const person = join(scratchFolder, 'person');
      mkdirSync(home);
      mkdirSync(join(person, '.aws'), { recursive: true });
      const kept = 'aws_access_key_id = test-access-key\naws_secret_access_key = test-secret-key\n';
      writeFileSync(join(person, '.aws', 'credentials'), `[base]\n${kept}`);
      const location = s3Location({ bucket: 'agents', endpoint: server.endpoint, credentials });
      const facts = { readOnly: false, lastOpenedAt: Date.now(), open: false };
      writeFileSync(
        join(home, 'stores.json'),
        JSON.stringify([{ id: 's3-agents', name: 'Agents', location, ...facts }]),
      );
      const secrets = join(scratchFolder, 'secrets');
      writeFileSync(secrets, keys ? JSON.stringify({ 's3-keys:s3-agents': JSON.stringify(keys) }) : '', {
        mode: 0o600,
      });
      const app = await startWebApp({
        stores: [],
        home,
        args: ['--secrets-file', secrets],
        env: { ...aws.variables, HOME: person },
      });
      stops.push(() => app.stop());
      await page.goto(app.url);
      return { page, app };
    });
    for (const stop of stops) await stop();
  },
});

/** Opens the bucket from the list of the welcome page. */
export async function connect(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^Agents/ })
    .first()
    .click();
}
