import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Conditions } from '../../test/s3-server/conditions.ts';
import { namedEndpoint, type S3Endpoint } from '../../test/s3-subject.ts';
import { test as base, expect } from '../harness/test.ts';
import { startWebApp } from '../harness/web-app.ts';
import { OutsideBucket } from './outside.ts';
import { seed } from './seed.ts';

/** The test server, by how it takes conditional writes, or the one that the environment names. */
export type Server = Conditions | 'named';

const named = namedEndpoint(process.env);

/** Every server that the journeys are made on. */
export const servers: readonly Server[] = [
  'honoured',
  'ignored',
  'refused',
  'unquoted',
  ...(named ? ['named' as const] : []),
];

/** What a test calls a server. */
export const nameOf = (server: Server) =>
  server === 'named' ? `on ${named?.endpoint}` : `on a server with conditions ${server}`;

/** The store of a test as another program sees it: keys are the store's own. */
export interface BucketStore {
  read(key: string): Promise<string | null>;
  bytes(key: string): Promise<Buffer | null>;
  write: OutsideBucket['write'];
  facts: OutsideBucket['facts'];
  remove(key: string): Promise<void>;
  keys(): Promise<string[]>;
  /** Keys of uploads that were begun and neither ended nor given up. */
  uploads(): Promise<string[]>;
  keepVersions(): Promise<boolean>;
}

interface Fixtures {
  /** A fresh prefix of the bucket, with the seed in it. */
  bucket: BucketStore;
  place: string;
}

interface Options {
  server: Server;
  /** In a bucket of its own, so that others can be made to keep versions. */
  apart: boolean;
  /** The bucket of the server, for the tests of a worker. */
  shared: OutsideBucket;
}

interface WorkerFixtures {
  take(server: Server, apart: boolean): Promise<OutsideBucket>;
}

export const test = base.extend<Fixtures & Options, WorkerFixtures>({
  server: ['honoured', { option: true }],
  apart: [false, { option: true }],
  take: [
    async ({ s3Server }, use) => {
      const { endpoint, accessKeyId, secretAccessKey, region }: S3Endpoint = s3Server;
      const embedded = { endpoint, accessKeyId, secretAccessKey, region };
      const taken = new Map<string, Promise<OutsideBucket>>();
      await use((which, apart) => {
        const server = which === 'named' ? named : null;
        const id = `${which === 'named'} ${apart}`;
        const bucket = taken.get(id) ?? OutsideBucket.take(server ?? embedded, server?.bucket);
        taken.set(id, bucket);
        return bucket;
      });
      for (const bucket of taken.values()) await (await bucket).leave();
    },
    { scope: 'worker' },
  ],
  shared: async ({ server, apart, take, s3Server }, use) => {
    if (server !== 'named') s3Server.conditions = server;
    await use(await take(server, apart));
    s3Server.conditions = 'honoured';
  },
  place: async ({}, use) => {
    await use(`e2e-${randomUUID()}/store ü`);
  },
  bucket: async ({ shared, place }, use) => {
    const at = (key: string) => `${place}/${key}`;
    for (const [key, text] of Object.entries(seed)) await shared.write(at(key), text);
    await use({
      read: async (key) => (await shared.read(at(key)))?.toString() ?? null,
      bytes: (key) => shared.read(at(key)),
      write: (key, ...rest) => shared.write(at(key), ...rest),
      facts: (key) => shared.facts(at(key)),
      remove: (key) => shared.remove(at(key)),
      keys: async () => (await shared.keys(`${place}/`)).map((key) => key.slice(place.length + 1)),
      uploads: async () => (await shared.uploads(`${place}/`)).map(({ Key }) => Key),
      keepVersions: () => shared.keepVersions(),
    });
    await shared.clear(`${place}/`);
  },
  app: async ({ bucket, shared, place, scratchFolder, appArgs }, use) => {
    expect(await bucket.read('sessions/alpha/session.json')).toBe(seed['sessions/alpha/session.json']);
    const app = await startWebApp({
      stores: [`s3://${shared.name}/${place}`],
      home: join(scratchFolder, 'home'),
      args: appArgs,
      env: shared.env,
    });
    await use(app);
    await app.stop();
  },
});

export { expect };
