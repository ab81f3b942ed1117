import { describe, expect, test } from 'vitest';
import { InMemoryStorage } from '#storage/index.ts';
import { openStore, temporaryServices } from '../../support/home.ts';

const key = 'sessions/a/default/plan_summary.md';
const page = { cursor: null, limit: 50 };

async function setUp() {
  const backend = new InMemoryStorage();
  await backend.write(key, 'by a run');
  const services = temporaryServices();
  return { backend, services, store: await openStore(services, backend) };
}

describe('the history of a file', () => {
  test('begins when it is opened, and knows every text that was seen', async () => {
    const { backend, services, store } = await setUp();
    await services.documents.open(store, key, {});
    await services.documents.open(store, key, {});
    await backend.write(key, 'by a later run');
    await services.documents.open(store, key, {});
    await services.keeper.noted();
    const { versions } = await services.history.timeline(store, key, page, {});
    expect(versions.map(({ reason, kept }) => [reason, kept])).toEqual([
      ['found', 'home'],
      ['found', 'home'],
    ]);
    const texts = versions.map(({ id }) => services.history.read(store, key, id, {}));
    expect((await Promise.all(texts)).map(({ text }) => text)).toEqual(['by a later run', 'by a run']);
  });
});
