import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { OpenS3 } from '#shared/contract/stores.ts';
import { s3Location } from '#shared/model/s3-location.ts';
import { requestsOf } from '#shared/model/usage.ts';
import type { GeneratedStore } from '../../s3-server/generated.ts';
import { type S3TestServer, startS3Server } from '../../s3-server.ts';
import { temporaryServices } from '../../support/home.ts';

const sessions = 100_000;
const first = { cursor: null, limit: 1000, startsWith: '' };

let server: S3TestServer;
let bucket: GeneratedStore;

beforeEach(async () => {
  server = await startS3Server();
  bucket = server.generate('agents', 'memory/', sessions);
  const { close } = server;
  onTestFinished(close);
});

async function open(prefix = 'memory') {
  const { endpoint, region, accessKeyId, secretAccessKey } = server;
  const location = s3Location({
    bucket: 'agents',
    prefix,
    endpoint,
    region,
    pathStyle: true,
    credentials: { kind: 'keys' },
  });
  // Of a store to write to it is asked, at a time of its own, whether the keys may write.
  const request: OpenS3 = { location, keys: { accessKeyId, secretAccessKey }, readOnly: true };
  const services = temporaryServices();
  const opened = await services.opening.openS3(request, {});
  if (opened.kind !== 'opened') throw new Error('It was not opened.');
  return { services, store: opened.store.id, place: opened.store.place };
}

describe('a bucket of a million keys in 100,000 sessions', () => {
  test('is opened, and its first sessions listed, by one request', async () => {
    const { services, store } = await open();
    const page = await services.sessions.page(store, first, {});
    expect(page.ids.slice(0, 2)).toEqual([bucket.id(0), bucket.id(1)]);
    expect(page.ids).toHaveLength(1000);
    expect(server.requests).toHaveLength(1);
  });

  test('has any session found by its id by one request, and says where there is none', async () => {
    const { services, store } = await open();
    server.requests.length = 0;
    const id = bucket.id(73_211);
    expect(await services.sessions.find(store, id, {})).toMatchObject({ id, workflow: 'research_pipeline' });
    expect(server.requests.map(({ method }) => method)).toEqual(['GET']);
    expect(await services.sessions.find(store, 'no-such-session', {})).toBeNull();
    expect(await services.sessions.find(store, `${id}/artifacts`, {})).toBeNull();
  });

  test('is listed by a request a page, and what begins with a text by one', async () => {
    const { services, store } = await open();
    const seen = new Set<string>();
    let cursor: string | null = null;
    do {
      const page = await services.sessions.page(store, { ...first, cursor }, {});
      for (const id of page.ids) seen.add(id);
      ({ cursor } = page);
    } while (cursor !== null);
    expect(seen.size).toBe(sessions);
    expect(server.requests).toHaveLength(sessions / 1000);
    const found = await services.sessions.page(store, { ...first, startsWith: 'beef' }, {});
    expect(found.ids.length).toBeGreaterThan(0);
    expect(found.ids.every((id) => id.startsWith('beef'))).toBe(true);
    expect(server.requests).toHaveLength(sessions / 1000 + 1);
    expect(requestsOf(services.meter.usage(store).total)).toBe(server.requests.length);
  });

  test('has its root found where a folder above it was named', async () => {
    const { place } = await open('');
    expect(place).toBe('s3://agents/memory');
  });
});

test('a session without a record is found all the same', async () => {
  server.createBucket('small');
  server.put('small', 'sessions/bare/artifacts/a.txt', 'text');
  const services = temporaryServices();
  const { endpoint, region, accessKeyId, secretAccessKey } = server;
  const location = s3Location({
    bucket: 'small',
    endpoint,
    region,
    pathStyle: true,
    credentials: { kind: 'keys' },
  });
  const opened = await services.opening.openS3(
    { location, keys: { accessKeyId, secretAccessKey }, readOnly: false },
    {},
  );
  if (opened.kind !== 'opened') throw new Error('It was not opened.');
  const facts = await services.sessions.find(opened.store.id, 'bare', {});
  expect(facts).toMatchObject({ id: 'bare', createdAt: null });
});

test('the first page is not taken for older than it is, and only for what it answers', async () => {
  const { services, store } = await open();
  await services.sessions.page(store, { ...first, startsWith: 'a' }, {});
  await services.sessions.page(store, first, {});
  await services.sessions.page(store, first, {});
  expect(server.requests).toHaveLength(4);
});
