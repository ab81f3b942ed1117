import { setImmediate } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { S3Storage } from '#storage/index.ts';
import { failureOf } from '../../storage/contract/helpers.ts';
import { onBucket } from '../on-bucket.ts';

const key = 'sessions/a/default/plan_summary.md';

async function storeOf({ services, store }: Awaited<ReturnType<typeof onBucket>>) {
  return (await services.stores.list()).find(({ id }) => id === store);
}

/** A bucket that may not be written to, and was opened read-only by choice. */
async function openedReadOnly() {
  const on = await onBucket((server) => server.denied.add('s3:PutObject'));
  const { services, store, server } = on;
  const location = (await storeOf(on))?.location;
  if (location?.kind !== 's3') throw new Error('It is a bucket.');
  await services.stores.close(store);
  server.requests.length = 0;
  await services.opening.openS3({ location, store, readOnly: true, root: '' }, {});
  expect(await storeOf(on)).toMatchObject({ readOnlyReason: 'chosen' });
  return { on, location };
}

describe('a bucket whose credentials may not write', () => {
  test('turns read-only some time after it was opened, without anything being written', async () => {
    const on = await onBucket((server) => server.denied.add('s3:PutObject'));
    const { services, store, server } = on;
    expect(await storeOf(on)).toMatchObject({ readOnly: false, readOnlyReason: null });
    await expect.poll(() => storeOf(on)).toMatchObject({ readOnly: true, readOnlyReason: 'credentials' });
    expect(server.keys('agents')).toEqual([]);
    const saving = async () => services.stores.writer(store, 'save');
    const { code, message } = await failureOf(saving());
    expect([code, message]).toEqual(['READ_ONLY', expect.stringContaining('may not write here')]);
  });

  test('turns so at once when a save is refused, and is written to again when somebody wants to try', async () => {
    const on = await onBucket();
    const { services, store, server } = on;
    server.denied.add('s3:PutObject');
    const save = (saveId: string) =>
      services.documents.save(store, key, { base: null, text: 'mine', saveId }, {});
    await expect(save('first-save')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect.poll(() => storeOf(on)).toMatchObject({ readOnlyReason: 'credentials' });
    await expect(save('second-save')).rejects.toMatchObject({ code: 'READ_ONLY' });
    server.denied.clear();
    await services.stores.update(store, { readOnly: false });
    await save('third-save');
    expect(server.get('agents', `memory/${key}`)?.body.toString()).toBe('mine');
  });

  test('is not remembered as read-only', async () => {
    const on = await onBucket((server) => server.denied.add('s3:PutObject'));
    const { services, store, server } = on;
    await expect(
      services.documents.save(store, key, { base: null, text: 'mine', saveId: 'first-save' }, {}),
    ).rejects.toThrow();
    await expect.poll(() => storeOf(on)).toMatchObject({ readOnlyReason: 'credentials' });
    await services.stores.close(store);
    server.denied.clear();
    expect(await services.opening.connect(store, {})).toMatchObject({ readOnly: false });
  });

  test('is neither chosen to be read-only nor allowed to be written to by other settings, or by an export', async () => {
    const on = await onBucket((server) => server.denied.add('s3:PutObject'));
    const { services, store } = on;
    await vi.waitFor(async () => expect(await storeOf(on)).toMatchObject({ readOnlyReason: 'credentials' }), {
      timeout: 5000,
    });
    const location = (await storeOf(on))?.location;
    if (location?.kind !== 's3') throw new Error('It is a bucket.');
    const said = { name: 'renamed', folder: '', colour: null, readOnly: false };
    await services.connections.save({ ...said, store, location });
    expect(await storeOf(on)).toMatchObject({ name: 'renamed', readOnlyReason: 'credentials' });
    const exported = JSON.parse(await services.connections.export([store]));
    expect(exported.connections).toMatchObject([{ name: 'renamed', readOnly: false }]);
  });

  test('stays writable where the refusal was about one file only', async () => {
    const asked = vi.spyOn(S3Storage.prototype, 'mayWrite');
    onTestFinished(() => asked.mockRestore());
    const on = await onBucket();
    on.server.fault = (request) =>
      request.method === 'PUT' ? { status: 403, code: 'AccessDenied' } : undefined;
    const { services, store } = on;
    await expect(
      services.documents.save(store, key, { base: null, text: 'mine', saveId: 'first-save' }, {}),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect.poll(() => asked.mock.results.length).toBeGreaterThan(0);
    expect(await asked.mock.results[0]?.value).toBe(true);
    // What was answered has been taken in by then.
    await setImmediate();
    expect(await storeOf(on)).toMatchObject({ readOnly: false });
  });

  test('is not asked while it is read-only by choice, and is once it is no more', async () => {
    const { on } = await openedReadOnly();
    const { services, store, server } = on;
    await services.stores.update(store, { readOnly: false });
    expect(await storeOf(on)).toMatchObject({ readOnlyReason: null });
    expect(server.requests.some(({ method }) => method === 'POST')).toBe(false);
    await expect.poll(() => storeOf(on)).toMatchObject({ readOnlyReason: 'credentials' });
  });

  test('is asked too where the form of its connection lets it be written to again', async () => {
    const { on, location } = await openedReadOnly();
    const { services, store, server } = on;
    const said = { name: 'agents', folder: '', colour: null, readOnly: false };
    await services.connections.save({ ...said, store, location });
    expect(await storeOf(on)).toMatchObject({ readOnlyReason: null });
    expect(server.requests.some(({ method }) => method === 'POST')).toBe(false);
    await expect.poll(() => storeOf(on)).toMatchObject({ readOnlyReason: 'credentials' });
  });
});
