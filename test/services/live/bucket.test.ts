import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Services } from '#services/index.ts';
import { polling } from '#services/live/polled-store.ts';
import { usualNetwork } from '#shared/model/s3-location.ts';
import { type S3TestServer, type SeenRequest, startS3Server } from '../../s3-server.ts';
import { temporaryServices } from '../../support/home.ts';
import { pause, record, scratch, session, shown, summary, until, Window } from './following.ts';

let server: S3TestServer;
let services: Services;
let store: string;
let window: Window;
let bucket: string;
let buckets = 0;

const put = (key: string, text: string) => server.put(bucket, `memory/${key}`, text);

/** Without the question whether the keys may write, which is asked at a time of its own. */
function polled(all: readonly SeenRequest[]): SeenRequest[] {
  return all.filter(({ method }) => method !== 'POST');
}

/** Requests that looked for changes since the last time this was asked. */
function requests(): string[] {
  return polled(server.requests.splice(0)).map(
    ({ method, key, query }) => `${method} ${key || query.prefix}`,
  );
}

beforeAll(async () => {
  server = await startS3Server();
});
afterAll(() => server.close());

beforeEach(async () => {
  buckets += 1;
  bucket = `agents-${buckets}`;
  server.createBucket(bucket);
  server.fault = undefined;
  for (const key of [record, summary, scratch]) put(key, '{}');
  services = temporaryServices();
  const opened = await services.opening.openS3(
    {
      location: {
        kind: 's3',
        bucket,
        prefix: 'memory',
        endpoint: server.endpoint,
        region: server.region,
        pathStyle: true,
        credentials: { kind: 'keys' as const },
        checksums: 'usual' as const,
        network: usualNetwork,
      },
      keys: { accessKeyId: server.accessKeyId, secretAccessKey: server.secretAccessKey },
      readOnly: false,
      root: '',
    },
    {},
  );
  if (opened.kind !== 'opened') throw new Error('It was not opened.');
  store = opened.store.id;
  window = new Window(services);
});

/** Shows it, and waits until it was looked at once. */
async function show(part = shown(store)): Promise<void> {
  await window.show([part]);
  await until(() => window.state?.asOf);
  server.requests.length = 0;
}

describe('a polled bucket', () => {
  test('is asked once a round for a session with all below it, and once for the list', async () => {
    await show();
    await until(() => polled(server.requests).length >= 2);
    expect(requests()).toEqual([`GET memory/sessions/${session}/`, 'GET memory/sessions/']);
  });

  test('is asked for a single open file by its head', async () => {
    await show(shown(store, { sessions: [], list: false, keys: [summary] }));
    put(summary, 'theirs');
    await window.toldOfOutside(summary);
    expect(new Set(requests())).toEqual(new Set([`HEAD memory/${summary}`]));
  });

  test('tells which files somebody else wrote or deleted', async () => {
    await show();
    put(summary, 'theirs');
    server.remove(bucket, `memory/${scratch}`);
    await window.toldOfOutside(summary);
    expect(window.outside.sort()).toEqual([scratch, summary]);
    expect(window.state?.running).toMatchObject([{ session }]);
  });

  test('tells of its own writes at once, also where it is not asked any more', async () => {
    await show();
    await services.settings.set({ pollBuckets: false });
    await services.stores.writer(store, 'save').backend.write(summary, 'mine');
    await window.toldOf(
      (event) => event.kind === 'changed' && event.outside === false && event.keys.includes(summary),
    );
  });

  test('tells of sessions that come and go', async () => {
    await show();
    put('sessions/new/session.json', '{}');
    await window.toldOf((event) => event.kind === 'sessions' && event.appeared.includes('new'));
    server.remove(bucket, 'memory/sessions/new/session.json');
    await window.toldOf((event) => event.kind === 'sessions' && event.gone.includes('new'));
  });

  test('knows its own saves by their version', async () => {
    await show();
    const { version } = await services.documents.open(store, summary, {});
    await services.documents.save(store, summary, { base: version, text: 'mine', saveId: 'save-0001' }, {});
    await window.toldOf((event) => event.kind === 'changed' && event.outside === false);
    expect(window.outside).toEqual([]);
  });

  test('is left alone while no window can be seen, and asked at once when one can again', async () => {
    await show();
    await window.show([shown(store)], { hidden: true });
    await until(() => window.state?.how === 'paused');
    await pause(100);
    server.requests.length = 0;
    put(summary, 'theirs');
    await pause(polling.fastest + 500);
    expect(requests()).toEqual([]);
    await window.show([shown(store)]);
    await window.toldOfOutside(summary);
  });

  test('is left alone when polling is switched off', async () => {
    await show();
    await services.settings.set({ pollBuckets: false });
    await until(() => window.state?.how === 'off');
    await pause(100);
    server.requests.length = 0;
    await pause(polling.fastest + 500);
    expect(requests()).toEqual([]);
    await services.settings.set({ pollBuckets: true });
    await until(() => polled(server.requests).length);
  });

  test('says since when it is not reached, and when it is again', async () => {
    await show();
    server.fault = () => ({ status: 403, code: 'ExpiredToken' });
    const state = await until(() => window.states.find(({ failing }) => failing));
    expect(state.failing?.message).toMatch(/expired/i);
    expect(state.asOf).toBeLessThan(state.failing?.since ?? 0);
    expect(state.every).toBeGreaterThan(polling.fastest);
    server.fault = undefined;
    await until(() => window.state?.failing === null && window.state);
  });

  test('counts what it costs', async () => {
    await show();
    await until(() => (window.state?.requests ?? 0) >= 4);
  });
});
