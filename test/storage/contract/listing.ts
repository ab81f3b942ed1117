import { describe, expect, test } from 'vitest';
import type { LevelOptions, StorageBackend } from '#storage/backend.ts';
import type { Current } from '../contract.ts';
import { codeOf, fill, gather } from './helpers.ts';

/** In code point order, which is neither that of a tree nor of UTF-16. */
const sorted = ['a-b', 'a.md', 'a/b', 'a/c/d', 'a0', 'b/c', 'b\uff21', 'b😀', 'É'];

export function describeListing(storage: Current): void {
  describe('listing', () => {
    test('gives every key, by code point', async () => {
      await fill(storage(), sorted.toReversed());
      expect(await storage().list('')).toEqual(sorted);
    });

    test.each([
      ['a', ['a-b', 'a.md', 'a/b', 'a/c/d', 'a0']],
      ['a/', ['a/b', 'a/c/d']],
      ['a/c', ['a/c/d']],
      ['a/c/d', ['a/c/d']],
      ['a/c/d/e', []],
      ['nothing/here', []],
    ])('takes the prefix “%s” as a string', async (prefix, expected) => {
      await fill(storage(), sorted);
      expect(await storage().list(prefix)).toEqual(expected);
    });

    test('an empty store has nothing in it', async () => {
      expect(await storage().list('')).toEqual([]);
      expect(await storage().listLevel('')).toMatchObject({ folders: [], files: [], cursor: null });
      expect(await storage().listLevel('sessions')).toMatchObject({ folders: [], files: [], cursor: null });
      expect(await entriesBelow(storage(), 'sessions')).toEqual([]);
    });

    test('one level has the folders and files directly in it', async () => {
      await fill(storage(), ['s/a/1', 's/a/2', 's/b.txt', 's/c/d/e', 's2/x', 'top']);
      const level = await storage().listLevel('s');
      expect(level.folders).toEqual(['a', 'c']);
      expect(level.files.map((file) => file.key)).toEqual(['s/b.txt']);
      expect(level.files[0]?.size).toBe('s/b.txt'.length);
      expect(level.files[0]?.modifiedAt).toBeGreaterThan(0);
      expect((await storage().listLevel('')).folders).toEqual(['s', 's2']);
      expect((await storage().listLevel('')).files.map((file) => file.key)).toEqual(['top']);
    });

    test('pages give each name once, in order, whatever their size', async () => {
      const folders = Array.from({ length: 23 }, (_, i) => `f${String(i).padStart(2, '0')}`);
      const files = Array.from({ length: 11 }, (_, i) => `n${String(i).padStart(2, '0')}`);
      await fill(storage(), [...folders.map((name) => `s/${name}/x`), ...files.map((name) => `s/${name}`)]);
      for (const limit of [1, 7, 23, 34, 100]) {
        const all = await pagesOf(storage(), 's', { limit });
        expect(all.folders).toEqual(folders);
        expect(all.files).toEqual(files.map((name) => `s/${name}`));
        expect(all.largest).toBeLessThanOrEqual(limit);
      }
    });

    test('pages go on after what was deleted or added meanwhile', async () => {
      await fill(storage(), ['s/a/1', 's/b/1', 's/c/1', 's/d/1']);
      const first = await storage().listLevel('s', { limit: 2 });
      expect(first.folders).toEqual(['a', 'b']);
      await storage().delete('s/b/1');
      const second = await storage().listLevel('s', { limit: 2, cursor: first.cursor });
      expect(second.folders).toEqual(['c', 'd']);
    });

    test('refuses a page of nothing', async () => {
      expect(await codeOf(storage().listLevel('', { limit: 0 }))).toBe('INVALID');
    });

    test('a level can be cut to names that start with something', async () => {
      await fill(storage(), ['s/ab/1', 's/abc/1', 's/b/1', 's/abd', 's/x']);
      const all = await pagesOf(storage(), 's', { startsWith: 'ab', limit: 2 });
      expect([all.folders, all.files]).toEqual([['ab', 'abc'], ['s/abd']]);
    });

    test('names alone are the same names', async () => {
      await fill(storage(), ['s/a/1', 's/b', 's/c']);
      const level = await storage().listLevel('s', { namesOnly: true });
      expect([level.folders, level.files.map((file) => file.key)]).toEqual([['a'], ['s/b', 's/c']]);
    });

    test('everything below a folder comes with its size', async () => {
      await fill(storage(), ['s/a/1', 's/a/22', 's/b', 's2/x', 't']);
      const entries = await entriesBelow(storage(), 's');
      expect(entries).toEqual([
        ['s/a/1', 5],
        ['s/a/22', 6],
        ['s/b', 3],
      ]);
      expect((await entriesBelow(storage(), '')).length).toBe(5);
    });

    test('a full listing can be left early', async () => {
      await fill(storage(), ['a', 'b', 'c']);
      for await (const batch of storage().listAll('')) {
        expect(batch.entries.length).toBeGreaterThan(0);
        break;
      }
      expect(await storage().read('a')).toBe('a');
    });
  });
}

async function entriesBelow(storage: StorageBackend, folder: string): Promise<[string, number][]> {
  const batches = await gather(storage.listAll(folder));
  const entries = batches.flatMap((batch) => batch.entries);
  return entries.map((entry): [string, number] => [entry.key, entry.size]).sort();
}

async function pagesOf(storage: StorageBackend, folder: string, options: LevelOptions) {
  const folders: string[] = [];
  const files: string[] = [];
  let largest = 0;
  let cursor: string | null = null;
  do {
    const page = await storage.listLevel(folder, { ...options, cursor });
    folders.push(...page.folders);
    files.push(...page.files.map((file) => file.key));
    largest = Math.max(largest, page.folders.length + page.files.length);
    cursor = page.cursor;
  } while (cursor !== null);
  return { folders, files, largest };
}
