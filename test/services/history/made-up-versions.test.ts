import { expect, test } from 'vitest';
import { InMemoryStorage } from '#storage/index.ts';
import { openStore, temporaryServices } from '../../support/home.ts';

const key = 'sessions/a/default/plan_summary.md';

/** A store of which the server gives no ETags: within one second all texts of one length have one version. */
class WithoutEtags extends InMemoryStorage {
  override async readBytes(...[name, options]: Parameters<InMemoryStorage['readBytes']>) {
    const read = await super.readBytes(name, { ...options, ifVersion: undefined });
    return { ...read, version: `~1700000000000-${read.size}` };
  }

  /** Finds the condition kept, as such a server does: time and size are the same. */
  override async writeBytes(...[name, source, options]: Parameters<InMemoryStorage['writeBytes']>) {
    return super.writeBytes(name, source, { ...options, ifVersion: undefined });
  }
}

async function setUp() {
  const backend = new WithoutEtags();
  await backend.write(key, 'by a run');
  const services = temporaryServices();
  const store = await openStore(services, backend);
  const { version: base } = await services.documents.open(store, key, {});
  await services.keeper.noted();
  let saves = 0;
  const save = () => {
    saves += 1;
    return services.documents.save(store, key, { base, text: 'mine', saveId: `save-${saves}-of-this` }, {});
  };
  return { backend, services, store, save };
}

test('a text that came under the very same version is not replaced unseen', async () => {
  const { backend, services, store, save } = await setUp();
  await backend.write(key, 'by a RUN');
  await expect(save()).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await backend.read(key)).toBe('by a RUN');
  await services.documents.open(store, key, {});
  await services.keeper.noted();
  await save();
  expect(await backend.read(key)).toBe('mine');
});

test('the text that was seen is replaced', async () => {
  const { backend, save } = await setUp();
  await save();
  expect(await backend.read(key)).toBe('mine');
});
