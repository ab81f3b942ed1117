import { expect, test } from 'vitest';
import type { DeletionTarget } from '#shared/contract/deletion.ts';
import { onBucket } from '../on-bucket.ts';

test('the only copy of a text outlives a save and a deletion where answers name no length', async () => {
  const { server, services, store, put } = await onBucket();
  const key = 'sessions/a/notes.md';
  const stored = () => server.get('agents', `memory/${key}`)?.body.toString();
  put(key, 'the only copy');
  server.piecewise = true;
  const { text, size, version } = await services.documents.open(store, key, {});
  expect([text, size]).toEqual(['the only copy', 13]);
  await services.documents.save(store, key, { base: version, text: 'mine', saveId: crypto.randomUUID() }, {});
  expect(stored()).toBe('mine');
  const target: DeletionTarget = { kind: 'files', keys: [key] };
  for await (const step of services.deletion.run(store, target, {})) {
    if (step.kind !== 'done') continue;
    expect(stored()).toBeUndefined();
    await services.deletion.undo(step.deleted.id, {});
  }
  expect(stored()).toBe('mine');
  const { versions } = await services.history.timeline(store, key, { cursor: null, limit: 50 }, {});
  expect(versions.map((past) => past.size)).toContain(13);
});
