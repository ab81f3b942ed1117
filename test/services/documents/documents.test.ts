import { describe, expect, test } from 'vitest';
import { maxEditableBytes, maxInlineBytes } from '#shared/model/document.ts';
import { InMemoryStorage } from '#storage/index.ts';
import { openStore, temporaryServices } from '../../support/home.ts';

const key = 'sessions/a/default/plan_summary.md';
const saveId = () => crypto.randomUUID();

async function setUp(content: string | Uint8Array, options: { readOnly?: boolean } = {}) {
  const backend = new InMemoryStorage();
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  await backend.writeBytes(key, bytes);
  const services = temporaryServices();
  const store = await openStore(services, backend, options);
  return { backend, store, documents: services.documents };
}

describe('opening a document', () => {
  test('gives the text as stored, byte order mark and line endings included', async () => {
    const { documents, store } = await setUp('\uFEFFone\r\ntwo\rthree\n');
    const document = await documents.open(store, key, {});
    expect(document.text).toBe('\uFEFFone\r\ntwo\rthree\n');
    expect(document.readOnly).toBeNull();
  });

  test('names the first byte that is not UTF-8, and is read-only then', async () => {
    const { documents, store } = await setUp(new Uint8Array([0x68, 0xc3, 0xa9, 0xff, 0x68]));
    const document = await documents.open(store, key, {});
    expect(document).toMatchObject({ text: null, fetchText: false, readOnly: 'not-utf8', badByte: 3 });
  });

  test.each([
    ['begins like a longer one', [0x63, 0xe9, 0x20, 0x61, 0x75], 1],
    ['is cut by the end', [0x63, 0x61, 0xf0, 0x9f, 0x8e], 2],
    ['comes first', [0x80, 0x61, 0x61, 0x61], 0],
  ])('names the first byte of a character that %s', async (_, bytes, badByte) => {
    const { documents, store } = await setUp(Uint8Array.from(bytes));
    expect(await documents.open(store, key, {})).toMatchObject({ readOnly: 'not-utf8', badByte });
  });

  test('calls bytes with a NUL binary', async () => {
    const { documents, store } = await setUp(new Uint8Array([0x89, 0, 1, 2]));
    expect(await documents.open(store, key, {})).toMatchObject({ readOnly: 'binary', text: null });
  });

  test('sends larger text by address, and text over the limit not at all', async () => {
    const larger = await setUp('x'.repeat(maxInlineBytes + 1));
    expect(await larger.documents.open(larger.store, key, {})).toMatchObject({
      text: null,
      fetchText: true,
      readOnly: null,
    });
    const huge = await setUp('x'.repeat(maxEditableBytes + 1));
    expect(await huge.documents.open(huge.store, key, {})).toMatchObject({
      text: null,
      fetchText: false,
      readOnly: 'too-large',
    });
  });

  test('says that a file is gone', async () => {
    const { documents, store } = await setUp('');
    await expect(documents.open(store, 'sessions/a/gone.md', {})).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('saving a document', () => {
  test('writes exactly the text', async () => {
    const { backend, documents, store } = await setUp('before');
    const { version } = await documents.open(store, key, {});
    const saved = await documents.save(
      store,
      key,
      { base: version, text: '\uFEFFafter\r\n', saveId: saveId() },
      {},
    );
    expect(saved.identical).toBe(false);
    expect(await backend.read(key)).toBe('\uFEFFafter\r\n');
    expect((await documents.open(store, key, {})).version).toBe(saved.version);
  });

  test('refuses to overwrite what somebody else wrote since', async () => {
    const { backend, documents, store } = await setUp('before');
    const { version } = await documents.open(store, key, {});
    await backend.write(key, 'a run wrote this');
    await expect(
      documents.save(store, key, { base: version, text: 'mine', saveId: saveId() }, {}),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await backend.read(key)).toBe('a run wrote this');
  });

  test('takes identical content for no conflict', async () => {
    const { backend, documents, store } = await setUp('before');
    const { version } = await documents.open(store, key, {});
    await backend.write(key, 'the same');
    const saved = await documents.save(store, key, { base: version, text: 'the same', saveId: saveId() }, {});
    expect(saved.identical).toBe(true);
  });

  test('carries out a save once, however often it is asked for', async () => {
    const { backend, documents, store } = await setUp('before');
    const { version } = await documents.open(store, key, {});
    const save = { base: version, text: 'mine', saveId: saveId() };
    const first = await documents.save(store, key, save, {});
    await backend.write(key, 'a run wrote this after');
    expect(await documents.save(store, key, save, {})).toEqual(first);
    expect(await backend.read(key)).toBe('a run wrote this after');
  });

  test('is refused by a store that is open read-only', async () => {
    const { backend, documents, store } = await setUp('before', { readOnly: true });
    const { version, readOnly } = await documents.open(store, key, {});
    expect(readOnly).toBe('store');
    await expect(async () =>
      documents.save(store, key, { base: version, text: 'mine', saveId: saveId() }, {}),
    ).rejects.toMatchObject({ code: 'READ_ONLY' });
    expect(await backend.read(key)).toBe('before');
  });

  test('refuses half a character instead of storing another, and says where it is', async () => {
    const { documents, store } = await setUp('before');
    const { version } = await documents.open(store, key, {});
    const text = 'whole \ud83e\udd16\r\nwhole\nhalf \uD800 of one';
    await expect(
      documents.save(store, key, { base: version, text, saveId: saveId() }, {}),
    ).rejects.toMatchObject({ code: 'INVALID', message: expect.stringContaining('line 3 holds half') });
  });
});
