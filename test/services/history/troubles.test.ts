import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { InMemoryStorage } from '#storage/index.ts';
import { openStore, temporaryFolder, temporaryServices } from '../../support/home.ts';

const key = 'sessions/a/default/plan_summary.md';
const page = { cursor: null, limit: 50 };

async function setUp(home = temporaryFolder()) {
  const backend = new InMemoryStorage();
  await backend.write(key, 'by a run');
  const services = temporaryServices(home);
  const store = await openStore(services, backend);
  const told: (string | null)[] = [];
  services.events.onEmit((event) => event.kind === 'journal' && told.push(event.problem));
  return { backend, services, store, home, told, journal: join(home, 'journal.db') };
}

describe('what cannot be kept', () => {
  test('of what others write is said, and kept as soon as it can be', async () => {
    const { backend, services, store, told, journal } = await setUp();
    // Where a folder is, no database can be.
    mkdirSync(journal);
    await services.documents.open(store, key, {});
    await services.keeper.noted();
    expect(services.troubles.problem).toMatch(/journal\.db\) could not be used/);
    expect(told).toContain(services.troubles.problem);
    rmSync(journal, { recursive: true });
    await expect.poll(() => services.troubles.problem, { timeout: 15_000 }).toBeNull();
    await backend.write(key, 'by a later run');
    await services.documents.open(store, key, {});
    await services.keeper.noted();
    expect((await services.history.timeline(store, key, page, {})).total).toBe(2);
  });

  test('of a database of a newer version is said, and nothing is saved without it', async () => {
    const home = temporaryFolder();
    const db = new DatabaseSync(join(home, 'journal.db'));
    db.exec('PRAGMA user_version = 1000');
    db.close();
    const { backend, services, store } = await setUp(home);
    const { version } = await services.documents.open(store, key, {});
    await services.keeper.noted();
    expect(services.troubles.problem).toMatch(/newer version/);
    const save = services.documents.save(
      store,
      key,
      { base: version, text: 'mine', saveId: 'save-0001' },
      {},
    );
    await expect(save).rejects.toMatchObject({ code: 'UNSUPPORTED', message: /not changed.*newer version/ });
    expect(await backend.read(key)).toBe('by a run');
  });

  test('of a damaged database is said for as long as the app runs', async () => {
    const home = temporaryFolder();
    writeFileSync(join(home, 'journal.db'), 'this is no database, and was long enough to be one');
    const { services, store, journal } = await setUp(home);
    await services.documents.open(store, key, {});
    await services.keeper.noted();
    expect(services.troubles.problem).toMatch(/was damaged\. It was moved to/);
    expect(existsSync(journal)).toBe(true);
  });
});
