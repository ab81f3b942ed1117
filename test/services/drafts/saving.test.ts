import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { StoreError } from '#shared/errors.ts';
import { InMemoryStorage } from '#storage/index.ts';
import { openStore, temporaryServices } from '../../support/home.ts';
import { insert } from './window.ts';

const key = 'sessions/s/default/plan_summary.md';

/** A file that is edited: a draft with the text “typed” in its first batch, and “typed on” in its second. */
async function editing() {
  const backend = new InMemoryStorage();
  await backend.write(key, 'stored');
  const services = temporaryServices();
  const store = await openStore(services, backend);
  const { version } = await services.documents.open(store, key, {});
  const window = randomUUID();
  const draft = { window, id: randomUUID() };
  await services.drafts.windows.attend(window, randomUUID(), undefined).next();
  const base = { version, text: 'stored' };
  await services.drafts.keep({ ...draft, store, key, base, text: 'typed', bom: false, seq: 1 });
  const save = (seq: number, text: string) =>
    services.documents.save(
      store,
      key,
      { base: version, text, saveId: randomUUID(), draft: services.drafts.saved({ ...draft, seq }) },
      {},
    );
  return {
    backend,
    save,
    typeOn: () => services.drafts.change({ ...draft, seq: 2, changes: [insert(5, ' on')], length: 8 }),
    take: async () => (await services.drafts.take({ window, store, key })).draft,
  };
}

describe('a save', () => {
  test('takes its draft with it', async () => {
    const { save, take } = await editing();
    await save(1, 'typed');
    expect(await take()).toBeNull();
  });

  test('leaves what was typed since, based on what it wrote', async () => {
    const { save, typeOn, take } = await editing();
    await typeOn();
    const { version } = await save(1, 'typed');
    expect(await take()).toMatchObject({
      text: { text: 'typed on' },
      base: { version, text: { text: 'typed' } },
      saving: null,
    });
  });

  test('leaves the draft as it is where it is refused', async () => {
    const { backend, save, take } = await editing();
    await backend.write(key, 'by a run');
    await expect(save(1, 'typed')).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await take()).toMatchObject({ text: { text: 'typed' }, base: { text: { text: 'stored' } } });
  });

  test('takes the draft with it where somebody has written the very same', async () => {
    const { backend, save, take } = await editing();
    await backend.write(key, 'typed');
    expect(await save(1, 'typed')).toMatchObject({ identical: true });
    expect(await take()).toBeNull();
  });

  test('that was carried out, though nobody learnt of it, is known by what it wrote', async () => {
    const { backend, save, typeOn, take } = await editing();
    const write = backend.writeBytes.bind(backend);
    backend.writeBytes = async (...args) => {
      await write(...args);
      throw new StoreError('UNREACHABLE', 'The line was cut.');
    };
    await typeOn();
    await expect(save(1, 'typed')).rejects.toMatchObject({ code: 'UNREACHABLE' });
    expect(await take()).toMatchObject({
      text: { text: 'typed on' },
      base: { text: { text: 'stored' } },
      saving: { seq: 1, text: { text: 'typed' } },
    });
  });
});
