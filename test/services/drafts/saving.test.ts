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
  const saveAs = (why: 'save' | 'merge', base: string, text: string, seq: number) => {
    const saved = services.drafts.saved({ ...draft, seq, merged: why === 'merge' });
    return services.documents.save(store, key, { base, text, why, saveId: randomUUID(), draft: saved }, {});
  };
  return {
    backend,
    save: (seq: number, text: string) => saveAs('save', version, text, seq),
    merge: async (seq: number, text: string) => {
      const now = await services.documents.open(store, key, {});
      return saveAs('merge', now.version, text, seq);
    },
    givenUp: () => services.drafts.discard({ window, id: null, store, key, text: 'typed' }),
    history: async () => {
      const { versions } = await services.history.timeline(store, key, { cursor: null, limit: 20 }, {});
      return versions.map((one) => one.reason);
    },
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
      saving: { seq: 1, text: { text: 'typed' }, merged: false },
    });
  });
});

describe('a save of what a draft was merged into', () => {
  test('takes the draft with it, whose text stays in the history', async () => {
    const { backend, merge, take, givenUp, history } = await editing();
    await backend.write(key, 'by a run');
    await merge(1, 'typed by a run');
    expect(await take()).toBeNull();
    const expected = ['draft', 'merge', 'found', 'found'];
    expect(await history()).toEqual(expected);
    // The window does the same, once it has the answer.
    await givenUp();
    expect(await history()).toEqual(expected);
  });

  test('leaves what was typed since as it was, to be merged again', async () => {
    const { backend, merge, typeOn, take } = await editing();
    await backend.write(key, 'by a run');
    await typeOn();
    await merge(1, 'typed by a run');
    expect(await take()).toMatchObject({
      text: { text: 'typed on' },
      base: { text: { text: 'stored' } },
      saving: null,
    });
  });

  test('is known as one, though nobody learnt that it was carried out', async () => {
    const { backend, merge, take } = await editing();
    await backend.write(key, 'by a run');
    const write = backend.writeBytes.bind(backend);
    backend.writeBytes = async (...args) => {
      await write(...args);
      throw new StoreError('UNREACHABLE', 'The line was cut.');
    };
    await expect(merge(1, 'typed by a run')).rejects.toMatchObject({ code: 'UNREACHABLE' });
    expect(await take()).toMatchObject({
      saving: { seq: 1, text: { text: 'typed by a run' }, merged: true },
    });
  });
});
