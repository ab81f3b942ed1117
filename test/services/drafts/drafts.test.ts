import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChanges, type TextChange } from '#shared/format/text-changes.ts';
import { temporaryFolder, temporaryServices } from '../../support/home.ts';
import { file, insert, openWindow } from './window.ts';

const textOf = (taken: { text: object } | null | undefined) => taken?.text;

async function setUp() {
  const services = temporaryServices();
  return { services, window: await openWindow(services), draft: randomUUID() };
}

describe('a draft', () => {
  test('comes back with what was typed, and what it was based on', async () => {
    const { window, draft } = await setUp();
    expect(await window.keep(draft, 'typed')).toBe('kept');
    expect(await window.change(draft, 2, [insert(5, ' more')], 10)).toBe('kept');
    const { draft: taken } = await window.take();
    expect(taken).toMatchObject({
      id: draft,
      seq: 2,
      text: { text: 'typed more' },
      base: { version: 'v1', text: { text: 'base' } },
      bom: false,
      saving: null,
    });
  });

  test('holds any text, whatever changes led to it', async () => {
    const { services, window } = await setUp();
    const edits = fc.array(
      fc.record({ at: fc.nat(), length: fc.nat(), text: fc.string({ maxLength: 5, unit: 'binary' }) }),
      { minLength: 1, maxLength: 5 },
    );
    const typed = fc.tuple(fc.string({ maxLength: 300, unit: 'binary' }), fc.array(edits, { maxLength: 8 }));
    await fc.assert(
      fc.asyncProperty(typed, async ([start, batches]) => {
        const draft = randomUUID();
        let text = start;
        await window.keep(draft, text);
        for (const [index, wishes] of batches.entries()) {
          const changes: TextChange[] = [];
          for (const { at, length, text: added } of wishes) {
            const now = applyChanges(text, changes).length;
            const offset = at % (now + 1);
            changes.push({ offset, length: length % (now - offset + 1), text: added });
          }
          text = applyChanges(text, changes);
          expect(await window.change(draft, index + 2, changes, text.length)).toBe('kept');
        }
        expect(await services.drafts.textOf(draft, 'text')).toBe(text);
        await window.drop(draft);
      }),
      { numRuns: 30 },
    );
  });

  test('is folded now and then, and stays what it is', async () => {
    const { services, window, draft } = await setUp();
    await window.keep(draft, '');
    let text = '';
    for (let seq = 2; seq < 460; seq++) {
      const added = String.fromCharCode(97 + (seq % 26));
      await window.change(draft, seq, [insert(text.length, added)], text.length + 1);
      text += added;
    }
    expect(await services.drafts.textOf(draft, 'text')).toBe(text);
  });

  test.each([
    ['follow a batch that was lost', 3, [insert(0, 'x')], 6],
    ['were kept before', 1, [insert(0, 'x')], 6],
    ['give another length than the window has', 2, [insert(0, 'x')], 7],
    ['lie outside of the text', 2, [{ offset: 4, length: 9, text: '' }], 4],
  ] as const)('takes no changes that %s, and asks for the whole text', async (_, seq, changes, length) => {
    const { window, draft } = await setUp();
    await window.keep(draft, 'typed');
    expect(await window.change(draft, seq, [...changes], length)).toBe('resync');
    expect(textOf((await window.take()).draft)).toEqual({ text: 'typed' });
    expect(await window.keep(draft, 'typed again', 9)).toBe('kept');
    expect(textOf((await window.take()).draft)).toEqual({ text: 'typed again' });
  });

  test('of which nothing is known takes no changes', async () => {
    const { window } = await setUp();
    expect(await window.change(randomUUID(), 2, [insert(0, 'x')], 1)).toBe('resync');
  });

  test('is gone once its text is what is stored', async () => {
    const { window, draft } = await setUp();
    await window.keep(draft, 'typed');
    await window.drop(draft);
    expect(await window.take()).toEqual({ draft: null, elsewhere: false });
  });

  test('that is given up goes to the history of its file', async () => {
    const { services, window, draft } = await setUp();
    await window.keep(draft, 'typed');
    await window.discard(draft, 'typed, as it would have been saved');
    expect(await window.list()).toEqual([]);
    const { versions } = await services.history.timeline(
      file.store,
      file.key,
      { cursor: null, limit: 9 },
      {},
    );
    expect(versions.map(({ reason }) => reason)).toEqual(['draft']);
    const kept = await services.history.read(file.store, file.key, versions[0]?.id ?? '', {});
    expect(kept.text).toBe('typed, as it would have been saved');
  });

  test('of any length comes back: what is too long for an answer has an address', async () => {
    const { services, window, draft } = await setUp();
    const long = 'ein längerer Text\n'.repeat(20_000);
    await window.keep(draft, `${long}typed`, 1, long);
    const { draft: taken } = await window.take();
    expect(taken?.text).toEqual({ url: `draft-text/${draft}/text` });
    expect(taken?.base.text).toEqual({ url: `draft-text/${draft}/base` });
    expect(await services.drafts.textOf(draft, 'text')).toBe(`${long}typed`);
    expect(await services.drafts.textOf(draft, 'base')).toBe(long);
  });

  test('of any length comes back with the half of a character that was typed into it', async () => {
    const { window, draft } = await setUp();
    const long = `${'ein längerer Text\n'.repeat(20_000)}\ud83e typed`;
    await window.keep(draft, long);
    expect((await window.take()).draft?.text).toEqual({ text: long });
  });

  test('keeps the base for as long as it is there, whatever is cleared away', async () => {
    const { services, window, draft } = await setUp();
    await window.keep(draft, 'typed', 1, 'base that nothing else holds');
    await services.tidy();
    expect(await services.drafts.textOf(draft, 'base')).toBe('base that nothing else holds');
  });

  test('outlives the process', async () => {
    const home = temporaryFolder();
    const before = temporaryServices(home);
    const draft = randomUUID();
    await (await openWindow(before)).keep(draft, 'typed');
    await before.close();
    const { draft: taken } = await (await openWindow(temporaryServices(home))).take();
    expect(taken).toMatchObject({ id: draft, text: { text: 'typed' } });
  });

  test('knows its store by name and place after that was forgotten', async () => {
    const { services, draft } = await setUp();
    const { id } = await services.opening.openMemory('sample');
    const window = await openWindow(services);
    await services.drafts.keep({
      window: window.id,
      id: draft,
      store: id,
      key: 'a.md',
      base: { version: null, text: '' },
      text: 'typed',
      bom: false,
      seq: 1,
    });
    await services.stores.forget(id);
    expect(await window.list()).toMatchObject([
      { store: id, key: 'a.md', storeName: 'Sample store', storePlace: 'in memory', length: 5, owner: 'me' },
    ]);
  });
});

describe('a home that cannot be written', () => {
  test.each(['journal.db', 'owners'])('says so (%s), and keeps drafts again once it can be', async (name) => {
    const home = temporaryFolder();
    const services = temporaryServices(home);
    const window = await openWindow(services);
    const draft = randomUUID();
    // A folder where a file belongs, or the other way round: root may write anything else.
    const inTheWay = join(home, name);
    if (name === 'owners') writeFileSync(inTheWay, '');
    else mkdirSync(inTheWay);
    await expect(window.keep(draft, 'typed')).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringMatching(/home folder/),
    });
    rmSync(inTheWay, { recursive: true });
    expect(await window.keep(draft, 'typed')).toBe('kept');
  });
});
