import { startS3Server } from '../../test/s3-server.ts';
import { recordOf } from '../support/big-store.ts';
import { firstRows, openApp } from '../support/browser.ts';
import type { Figure } from '../support/figure.ts';

const sessions = 100_000;

/** What the person waits for, and how many requests are made, until the first rows of a large bucket are there. */
export async function bucketSuite(): Promise<Figure[]> {
  const server = await startS3Server();
  server.createBucket('agents');
  for (let index = 0; index < sessions; index++) {
    const { id, text } = recordOf(index);
    server.put('agents', `memory/sessions/${id}/session.json`, text);
  }
  const app = await openApp(['s3://agents/memory'], {
    S3_ENDPOINT: server.endpoint,
    S3_ACCESS_KEY_ID: server.accessKeyId,
    S3_SECRET_ACCESS_KEY: server.secretAccessKey,
    S3_REGION: server.region,
  });
  try {
    const first = await firstRows(app);
    const lists = server.requests.filter(({ query }) => query['list-type'] === '2');
    const ofSessions = lists.filter(({ query }) => query.prefix === 'memory/sessions/');
    return [
      {
        what: 'first rows painted after the list call, bucket of 100,000 sessions',
        value: first,
        unit: 'ms',
      },
      { what: 'LIST requests for those rows', value: ofSessions.length, unit: 'requests', bar: 1 },
      {
        what: 'LIST requests in all, finding the root and its other places too',
        value: lists.length,
        unit: 'requests',
      },
    ];
  } finally {
    await app.close();
    await server.close();
  }
}
