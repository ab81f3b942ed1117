import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { S3Storage } from '#storage/index.ts';
import { type S3TestServer, startS3Server } from '../s3-server.ts';
import { openStore, temporaryServices } from '../support/home.ts';
import { type Outcome, race, raceTimeout, type Writer } from './race.ts';

const key = 'sessions/a/summary.md';
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('somebody who writes to an object while it is edited', () => {
  let server: S3TestServer;
  let buckets = 0;

  beforeAll(async () => {
    server = await startS3Server();
  });

  afterAll(() => server.close());

  async function raceInBucket(
    conditions: S3TestServer['conditions'],
    keeps: 'versions' | 'nothing',
  ): Promise<Outcome> {
    buckets += 1;
    const bucket = `race-${buckets}`;
    server.createBucket(bucket);
    if (keeps === 'versions') server.keepVersions(bucket);
    server.conditions = conditions;
    server.put(bucket, key, 'The first text.\n');
    const { endpoint, accessKeyId, secretAccessKey } = server;
    const storage = new S3Storage({ bucket, endpoint, credentials: { accessKeyId, secretAccessKey } });
    const services = temporaryServices();
    const store = await openStore(services, storage);
    return race(services, store, key, startWriter(bucket), async () => {
      await services.keeper.noted();
      return services;
    });
  }

  /** Rewrites the object and adds to it; it is read and written in one turn of the event loop, so nobody is between. */
  function startWriter(bucket: string): Writer {
    const displaced = new Set<string>();
    let last = '';
    let texts = 0;
    let ending = false;
    const write = () => {
      const over = server.get(bucket, key)?.body ?? new Uint8Array();
      const found = hashOf(over);
      if (found !== last && last !== '') displaced.add(last);
      displaced.delete(found);
      const line = Buffer.from(`theirs ${texts} ${randomUUID()}\n`);
      const text = texts % 3 === 0 ? line : Buffer.concat([over, line]);
      server.put(bucket, key, text);
      last = hashOf(text);
      texts += 1;
    };
    const writing = (async () => {
      while (!ending) {
        write();
        await sleep(Math.random() < 0.2 ? 200 * Math.random() : 0);
      }
    })();
    return {
      async stop() {
        ending = true;
        await writing;
        return { texts, mustBeKept: [...displaced, last] };
      },
    };
  }

  it.each([
    ['that refuses stale saves', 'honoured', 'nothing'],
    ['that checks nothing, and keeps versions', 'ignored', 'versions'],
  ] as const)(
    'loses nothing on a server %s, and neither does the person',
    async (_, conditions, keeps) => {
      const outcome = await raceInBucket(conditions, keeps);
      expect(outcome).toMatchObject({ lostSaves: 0, lostTexts: 0 });
      expect(outcome.saves).toBeGreaterThan(0);
    },
    raceTimeout,
  );

  it(
    'takes nothing that was saved from the person, on a server that checks nothing and keeps nothing',
    async () => {
      const outcome = await raceInBucket('ignored', 'nothing');
      expect(outcome.lostSaves).toBe(0);
      expect(outcome.saves).toBeGreaterThan(0);
    },
    raceTimeout,
  );
});
