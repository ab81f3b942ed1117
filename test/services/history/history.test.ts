import { describe, expect, test } from 'vitest';
import type { Services } from '#services/index.ts';
import { FileSystemStorage, InMemoryStorage } from '#storage/index.ts';
import { openStore, temporaryFolder, temporaryServices } from '../../support/home.ts';

const key = 'sessions/a/default/plan_summary.md';
const page = { cursor: null, limit: 50 };

async function setUp() {
  const backend = new InMemoryStorage();
  await backend.write(key, 'by a run');
  const services = temporaryServices();
  return { backend, services, store: await openStore(services, backend) };
}

let saves = 0;
/** Saves as the screen does; answers the new version. */
async function save(services: Services, store: string, base: string | null, text: string, file = key) {
  saves += 1;
  const saved = await services.documents.save(
    store,
    file,
    { base, text, saveId: `save-${saves}-of-this` },
    {},
  );
  return saved.version;
}

/** The timeline, oldest first, as words: why, and what the file held from then on. */
async function told(services: Services, store: string, file = key) {
  await services.keeper.noted();
  const { versions } = await services.history.timeline(store, file, page, {});
  const rows = versions.toReversed().map(async ({ id, reason, kept }) => {
    if (kept === 'no') return reason;
    return `${reason} ${(await services.history.read(store, file, id, {})).text}`;
  });
  return Promise.all(rows);
}

describe('the history of a file', () => {
  test('begins when it is opened, and knows every text that was seen', async () => {
    const { backend, services, store } = await setUp();
    await services.documents.open(store, key, {});
    await services.documents.open(store, key, {});
    await backend.write(key, 'by a later run');
    await services.documents.open(store, key, {});
    expect(await told(services, store)).toEqual(['found by a run', 'found by a later run']);
  });

  test('holds what a save has replaced, though nobody had opened it', async () => {
    const { backend, services, store } = await setUp();
    const { version } = await backend.readBytes(key);
    await save(services, store, version, 'mine');
    expect(await told(services, store)).toEqual(['found by a run', 'save mine']);
  });

  test('holds what came between the last look and a change that did not care', async () => {
    const { backend, services, store } = await setUp();
    await services.documents.open(store, key, {});
    await backend.write(key, 'by a later run');
    await services.stores.writer(store, 'save').backend.write(key, 'mine');
    expect(await told(services, store)).toEqual(['found by a run', 'found by a later run', 'save mine']);
  });

  test('says nothing of a save that was refused', async () => {
    const { backend, services, store } = await setUp();
    const { version } = await services.documents.open(store, key, {});
    await backend.write(key, 'by a later run');
    await expect(save(services, store, version, 'mine')).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await told(services, store)).toEqual(['found by a run']);
  });

  test('tells that a file is gone when it is looked for', async () => {
    const { backend, services, store } = await setUp();
    await services.documents.open(store, key, {});
    await backend.delete(key);
    await expect(services.documents.open(store, key, {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await told(services, store)).toEqual(['found by a run', 'gone']);
  });

  test('tells a deletion, and how it was undone', async () => {
    const { services, store } = await setUp();
    for await (const step of services.deletion.run(store, { kind: 'files', keys: [key] }, {})) {
      if (step.kind === 'done') await services.deletion.undo(step.deleted.id, {});
    }
    expect(await told(services, store)).toEqual(['found by a run', 'delete', 'restore by a run']);
  });

  test('goes by pages, the newest first', async () => {
    const { services, store } = await setUp();
    let version: string | null = (await services.documents.open(store, key, {})).version;
    for (const text of ['1', '2', '3', '4']) version = await save(services, store, version, text);
    const first = await services.history.timeline(store, key, { cursor: null, limit: 3 }, {});
    const second = await services.history.timeline(store, key, { cursor: first.cursor, limit: 3 }, {});
    expect([first.versions.length, first.total, second.versions.length, second.cursor]).toEqual([
      3,
      5,
      2,
      null,
    ]);
    const ids = [...first.versions, ...second.versions].map(({ id }) => Number(id));
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
  });

  test('of a store in memory ends with it', async () => {
    const { services, store } = await setUp();
    await services.documents.open(store, key, {});
    await services.keeper.noted();
    expect((await services.history.usage()).versions).toBe(1);
    await services.stores.close(store);
    expect((await services.history.usage()).versions).toBe(0);
  });
});

/** Counts how often a file is read. */
class CountedStorage extends InMemoryStorage {
  reads = 0;

  override readBytes(...args: Parameters<InMemoryStorage['readBytes']>) {
    this.reads += 1;
    return super.readBytes(...args);
  }
}

test('a save reads a file once at most, and not at all if that version is kept', async () => {
  const backend = new CountedStorage();
  const { version } = await backend.write(key, 'by a run');
  const services = temporaryServices();
  const store = await openStore(services, backend);
  let base = await save(services, store, version, 'mine');
  expect(backend.reads).toBe(1);
  base = await save(services, store, base, 'mine again');
  expect(backend.reads).toBe(1);
  await backend.write(key, 'by a later run');
  const opened = await services.documents.open(store, key, {});
  backend.reads = 0;
  await save(services, store, opened.version, 'and again');
  await expect(save(services, store, base, 'too late')).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(backend.reads).toBe(1);
});

describe('a version', () => {
  test('can be restored, which is a save that can be asked for twice', async () => {
    const { backend, services, store } = await setUp();
    const { version } = await services.documents.open(store, key, {});
    const base = await save(services, store, version, 'mine');
    const { versions } = await services.history.timeline(store, key, page, {});
    const restore = { id: versions[1]?.id ?? '', base, saveId: 'restoring-it' };
    const [first, second] = [
      await services.history.restore(store, key, restore),
      await services.history.restore(store, key, restore),
    ];
    expect(second).toEqual(first);
    expect(await backend.read(key)).toBe('by a run');
    expect(await told(services, store)).toEqual(['found by a run', 'save mine', 'restore by a run']);
  });

  test('is not restored over what somebody else has written, unless that is the same', async () => {
    const { backend, services, store } = await setUp();
    const { version: base } = await services.documents.open(store, key, {});
    await services.keeper.noted();
    const { versions } = await services.history.timeline(store, key, page, {});
    const id = versions[0]?.id ?? '';
    await backend.write(key, 'by a later run');
    const refused = services.history.restore(store, key, { id, base, saveId: 'the-first-time' });
    await expect(refused).rejects.toMatchObject({ code: 'CONFLICT' });
    await backend.write(key, 'by a run');
    const same = await services.history.restore(store, key, { id, base, saveId: 'the-second-time' });
    expect(same).toMatchObject({ identical: true, version: (await backend.readBytes(key)).version });
  });

  test('can be a file of any size, byte for byte', async () => {
    const { backend, services, store } = await setUp();
    const large = new Uint8Array(9 * 1024 * 1024).map((_, at) => (at * at) >> 7);
    const { version } = await backend.writeBytes('artifacts/large.bin', large);
    await save(services, store, version, 'small now', 'artifacts/large.bin');
    const { versions } = await services.history.timeline(store, 'artifacts/large.bin', page, {});
    expect(versions.map(({ size, kept }) => [size, kept])).toEqual([
      [9, 'home'],
      [large.length, 'home'],
    ]);
    const base = (await backend.readBytes('artifacts/large.bin')).version;
    const restore = { id: versions[1]?.id ?? '', base, saveId: 'restoring-it' };
    await services.history.restore(store, 'artifacts/large.bin', restore);
    expect(Buffer.compare((await backend.readBytes('artifacts/large.bin')).bytes, large)).toBe(0);
  });

  test('of one file cannot be asked for by the name of another', async () => {
    const { services, store } = await setUp();
    await services.documents.open(store, key, {});
    await services.keeper.noted();
    const { versions } = await services.history.timeline(store, key, page, {});
    const read = services.history.read(store, 'sessions/b/session.json', versions[0]?.id ?? '', {});
    await expect(read).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('an upload', () => {
  test('keeps what it replaces, without a copy of itself until it is replaced in turn', async () => {
    const { backend, services, store } = await setUp();
    const put = async (text: string) => {
      const { version } = await backend.readBytes(key);
      const source = async function* () {
        yield Buffer.from(text);
      };
      await services.stores.writer(store, 'upload').backend.writeBytes(key, source(), { ifVersion: version });
    };
    await put('uploaded');
    expect(await told(services, store)).toEqual(['found by a run', 'upload']);
    await put('uploaded again');
    expect(await told(services, store)).toEqual(['found by a run', 'upload uploaded', 'upload']);
  });
});

describe('two processes on one home', () => {
  test('write one history', async () => {
    const home = temporaryFolder();
    const folder = temporaryFolder();
    await new FileSystemStorage(folder).write(key, 'by a run');
    const open = async () => {
      const services = temporaryServices(home);
      const opened = await services.opening.openFolder({ path: folder, readOnly: false, root: '' }, {});
      return { services, store: opened.kind === 'opened' ? opened.store.id : '' };
    };
    const [one, other] = [await open(), await open()];
    const { version } = await one.services.documents.open(one.store, key, {});
    await other.services.documents.open(other.store, key, {});
    const saved = await save(one.services, one.store, version, 'by one');
    await expect(save(other.services, other.store, version, 'by other')).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await save(other.services, other.store, saved, 'by other');
    const expected = ['found by a run', 'save by one', 'save by other'];
    expect(await told(one.services, one.store)).toEqual(expected);
    expect(await told(other.services, other.store)).toEqual(expected);
    const many = Array.from({ length: 40 }, (_, at) => `sessions/a/default/${at}_summary.md`);
    const race = many.flatMap((file) => [
      save(one.services, one.store, null, '1', file),
      save(other.services, other.store, null, '2', file),
    ]);
    const outcomes = await Promise.allSettled(race);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(40);
    for (const file of many) expect(await told(one.services, one.store, file)).toHaveLength(1);
  });
});
