import { describe, expect, onTestFinished, test } from 'vitest';
import { inAction } from '#services/meter/actions.ts';
import type { DeletionTarget } from '#shared/contract/deletion.ts';
import { s3Location } from '#shared/model/s3-location.ts';
import { type RequestKind, requestKinds, requestsOf } from '#shared/model/usage.ts';
import { type SeenRequest, startS3Server } from '../../s3-server.ts';
import { temporaryServices } from '../../support/home.ts';
import { type OnBucket, onBucket } from '../on-bucket.ts';

function kindOf({ method, query }: SeenRequest): RequestKind {
  if (method !== 'GET') return method.toLowerCase() as RequestKind;
  return 'list-type' in query || 'versions' in query ? 'list' : 'get';
}

/** What the server saw, by kind. */
function seen(requests: readonly SeenRequest[]): Record<string, number> {
  const counts = Object.fromEntries(requestKinds.map((kind) => [kind, 0]));
  for (const request of requests) counts[kindOf(request)] = (counts[kindOf(request)] ?? 0) + 1;
  return counts;
}

async function remove({ services, store }: OnBucket, target: DeletionTarget, agreed?: boolean) {
  const options = agreed === undefined ? {} : { agreed };
  for await (const step of services.deletion.run(store, target, options))
    if (step.kind === 'done') return step.deleted;
  throw new Error('The deletion did not end.');
}

const session: DeletionTarget = { kind: 'session', session: 'a' };

function fill({ put }: OnBucket, files: number): void {
  for (let index = 0; index < files; index++) put(`sessions/a/artifacts/${index}.txt`, `text ${index}`);
}

test('what a store has cost is what its server saw, from the first request on, retries too', async () => {
  let failures = 2;
  const on = await onBucket((server, bucket) => {
    server.put(bucket, 'memory/sessions/a/session.json', '{}');
    server.fault = () => (failures-- > 0 ? { status: 500, code: 'InternalError' } : undefined);
  });
  const { server, services, store } = on;
  fill(on, 5);
  await inAction('sessions.contents', () => services.sessions.contents(store, 'a', {}));
  await inAction('documents.save', () =>
    services.stores.writer(store, 'save').backend.write('sessions/a/new.md', 'text'),
  );
  await inAction('deletion.run', () => remove(on, session));
  const { total, actions } = services.meter.usage(store);
  expect(total.requests).toEqual(seen(server.requests));
  expect(actions.reduce((sum, action) => sum + requestsOf(action), 0)).toBe(server.requests.length);
  expect(actions.map(({ action }) => action)).toContain('documents.save');
});

test('an X-ray counts for the connection that it tests', async () => {
  const on = await onBucket();
  const { server, services, store } = on;
  const before = seen(server.requests);
  const { location } = (await services.stores.list()).find(({ id }) => id === store) ?? {};
  if (location?.kind !== 's3') throw new Error('It is no bucket.');
  await inAction('xray.run', async () => {
    for await (const _ of services.xray.run({ location, store }, {}));
  });
  const { total, actions } = services.meter.usage(store);
  expect(seen(server.requests)).not.toEqual(before);
  expect(total.requests).toEqual(seen(server.requests));
  expect(actions.map(({ action }) => action)).toContain('xray.run');
});

test('an opening that failed, and one that asked which folder is meant, count once it is open', async () => {
  const server = await startS3Server();
  onTestFinished(() => server.close());
  const bucket = 'agents';
  server.createBucket(bucket);
  for (const folder of ['one', 'two']) server.put(bucket, `${folder}/sessions/a/session.json`, '{}');
  const services = temporaryServices();
  const { endpoint, region, accessKeyId, secretAccessKey } = server;
  const location = s3Location({ bucket, endpoint, region, pathStyle: true, credentials: { kind: 'keys' } });
  const request = { location, keys: { accessKeyId, secretAccessKey }, readOnly: true };
  server.fault = () => ({ status: 403, code: 'AccessDenied' });
  await expect(services.opening.openS3(request, {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  server.fault = undefined;
  const asked = await services.opening.openS3(request, {});
  expect(asked.kind).toBe('choose');
  const opened = await services.opening.openS3({ ...request, root: 'two' }, {});
  if (opened.kind !== 'opened') throw new Error('It was not opened.');
  expect(services.meter.usage(opened.store.id).total.requests).toEqual(seen(server.requests));
});

describe('what takes very many requests', () => {
  test('is not begun before somebody has agreed to it', async () => {
    const on = await onBucket();
    await on.services.settings.set({ warnRequests: 20 });
    fill(on, 10);
    await expect(remove(on, session)).rejects.toMatchObject({
      code: 'COSTLY',
      message: expect.stringContaining('10 files'),
      data: { requests: 70 },
    });
    expect(on.server.keys('agents')).toHaveLength(10);
    const { id } = await remove(on, session, true);
    expect(on.server.keys('agents')).toHaveLength(0);
    await expect(on.services.deletion.undo(id, {})).rejects.toMatchObject({ code: 'COSTLY' });
    expect(on.server.keys('agents')).toHaveLength(0);
    expect(await on.services.deletion.undo(id, { agreed: true })).toMatchObject({ restored: 10 });
  });

  test.each([
    { what: 'small files', files: 20, large: 0, versions: false },
    { what: 'small files in a bucket that keeps versions', files: 20, large: 0, versions: true },
    { what: 'large files', files: 0, large: 2, versions: false },
    { what: 'large files in a bucket that keeps versions', files: 0, large: 2, versions: true },
  ])(
    'is told well of $what: a little more than it takes, and not much',
    async ({ files, large, versions }) => {
      const on = await onBucket((server, bucket) => {
        server.conditions = 'ignored';
        if (versions) server.keepVersions(bucket);
      });
      fill(on, files);
      for (let index = 0; index < large; index++)
        on.put(`sessions/a/artifacts/${index}.bin`, 'x'.repeat(33 * 1024 * 1024));
      const preview = await on.services.deletion.preview(on.store, session, {});
      on.server.requests.length = 0;
      const { id } = await remove(on, session);
      // Whether the credentials may write is asked in between, by a name that is no file's.
      const made = () => on.server.requests.filter(({ key }) => key === '' || /\.\w+$/.test(key)).length;
      const deleted = made();
      expect(deleted).toBeLessThanOrEqual(preview.requests ?? 0);
      expect(deleted).toBeGreaterThan((preview.requests ?? 0) / 2);
      await on.services.settings.set({ warnRequests: 10 });
      on.server.requests.length = 0;
      const told = await on.services.deletion.undo(id, {}).catch((error) => error.data.requests);
      await on.services.deletion.undo(id, { agreed: true });
      const restored = made();
      expect(restored).toBeLessThanOrEqual(told);
      expect(restored).toBeGreaterThan(told / 2);
    },
  );
});
